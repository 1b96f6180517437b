"""What must hold of every translated answer, whatever the case: each function gives what is wrong, nothing where all is well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine.wording.answers import translate_answer
from engine.wording.isolating import FSI, PDI, directions
from engine.wording.languages import direction
from engine.wording.phrases import Phrase
from engine.wording.saying import Said

_RAW = re.compile(r"\{[A-Za-z][\w.\-]*\}|%\(\w+\)s|\b[a-z]+(?:_[a-z]+)+\b|\b(?:own|combined|record|person|posting|credential)\.[a-z]\w+")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")
_INNERMOST = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")
_NUMBER = re.compile(r"\d+")


def faults(answer: dict[str, Any], language: str) -> Iterator[str]:
    """Everything that is wrong with an answer told in a language."""
    said, told = translate_answer(answer, language)
    pairs = list(_pairs(answer, said, ""))
    english = {pointer for pointer, _, after in pairs if not after.complete}
    if english != set(told.in_english):
        yield f"pointers to English texts differ: {sorted(english ^ set(told.in_english))[:3]}"
    for pointer, before, after in pairs:
        if raw := set(_RAW.findall(after)) - set(_RAW.findall(before)):
            yield f"{pointer}: raw {raw}: {after}"
        if not after.strip() and before.strip():
            yield f"{pointer}: nothing is said of: {before}"
        if after.complete and figures(before) != figures(after):
            yield f"{pointer}: other figures: {before} | {after}"
        yield from (f"{pointer}: {fault}: {after!r}" for fault in disordered(after, language, before))


def _pairs(before: Any, after: Any, pointer: str) -> Iterator[tuple[str, str, Said]]:
    """Each phrase with how it is said; anything else must be as it was."""
    if isinstance(before, dict):
        assert list(before) == list(after), pointer
        for key in before:
            yield from _pairs(before[key], after[key], f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(before, list):
        assert len(before) == len(after), pointer
        for n, (x, y) in enumerate(zip(before, after, strict=True)):
            yield from _pairs(x, y, f"{pointer}/{n}")
    elif isinstance(before, Phrase):
        assert isinstance(after, Said), pointer
        yield pointer, str(before), after
    else:
        assert before == after, pointer


def figures(text: str) -> Counter[int]:
    """The numbers of a text. Of a date written in figures the month does not count: other languages say its name."""
    return Counter(int(n) for n in _NUMBER.findall(_GROUPED.sub("", _ISO.sub(r" \1 \3 ", text))))


def disordered(text: str, language: str, data: str = "") -> Iterator[str]:
    """Letters of the other direction that stand outside isolates, isolates that do not close, and those that hold letters of both
    directions, unless they stand so in the `data` that is told."""
    outside, depth = [], 0
    for character in text:
        depth += (character == FSI) - (character == PDI)
        if depth < 0:
            break
        if depth == 0:
            outside.append(character)
    if depth:
        yield "isolates do not close"
    for inside in _INNERMOST.findall(text):
        if len(directions(inside)) > 1 and inside not in data:
            yield "an isolate holds letters of both directions"
    if directions("".join(outside)) - {direction(language)}:
        yield "letters of the other direction stand outside isolates"
