"""What holds for every input: a case or a refusal and nothing else; order of writing and splitting of periods change nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.facts import canonical, canonical_bytes, digest, parse_case
from engine.facts.case import Case
from engine.facts.models import KNOWN_KEYS
from engine.problems import CaseRefused

TODAY = date(2024, 1, 1)
KEY = b"k" * 32
FEW = settings(max_examples=120, deadline=None)

likely = st.sampled_from(
    [
        "DE",
        "US",
        "CA-QC",
        "credential",
        "contribution-record",
        "1990-01-01",
        "1990",
        "compulsory",
        "412.30",
        "EUR",
        "nurse",
        "record.0",
    ]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | likely | st.dates()
keys = st.sampled_from(sorted(KNOWN_KEYS)) | st.text(max_size=6)
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=25)
near_cases = st.dictionaries(keys, anything, max_size=6).map(lambda found: {"question": "credential", **found})

days = st.dates(date(1950, 1, 1), date(2020, 12, 31))
attributes = st.fixed_dictionaries(
    {"country": st.sampled_from(["DE", "US"])},
    optional={
        "kind": st.sampled_from(["compulsory", "voluntary"]),
        "refunded": st.booleans(),
        "scheme": st.sampled_from(["grv", "oasdi"]),
    },
)


@st.composite
def dated(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted((draw(days), draw(days)))
    return {**draw(attributes), "from": first.isoformat(), "to": last.isoformat()}


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    return {**draw(attributes), draw(st.sampled_from(["days", "weeks", "months", "years"])): draw(st.integers(0, 100))}


records = st.lists(dated() | told(), max_size=6)


def read(data: Any) -> Case:
    return parse_case(data, today=TODAY)


@FEW
@given(anything | near_cases)
def test_any_value_is_a_case_or_refused(data: Any) -> None:
    try:
        case = read(data)
    except CaseRefused as refusal:
        assert 1 <= len(refusal.problems) <= 20
        assert all(problem.code and problem.mend for problem in refusal.problems)
    else:
        assert read(canonical(case)).defaults_used is not None


@FEW
@given(st.sampled_from(["record", "person", "posting", "credential", "claim", "known_by", "assume", "amounts"]), anything)
def test_any_value_under_a_known_key_is_a_case_or_refused(key: str, value: Any) -> None:
    try:
        read({"question": "credential", key: value})
    except CaseRefused as refusal:
        assert all(problem.mend for problem in refusal.problems)


@FEW
@given(records, st.randoms(use_true_random=False))
def test_the_order_of_writing_changes_nothing(record: list[dict[str, Any]], chance: random.Random) -> None:
    nationalities = ["DE", "PH", "CA"]
    one = read({"question": "contribution-record", "record": record, "person": {"nationalities": nationalities}})
    shuffled = [dict(chance.sample(list(period.items()), len(period))) for period in record]
    chance.shuffle(shuffled)
    chance.shuffle(nationalities)
    other = read({"person": {"nationalities": nationalities}, "record": shuffled, "question": "contribution-record"})
    assert one == other
    assert canonical_bytes(one) == canonical_bytes(other)
    assert digest(one, KEY) == digest(other, KEY)


@FEW
@given(records, st.data())
def test_splitting_a_period_changes_nothing(record: list[dict[str, Any]], data: st.DataObject) -> None:
    pieces: list[dict[str, Any]] = []
    for period in record:
        if "from" not in period or period["from"] == period["to"]:
            pieces.append(period)
            continue
        first, last = (date.fromisoformat(period[key]).toordinal() for key in ("from", "to"))
        cut = data.draw(st.integers(first, last - 1))
        overlap = data.draw(st.integers(0, cut - first))
        pieces.append({**period, "to": date.fromordinal(cut).isoformat()})
        pieces.append({**period, "from": date.fromordinal(cut + 1 - overlap).isoformat()})
    data.draw(st.randoms(use_true_random=False)).shuffle(pieces)
    whole, split = (read({"question": "contribution-record", "record": told}) for told in (record, pieces))
    assert whole == split
    assert canonical_bytes(whole) == canonical_bytes(split)


@FEW
@given(records)
def test_canonical_facts_are_a_case_with_the_same_facts(record: list[dict[str, Any]]) -> None:
    case = read({"question": "contribution-record", "record": record, "known_by": {"record.0": "document"} if record else {}})
    again = read(canonical(case))
    assert canonical(again) == canonical(case)
    assert again.record == case.record
    assert canonical_bytes(case) == rfc8785.dumps(canonical(case))
