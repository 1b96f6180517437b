"""What is known of the amount: the share, the full and the due amount, as far as formula and inputs are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.decision.bounds import known
from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.language.ir import NO, Figure, Rule, Value


def amounts(reading: Reading, reasons: Reasons) -> dict[str, Any] | None:
    """None where the instrument says nothing of the amount, or no right carries it."""
    assert reading.e is not None and reading.program is not None and reading.trace is not None
    rules = [reading.program.rule[i] for i in reading.program.by_conclusion.get("amount", ()) if reading.trace.holds[i] != NO]
    rules = [r for r in rules if r.value is not None]
    if not rules:
        return None
    holds = reading.trace.holds
    rule = max(rules, key=lambda r: (holds[r.id], r.id))
    told = _told(rule, reading, reasons)
    told["missing"] = sorted({a for r in rules if r.value is not None for a in reading.e.asks(r.value)}) if told["due"] is None else []
    return told


def _told(rule: Rule, reading: Reading, reasons: Reasons) -> dict[str, Any]:
    assert rule.value is not None and reading.e is not None
    e = reading.e
    parts = list(walk(rule.value))
    fraction = next((n for n in parts if isinstance(n, Figure) and n.kind == "fraction"), None)
    full = next((n for n in parts[1:] if n.kind == "amount" and n is not fraction), None)
    money = e.given.currency or next((str(getattr(n, "currency", "")) for n in parts if getattr(n, "currency", "")), "")
    return {
        "fraction": reasons.shown(fraction) if fraction is not None and known(e.value(fraction)) else None,
        "full": reasons.shown(full) if full is not None and known(e.value(full)) else None,
        "due": reasons.shown(rule.value) if known(e.value(rule.value)) else None,
        "currency": money or None,
        "address": reasons.address(rule.id),
        **reasons.source(rule.cite),
    }


def walk(node: Value) -> Iterator[Value]:
    """A value and all it is worked out from."""
    yield node
    if isinstance(node, Figure):
        for _, argument in node.arguments:
            for part in argument if isinstance(argument, tuple) else (argument,):
                if not isinstance(part, str):
                    yield from walk(part)
