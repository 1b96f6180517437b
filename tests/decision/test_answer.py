"""The form of an answer: every promised key with its type, and what each outcome always carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from engine.scenarios.files import Scenario
from tests.decision.people import decided, label, people

TEXT, LIST, MAPPING, EITHER = (str,), (list,), (dict,), (str, type(None))
DECISION: dict[str, tuple[type, ...]] = {
    "deciding": TEXT,
    "instrument": EITHER,
    "benefit": EITHER,
    "outcome": TEXT,
    "summary": TEXT,
    "payable_from": EITHER,
    "outstanding": LIST,
    "because": LIST,
    "blocked_by": LIST,
    "missing": LIST,
    "left_open": LIST,
    "ledger": LIST,
    "amounts": (dict, type(None)),
    "portable": (dict, type(None)),
    "next_steps": LIST,
    "still_helps": LIST,
    "warnings": LIST,
    "appeal": (dict, type(None)),
    "recruitment": (dict, type(None)),
    "assumptions": LIST,
    "confidence": TEXT,
    "receipt": MAPPING,
}
ENTRIES: dict[str, dict[str, tuple[type, ...]]] = {
    "outstanding": {"address": TEXT, "what": TEXT, "met_on": EITHER},
    "because": {"address": TEXT, "article": TEXT, "source": TEXT, "url": TEXT, "sentence": TEXT, "facts": MAPPING},
    "blocked_by": {
        "address": TEXT,
        "fact": TEXT,
        "found": TEXT,
        "needed": TEXT,
        "distance": TEXT,
        "over": (bool,),
        "article": TEXT,
        "source": TEXT,
        "url": TEXT,
    },
    "missing": {"fact": TEXT, "question": TEXT, "because_of": LIST},
    "left_open": {"fact": TEXT, "decided_by": TEXT, "article": TEXT, "url": TEXT},
    "ledger": {"item": (int,), "country": EITHER, "from": EITHER, "to": EITHER, "into": TEXT, "credited": TEXT, "dropped": TEXT, "why": TEXT},
    "next_steps": {"step": TEXT, "institution": TEXT, "form": TEXT, "deadline": TEXT, "documents": LIST, "source": TEXT, "title": TEXT, "url": TEXT},
    "still_helps": {"what": TEXT, "article": TEXT, "source": TEXT, "title": TEXT, "url": TEXT},
    "warnings": {"what": TEXT, "article": TEXT, "source": TEXT, "title": TEXT, "url": TEXT},
}
SINGLE = {
    "amounts": {"fraction": EITHER, "full": EITHER, "due": EITHER, "currency": EITHER, "article": EITHER},
    "portable": {"payable_in": EITHER, "outcome": TEXT, "article": TEXT},
    "appeal": {"to": TEXT, "within": TEXT, "article": TEXT},
    "receipt": {"engine": TEXT, "backend": EITHER, "rules": MAPPING, "trace": EITHER},
}
OUTCOMES = ("yes", "no", "undetermined", "needs_authority", "not_covered")
ADDRESS = re.compile(r"[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+@[A-Z]{2}(-[A-Z]+)?")
PEOPLE = people()


@pytest.fixture(scope="module")
def answers() -> list[tuple[Scenario, dict[str, Any]]]:
    return [(s, decided(s.case())) for s in PEOPLE]


@pytest.fixture(scope="module")
def decisions(answers: list[tuple[Scenario, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    return [(label(s), d) for s, a in answers for d in a["decisions"]]


def test_every_notice_names_the_law_that_it_stands_in(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    for where, decision in decisions:
        appeal = [decision["appeal"]] if decision["appeal"] else []
        for notice in (*decision["next_steps"], *decision["still_helps"], *decision["warnings"], *appeal):
            assert not notice["article"] or (notice["source"] and notice["title"]), (where, notice)


def test_who_is_beyond_a_limit_is_over_it_and_not_short_of_it(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    blocked = {(where, b["found"]): b for where, d in decisions for b in d["blocked_by"]}
    posted, worked = blocked["ca-in/sent-to-india-for-sixty-one-months", "61 months"], blocked["ca-jm/one-week-short", "155 weeks"]
    assert (posted["needed"], posted["distance"], posted["over"]) == ("at most 60 months", "1 month", True)
    assert (worked["distance"], worked["over"]) == ("1 week", False)
    assert all(b["distance"] for b in blocked.values() if b["over"])


def test_an_age_that_the_birth_date_would_settle_is_told_in_years() -> None:
    record = [
        {"country": "DE", "from": "1990-01-01", "to": "1999-12-31"},
        {"country": "PH", "scheme": "sss", "from": "1985-01-01", "to": "1989-12-31"},
    ]
    facts = {"as_of": "2026-01-01", "question": "contribution-record", "deciding": ["DE"], "benefit": "grv-old-age", "record": record}
    told = decided(facts)["decisions"][0]
    assert [x["what"] for x in told["outstanding"]] == ["age at least between 65 years and 67 years"]


def test_the_whole_answer(answers: list[tuple[Scenario, dict[str, Any]]]) -> None:
    for scenario, answer in answers:
        assert set(answer) == {"id", "decisions", "best", "plan"}, label(scenario)
        assert answer["decisions"], label(scenario)
        assert {type(n) for n in answer["best"].values()} == {int}
        assert all(0 <= n < len(answer["decisions"]) for n in answer["best"].values())
        assert all(answer["decisions"][n]["deciding"] == key.split(".")[0] for key, n in answer["best"].items())
        assert all(isinstance(step["step"], str) for step in answer["plan"])


def test_every_key_with_its_type(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = [w for name, d in decisions for w in misfits(name, d, DECISION)]
    wrong += [w for name, d in decisions for key, form in ENTRIES.items() for entry in d[key] for w in misfits(f"{name} {key}", entry, form)]
    wrong += [w for name, d in decisions for key, form in SINGLE.items() if d[key] is not None for w in misfits(f"{name} {key}", d[key], form)]
    assert wrong[:20] == []


def misfits(name: str, told: dict[str, Any], form: dict[str, tuple[type, ...]]) -> Iterator[str]:
    for key, kinds in form.items():
        if key not in told:
            yield f"{name}: {key} is missing"
        elif kind(told[key]) not in kinds:
            yield f"{name}: {key} is {type(told[key]).__name__}"


def kind(value: Any) -> type:
    """The type of a value; a phrase is text."""
    return str if isinstance(value, str) else type(value)


def test_nothing_is_a_float_and_everything_is_json(answers: list[tuple[Scenario, dict[str, Any]]]) -> None:
    def kinds(node: Any) -> Iterator[type]:
        yield kind(node)
        if isinstance(node, dict):
            for key, value in node.items():
                yield kind(key)
                yield from kinds(value)
        elif isinstance(node, list):
            for value in node:
                yield from kinds(value)

    assert {k for _, a in answers for k in kinds(a)} <= {dict, list, str, int, bool, type(None)}


def test_each_outcome_carries_what_it_must(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = [f"{name} {d['deciding']} {d['benefit']}: {d['outcome']} {what}" for name, d in decisions for what in lacking(d)]
    assert wrong[:20] == []
    assert {d["outcome"] for _, d in decisions} == set(OUTCOMES)


def lacking(d: dict[str, Any]) -> Iterator[str]:
    """What an outcome promises and this decision does not carry."""
    if not d["summary"] or "{" in d["summary"]:
        yield f"has no plain summary: {d['summary']}"
    if d["outcome"] == "yes":
        if not d["because"]:
            yield "names no rule that carried it"
        if d.get("basis", d.get("route")) is None and d["benefit"] not in ("applicable-legislation",):
            yield "names no basis or route"
    elif d["outcome"] == "no":
        if not d["blocked_by"]:
            yield "names nothing that blocks"
        if not all(b["found"] and b["needed"] and b["article"] for b in d["blocked_by"]):
            yield "does not say what was found and needed, by which article"
    elif d["outcome"] == "undetermined":
        if not d["missing"] or not all("?" in m["question"] for m in d["missing"]):
            yield "asks nothing"
        if not all(m["because_of"] for m in d["missing"]):
            yield "does not say which tests wait for the fact"
    elif d["outcome"] == "needs_authority":
        if not d["left_open"] or not all(x["decided_by"] and x["article"] for x in d["left_open"]):
            yield "does not say who decides"
    elif not d["why_not_covered"]:
        yield "does not say why"
    if d["outcome"] == "not_covered" and not d["still_helps"]:
        yield "does not say what still helps"
    if (d["confidence"] == "unconfirmed") != bool(d["unconfirmed"]):
        yield "and its confidence disagree"


def test_every_reason_can_be_looked_up(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = []
    for name, d in decisions:
        for reason in (*d["because"], *d["blocked_by"]):
            sentence = reason["sentence"]
            if not (reason["article"] and reason["source"] and reason["url"].startswith("http") and sentence and "{" not in sentence):
                wrong.append(f"{name}: {reason}")
            if not ADDRESS.fullmatch(reason["address"]):
                wrong.append(f"{name}: the address {reason['address']}")
    assert wrong[:20] == []


def test_every_line_of_the_ledger_says_why(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = [f"{name}: {line}" for name, d in decisions for line in d["ledger"] if not line["why"] or (line["into"] and not line["article"])]
    assert wrong[:20] == []


def test_every_period_has_a_line(answers: list[tuple[Scenario, dict[str, Any]]]) -> None:
    wrong = []
    for scenario, answer in answers:
        for d in answer["decisions"]:
            periods = len(d["receipt"].get("facts", {}).get("record", []))
            told = {line["item"] for line in d["ledger"]}
            if d["ledger"] and not set(range(periods)) <= told:
                wrong.append(f"{label(scenario)} {d['deciding']} {d['benefit']}: {sorted(set(range(periods)) - told)}")
    assert wrong[:20] == []


def test_receipts_name_every_file_by_its_hash(decisions: list[tuple[str, dict[str, Any]]]) -> None:
    for name, d in decisions:
        rules = d["receipt"]["rules"]
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in rules.values()), name
        if d["instrument"] is not None:
            assert f"agreements/{d['instrument']}/agreement.yaml" in rules or f"rulesets/credentials/{d['instrument']}/ruleset.yaml" in rules, name
