"""A command of the command line on a draft from outside, contained; on the home's own files it runs as it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from engine.sandbox.contain import contained
from engine.sandbox.limits import LIMITS
from engine.sandbox.outside import outside, written


def command(name: str, module: str, words: Sequence[str]) -> int | None:
    """The exit code of the contained command; None where nothing that it names comes from outside.

    Raises RuleFileRefused for what cannot be taken, or where the child had to be ended.
    """
    if name not in LIMITS or "--mutate" in words:
        return None
    files = outside(name, words)
    if not files:
        return None
    reads = [*files, *outside("case", words)] if name == "decide" else files
    stdin = sys.stdin.fileno() if "-" in words else subprocess.DEVNULL
    ended = contained(module, words, reads=reads, writes=written(words), limits=LIMITS[name], stdin=stdin)
    sys.stdout.write(ended.out)
    return ended.code
