"""Records and crediting rules: what they name is there, and their figures can be counted with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.language.instance import Instance
from engine.language.records import amount_of
from engine.problems import Problem, nearest

_SOURCES = ("deciding", "partner", "partners", "third_states")
_AMOUNTS = ("holding", "worth", "remainder")


def uncountable(instance: Instance) -> Iterator[Problem]:
    """Records built on nothing, conversions that are not declared, credits into no record or with figures that do not fit."""
    yield from _records(instance)
    for rule_id, (block, rule) in sorted(instance.book.period_rules.items()):
        told = rule.get("credits")
        if told is None:
            continue
        number = next(n for n, r in enumerate(block.data["rules"]) if r is rule)
        address = rule_id if rule_id.startswith("national.") else f"{instance.instrument}.{rule_id}"
        path = ("rules", number, "credits")
        into = str(told["into"])
        if into not in instance.records:
            known = sorted(instance.records)
            mend = nearest(into, known) or "name a record that is declared"
            yield Problem(block.place(*path, "into"), "unknown-record", "there is no record of this name", into, ", ".join(known), mend, address)
        for word in _AMOUNTS:
            if word in told and amount_of(told[word]) is None:
                expected, mend = "a number of units, like 3 months", "write a whole number and its unit"
                yield Problem(block.place(*path, word), "wrong-unit", "this is no number of units", str(told[word]), expected, mend, address)
        yield from _sizes(told, block.place(*path), address)


def _sizes(told: Any, place: Any, address: str) -> Iterator[Problem]:
    worth, rest, every = (amount_of(told[w]) if w in told else None for w in ("worth", "remainder", "every"))
    whole = worth.n if worth else 1
    if whole < 1 or (every is not None and every.n < 1):
        yield Problem(place, "worth-nothing", "a credit counts whole units", str(told.get("worth")), "at least 1", "write 1 or more", address)
    elif rest is not None and rest.n > whole:
        message, mend = "a rest is worth more than a whole: more coverage would earn less", "write a remainder of at most the worth"
        yield Problem(place, "remainder-too-large", message, f"{rest.n} {rest.unit}", f"at most {whole}", mend, address)


def _records(instance: Instance) -> Iterator[Problem]:
    for block in instance.blocks:
        for name, told in block.part("records").items():
            address = f"{instance.instrument}.{block.id}.{name}"
            known = [*_SOURCES, *sorted(instance.records), *block.blanks]
            for source in told.get("of") or []:
                if str(source) not in known:
                    place, mend = block.place("records", name, "of"), nearest(str(source), known) or "name a record, or deciding, partner"
                    yield Problem(place, "unknown-record", "a record is built on what is not there", str(source), ", ".join(known), mend, address)
            conversion = told.get("converted_by")
            if conversion:
                declared = [n for b in instance.blocks for n in b.part("parameters")]
                if conversion not in declared:
                    place, mend = block.place("records", name, "converted_by"), nearest(conversion, declared) or "declare the parameter"
                    message = "a record names a conversion that is not declared"
                    yield Problem(place, "unknown-conversion", message, str(conversion), ", ".join(declared), mend, address)
