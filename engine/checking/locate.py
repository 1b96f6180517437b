"""Where in a rule file a fault that lowering met stands: as near as the text of the problem lets one point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.language.blocks import Block
from engine.problems import Problem

Steps = tuple[str | int, ...]
#: What goes wrong where a text has words or shapes that the reading does not expect: told as a finding, never as a traceback.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_NAMED = ("rules", "figures", "parameters", "records", "fill", "blanks")


def located(problem: Problem, block: Block, path: Steps, address: str) -> Problem:
    """The problem at the word it speaks of: sought under the path of the block, else in the block, else at the path itself.

    A problem that names another file keeps its place.
    """
    if problem.place.file not in ("", block.file.document.file) and problem.place.file != block.place().file:
        return replace(problem, address=address)
    words = _words(problem)
    here = _at(block.data, path)
    for steps in _sought(here, words):
        return replace(problem, place=block.place(*path, *steps), address=address)
    for word in _NAMED:
        if word in block.data:
            for steps in _sought(block.data[word], words):
                return replace(problem, place=block.place(word, *steps), address=address)
    return replace(problem, place=block.place(*path), address=address)


def _words(problem: Problem) -> list[str]:
    """What the text may show: what was found, or the tested fact at the end of the address that a message begins with."""
    told = [problem.found] if problem.found else []
    head, colon, _ = problem.message.partition(":")
    if colon and " " not in head:
        parts = head.split(".")
        told += [".".join(parts[n:]) for n in range(len(parts))]
    return told


def _at(data: Any, path: Steps) -> Any:
    for step in path:
        data = data[step]
    return data


def _sought(node: Any, words: list[str]) -> Iterator[Steps]:
    for word in words:
        yield from _walk(node, word, ())


def _walk(node: Any, word: str, path: Steps) -> Iterator[Steps]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key in (word, f"record.{word}") or (key == "named" and inner == word):
                yield (*path, key)
            else:
                yield from _walk(inner, word, (*path, key))
    elif isinstance(node, list):
        for n, inner in enumerate(node):
            yield from _walk(inner, word, (*path, n))
    elif isinstance(node, str) and node == word:
        yield path


def unreadable(fault: Exception, block: Block, path: Steps, address: str) -> Problem:
    """A fault of the text that no other finding names."""
    mend = "check the words and shapes here"
    return Problem(block.place(*path), "cannot-be-read", "this cannot be read as it stands", f"{type(fault).__name__}: {fault}", "", mend, address)
