"""Runs a scenario and says where the answer differs from what was expected."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.decision.answer import answer
from engine.decision.decide import Decider
from engine.decision.noticed import Noticed
from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.facts import parse_case
from engine.language.ir import Literal
from engine.language.literals import parse_literal
from engine.problems import InputRefused
from engine.scenarios.files import Scenario


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that was not met."""

    scenario: str
    file: str
    what: str
    expected: str
    got: str


def run(decider: Decider, scenario: Scenario) -> list[Difference]:
    """All differences; none where the scenario passes."""

    def difference(what: str, expected: Any, got: Any) -> Difference:
        return Difference(scenario.id, str(scenario.place), what, str(expected), str(got))

    try:
        readings = decider.readings(parse_case(scenario.case(), today=datetime.date(2024, 1, 1)), scenario.instrument)
    except InputRefused as refused:
        return [difference("it runs", "an answer", refused.problems[0])]
    found: list[Difference] = []
    for expected in scenario.expected:
        reading = _chosen(readings, scenario, expected)
        if reading is None:
            told = sorted(f"{r.question.instrument} {r.question.deciding} {r.question.scope.benefit}".strip() for r in readings)
            found.append(difference("decision", f"{expected.get('deciding', '')} {expected.get('benefit', '')}".strip() or scenario.instrument, told))
        else:
            found += [difference(*d) for d in _compared(reading, expected)]
    return found


def _chosen(readings: list[Reading], scenario: Scenario, expected: Mapping[str, Any]) -> Reading | None:
    """The decision that an expectation speaks of: by instrument, State and benefit, as far as they are named."""
    instrument = expected.get("instrument", scenario.instrument)
    state, benefit = expected.get("deciding"), expected.get("benefit", scenario.data.get("benefit"))
    state = state[0] if isinstance(state, list) else state
    fitting = [
        r
        for r in readings
        if state in (None, r.question.deciding) or r.question.kind == "posting"
        if benefit is None or r.question.kind != "benefit" or not r.question.scope.benefit or benefit in _names(r)
    ]
    named = [r for r in fitting if r.question.instrument == instrument]
    return next(iter(named or [r for r in fitting if r.question.instrument is None]), None)


def _names(reading: Reading) -> tuple[str, str]:
    branch = reading.e.instance.scope.branch if reading.e else ""
    return (reading.question.scope.benefit, branch)


def _compared(reading: Reading, expected: Mapping[str, Any]) -> Iterable[tuple[str, Any, Any]]:
    told = answer(reading)
    if told["outcome"] != expected["outcome"]:
        why = [m["fact"] for m in told["missing"]] or [b["address"] for b in told["blocked_by"]] or told["why_not_covered"]
        yield "outcome", expected["outcome"], f"{told['outcome']} ({why})"
    for word in ("basis", "route"):
        if word in expected and _listed(told.get(word)) != _listed(expected[word]):
            yield word, expected[word], told.get(word)
    for word in ("insured_in", "payable_from", "confidence"):
        if word in expected and str(told.get(word)) != str(expected[word]):
            yield word, expected[word], told.get(word)
    if "missing" in expected:
        facts = [m["fact"] for m in told["missing"]] or [a.removeprefix("amounts.") for a in (told["amounts"] or {}).get("missing", [])]
        wanted = _plain(expected["missing"])
        if facts[: len(wanted)] != wanted and not (told["outcome"] == "yes" and set(wanted) <= set(facts)):
            yield "missing begins", wanted, facts
    if "left_open" in expected:
        facts = [m["fact"] for m in told["left_open"]]
        if not set(_plain(expected["left_open"])) <= set(facts):
            yield "left_open", expected["left_open"], facts
    for rule in _plain(expected.get("because") or []):
        if not any(_is(entry["address"], rule) for entry in told["because"]):
            yield "because", rule, [entry["address"] for entry in told["because"]]
    for blocked in expected.get("blocked_by") or []:
        yield from _blocked(told, blocked)
    for address in _plain(expected.get("outstanding") or []):
        if not any(_is(entry["address"], address) for entry in told["outstanding"]):
            yield "outstanding", address, [entry["address"] for entry in told["outstanding"]]
    yield from _notices(reading, expected)
    if "portable" in expected:
        got = (told["portable"] or {}).get("outcome")
        want = expected["portable"]["outcome"] if isinstance(expected["portable"], Mapping) else expected["portable"]
        if got != want:
            yield "portable", want, got
    yield from _figures(reading, told, expected)


#: The words of an expectation that name notices, and what those notices say.
_NOTICES = {"next_steps": "step", "still_helps": "help", "warnings": "warning"}


def _notices(reading: Reading, expected: Mapping[str, Any]) -> Iterable[tuple[str, Any, Any]]:
    """Notices that an expectation names and that the answer does not tell."""
    if not set(_NOTICES) & set(expected):
        return
    noticed = Noticed(reading, Reasons(reading)) if reading.e else None
    for word, says in _NOTICES.items():
        ids = noticed.ids(says) if noticed else []
        for wanted in _plain(expected.get(word) or []):
            if wanted not in ids:
                yield word, wanted, ids


def _plain(told: Any) -> list[str]:
    return [str(x) for x in (told if isinstance(told, list) else [told])]


def _listed(told: Any) -> list[str]:
    return sorted(told) if isinstance(told, list) else [] if told is None else [str(told)]


def _is(address: str, wanted: str) -> bool:
    """Whether an address is meant: the instrument and the State may be left out."""
    bare, wanted = f".{address.partition('@')[0]}.", f".{wanted.partition('@')[0]}."
    return wanted in bare


def _blocked(told: Mapping[str, Any], wanted: Any) -> Iterable[tuple[str, Any, Any]]:
    test = wanted["test"] if isinstance(wanted, Mapping) else str(wanted)
    entry = next((b for b in told["blocked_by"] if _is(b["address"], test)), None)
    if entry is None:
        yield "blocked_by", test, [b["address"] for b in told["blocked_by"]]
        return
    for word in ("found", "needed", "distance") if isinstance(wanted, Mapping) else ():
        if word in wanted and not _same_measure(str(wanted[word]), str(entry[word])):
            yield f"blocked_by {word}", wanted[word], entry[word]


def _same_measure(wanted: str, got: str) -> bool:
    """Whether two measures say the same: `20 years` and `at least 240 months` do."""
    if wanted == got:
        return True
    left, right = (parse_literal(x.removeprefix("at least ").removeprefix("more than ").removeprefix("at most ")) for x in (wanted, got))
    return left is not None and right is not None and _months(left) == _months(right)


def _months(literal: Literal) -> tuple[str, Any]:
    if literal.kind == "calendar_years" and isinstance(literal.value, int):
        return ("months", literal.value * 12)
    return (literal.kind, literal.value)


def _figures(reading: Reading, told: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterable[tuple[str, Any, Any]]:
    for name, wanted in (expected.get("figures") or {}).items():
        node = reading.e.instance.figure(name) if reading.e else None
        value = reading.e.value(node) if reading.e and node is not None else None
        literal = parse_literal(wanted) if isinstance(wanted, (str, int, bool)) or hasattr(wanted, "toordinal") else None
        if literal is None:
            literal = Literal("code", str(wanted))
        if not _equals(node.kind if node else "", value, literal):
            yield f"figure {name}", wanted, f"{value} ({node.kind if node else 'no such figure'})"
    if "amount" in expected:
        due = (told["amounts"] or {}).get("due")
        if due is None or Fraction(due.split()[0]) != Fraction(str(expected["amount"]).split()[0]):
            yield "amount", expected["amount"], due
    for name, wanted in (expected.get("conclusions") or {}).items():
        truth = {0: "no", 1: "unknown", 2: "yes"}[reading.e.ask(name)] if reading.e else None
        if truth != {True: "yes", False: "no"}.get(wanted, wanted):
            yield f"conclusion {name}", wanted, truth


def _equals(kind: str, value: Any, wanted: Literal) -> bool:
    if isinstance(value, frozenset):
        told = wanted.value if isinstance(wanted.value, frozenset) else frozenset({str(wanted.value)})
        return value == told
    if not isinstance(value, tuple) or value[0] != value[1]:
        return False
    left = _months(Literal(kind, value[0]))
    right = _months(wanted)
    return left == right or (left[1] == right[1] and "count" in (left[0], right[0]))
