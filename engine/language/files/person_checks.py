"""What the models cannot see in a file of typical persons: ids once, ages that are ages, lives that go forward."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.files.findings import Finding, items, kind_of, mapping
from engine.language.files.rule_checks import check_ids
from engine.language.literals import parse_literal
from engine.language.reading import Data, Path


def check_persons(data: dict[str, Data]) -> Iterator[Finding]:
    """Every fault of the file beyond the shape of its words."""
    yield from check_ids(data.get("persons"), ("persons",))
    for number, told in items(data.get("persons")):
        person, path = mapping(told), ("persons", number)
        yield from _ages(person, path, ("age", "died_at", "incapable_at"))
        yield from _ages(mapping(person.get("survivor")), (*path, "survivor"), ("age", "married_for"))
        for n, stretch in items(person.get("life")):
            here = (*path, "life", n)
            yield from _ages(mapping(stretch), here, ("from", "to"))
            start, end = (_months(mapping(stretch).get(w)) for w in ("from", "to"))
            if start is not None and end is not None and start >= end:
                yield Finding(
                    (*here, "to"), "empty-span", "this stretch ends before it begins", "correct one of the ages", expected="an age after the first"
                )


def _ages(holder: dict[str, Data], path: Path, words: tuple[str, ...]) -> Iterator[Finding]:
    for word in words:
        if word in holder and _months(holder[word]) is None:
            yield Finding((*path, word), "wrong-unit", "this is not an age", "write an age, like 66 years 6 months", kind_of(holder[word]), "an age")


def _months(told: Data) -> int | None:
    literal = parse_literal(told) if isinstance(told, str) else None
    return int(literal.value) if literal is not None and literal.kind == "months" and isinstance(literal.value, int) else None
