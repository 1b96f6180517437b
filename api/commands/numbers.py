"""Whole numbers as words of commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from api.settings import whole


def number(least: int, most: int, expected: str) -> Callable[[str], int]:
    """A reader for `type=` of an argument; whoever gives another word is told what is expected."""
    read = whole(least, most)

    def told(word: str) -> int:
        try:
            return read(word)
        except ValueError:
            raise argparse.ArgumentTypeError(expected) from None

    return told
