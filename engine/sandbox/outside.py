"""Which files that a command names come from outside the home of the rules, and whether they can be taken at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from engine.language.corpus import rules_home
from engine.language.reading import MOST_BYTES
from engine.problems import Place, Problem, RuleFileRefused

#: Words after which a path is written to, never read.
WRITTEN = ("--out", "--boundaries")
#: Of these commands only the draft is law from outside; their cases are read under limits of their own.
ONLY_A_DRAFT = ("decide",)


def outside(command: str, words: Sequence[str]) -> tuple[Path, ...]:
    """The files and folders that a command names and that lie outside the home, as real paths.

    Raises RuleFileRefused for what is no ordinary file or is longer than any rule file may be: it is never opened.
    """
    home = rules_home()
    inside = [(home / part).resolve() for part in ("agreements", "rulesets")]
    found = dict.fromkeys(p for p in _named(command, words) if not any(p.is_relative_to(i) for i in inside))
    for path in found:
        _ordinary(path)
    return tuple(found)


def written(words: Sequence[str]) -> tuple[Path, ...]:
    """The folders into which a command may write."""
    return tuple(Path(value).resolve() for word, value in _options(words) if word in WRITTEN)


def _options(words: Sequence[str]) -> list[tuple[str, str]]:
    """Each word with the option before it: `--draft FILE`, `--draft=FILE`, or nothing before it."""
    told: list[tuple[str, str]] = []
    before = ""
    for word in words:
        option, equals, value = word.partition("=")
        if word.startswith("--"):
            if equals:
                told.append((option, value))
            before = "" if equals else option
        else:
            told.append((before, word))
            before = ""
    return told


def _named(command: str, words: Sequence[str]) -> list[Path]:
    wanted = [v for o, v in _options(words) if o not in WRITTEN and (command not in ONLY_A_DRAFT or o == "--draft")]
    found = []
    for word in wanted:
        try:
            if "\0" not in word and os.path.lexists(word):
                found.append(Path(word).resolve())
        except (OSError, RuntimeError):  # a name too long, or links in a ring
            raise _refused(word, "this path cannot be followed", "name an ordinary file") from None
    return found


def _ordinary(path: Path) -> None:
    try:
        told = path.stat()
    except OSError:
        raise _refused(str(path), "this file cannot be read", "check the path and its rights") from None
    if stat.S_ISDIR(told.st_mode):
        return
    if not stat.S_ISREG(told.st_mode):
        raise _refused(str(path), "this is no ordinary file", "name an ordinary file")
    if told.st_size > MOST_BYTES:
        raise RuleFileRefused(
            [Problem(Place(str(path)), "too-long", "the file is too long", f"{told.st_size} bytes", f"at most {MOST_BYTES} bytes", "split the file")]
        )


def _refused(path: str, message: str, mend: str) -> RuleFileRefused:
    return RuleFileRefused([Problem(Place(path[:200]), "no-ordinary-file", message, mend=mend)])
