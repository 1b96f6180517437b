"""What an answer rests on: each told fact that its rules read, and how that fact is known (self-declared, document, primary source,
signed credential). An answer is never surer than the weakest of them; a reader sees which document to ask for next."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.language.ir import Dated, Figure, Given, Measure, Test, Value, leaves

_LISTS = ("record", "earnings", "practice", "registration", "language")


def rests_on(reading: Reading, reasons: Reasons) -> list[dict[str, str]]:
    """`{fact, known_by}` for every told fact under the rules that carried or blocked the answer, in the order of names."""
    assert reading.e is not None
    case = reading.e.case
    found: set[str] = set()
    for rule in reasons.used.values():
        for test in (t for t, _ in leaves(rule.when) if isinstance(t, Test)):
            for path in _paths(reading, test):
                found |= set(_told(reading, path))
    found |= {f"record.{line.item}" for line in reading.e.records.lines if not line.earnings}
    return [{"fact": fact, "known_by": case.evidence_of(fact)} for fact in sorted(found, key=_in_order)]


def _in_order(fact: str) -> tuple[str, int, str]:
    head, _, rest = fact.partition(".")
    return (head, int(rest), "") if rest.isdecimal() else (head, -1, rest)


def _paths(reading: Reading, test: Test) -> Iterator[str]:
    yield from _of(reading, test.left)
    if not isinstance(test.right, tuple):
        yield from _of(reading, test.right)


def _of(reading: Reading, node: Value) -> Iterator[str]:
    if isinstance(node, Given):
        yield node.path
    elif isinstance(node, Measure):
        yield "record"
    elif isinstance(node, Dated):
        yield from _of(reading, node.by)
    elif isinstance(node, Figure):
        for name, argument in node.arguments:
            if isinstance(argument, tuple):
                yield from (path for part in argument for path in _of(reading, part))
            elif not isinstance(argument, str):
                yield from _of(reading, argument)
            elif name == "table":
                yield from _of_table(reading, argument)
            elif name == "of":
                yield argument


def _of_table(reading: Reading, table: str) -> Iterator[str]:
    assert reading.e is not None
    instance = reading.e.instance
    for name in instance.file.data["tables"][table]["match"].values():
        yield from _of(reading, instance.names.value(name, instance.blocks[0]))


def _told(reading: Reading, path: str) -> Iterator[str]:
    """The facts of the case behind a path: entries of a list by themselves, everything else by its own name, if it was told."""
    assert reading.e is not None
    case = reading.e.case
    asked = reading.e.given.asks(path)
    head, _, rest = asked.partition(".")
    if head in _LISTS:
        items = getattr(case, head) or ()
        yield from (f"{head}.{n}" for n, item in enumerate(items) if head != "language" or item.language == rest)
    elif case.given(asked) is not None:
        yield asked
    elif case.given(f"assume.{asked}") is not None:
        yield f"assume.{asked}"
