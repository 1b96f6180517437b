"""What an answer rests on that is not confirmed: rules, values, schemes and crediting rules with another confidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.decision.amounts import walk
from engine.decision.listing import doubtful_row
from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.language.ir import Dated, Figure, Literal, Measure, Origin, Test, Value, leaves
from engine.wording.phrases import Phrase, phrase


def doubts(reading: Reading, reasons: Reasons) -> list[dict[str, Any]]:
    """Each once, with the note of the rule file. Only what carried or blocked this answer is looked at."""
    assert reading.e is not None
    found: dict[str, dict[str, Any]] = {}
    for rule in reasons.used.values():
        if rule.confidence != "confirmed":
            found[rule.id] = {"what": reasons.address(rule.id), "confidence": rule.confidence, "note": Phrase(rule.note)}
        conditions = [rule.when, *([rule.awaits] if rule.awaits else [])]
        for test in (t for c in conditions for t, _ in leaves(c) if isinstance(t, Test)):
            for origin in _origins(test):
                if origin.confidence != "confirmed":
                    found[origin.name] = {"what": origin.name, "confidence": origin.confidence, "note": Phrase(origin.note)}
            for table in _tables(test):
                if doubtful_row(reading.e, table):
                    note = phrase("The row of the table that fits was not confirmed in its source.")
                    found[f"table {table}"] = {"what": f"table {table}", "confidence": "unconfirmed", "note": note}
    credits = {c.id: c for cs in reading.e.instance.credits.values() for c in cs}
    for line in reading.e.records.lines:
        credit = credits.get(line.rule)
        if credit is not None and credit.confidence != "confirmed" and line.credited[1]:
            found[credit.id] = {"what": reasons.address(credit.id), "confidence": credit.confidence, "note": Phrase(credit.note)}
    for name in sorted(_measured(reading, reasons)):
        record = reading.e.instance.records[name]
        if record.confidence != "confirmed":
            found[f"record {name}"] = {"what": f"record {name}", "confidence": record.confidence, "note": Phrase(record.note)}
    scheme = reading.e.instance.scheme
    if scheme.get("confidence", "confirmed") != "confirmed":
        name = reading.e.instance.scope.scheme
        found[f"scheme {name}"] = {"what": f"scheme {name}", "confidence": str(scheme["confidence"]), "note": Phrase(scheme.get("note", ""))}
    return [found[k] for k in sorted(found)]


def _measured(reading: Reading, reasons: Reasons) -> set[str]:
    """The records whose length the answer rests on: in the tests of its rules, and in what they conclude."""
    nodes: list[Value] = [r.value for r in reasons.used.values() if r.value is not None]
    for rule in reasons.used.values():
        for test, _ in leaves(rule.when):
            if isinstance(test, Test):
                nodes += [test.left, *([] if isinstance(test.right, tuple) else [test.right])]
    return {part.record for node in nodes for part in walk(node) if isinstance(part, Measure)}


def _tables(test: Test) -> Iterator[str]:
    """Tables that a test reads."""
    for node in (test.left, *((test.right,) if not isinstance(test.right, tuple) else ())):
        for part in walk(node):
            if isinstance(part, Figure):
                yield from (x for name, x in part.arguments if name == "table" and isinstance(x, str))


def _origins(test: Test) -> Iterator[Origin]:
    for node in (test.left, *((test.right,) if not isinstance(test.right, tuple) else ())):
        for part in walk(node):
            yield from _of(part)


def _of(node: Value) -> Iterator[Origin]:
    if isinstance(node, Literal) and node.origin is not None:
        yield node.origin
    elif isinstance(node, Dated):
        for _, value in node.rows:
            if isinstance(value, Literal) and value.origin is not None:
                yield value.origin
