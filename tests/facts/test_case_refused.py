"""Malformed cases: each is refused at its place, with a code and a way to mend it, and nothing that was written is repeated."""

from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.facts import parse_case
from engine.problems import CaseRefused, Problem

TODAY = date(2024, 1, 1)
CANARY = "zzq-Canary-7f3a"


def refused(data: Any) -> tuple[Problem, ...]:
    with pytest.raises(CaseRefused) as caught:
        parse_case(data, today=TODAY)
    problems = caught.value.problems
    assert 1 <= len(problems) <= 20
    for problem in problems:
        assert problem.code and problem.message and problem.mend, problem
        assert problem.place.pointer == "" or problem.place.pointer.startswith("/")
    return problems


def case(**keys: Any) -> dict[str, Any]:
    return {"question": "contribution-record", **keys}


def period(**keys: Any) -> dict[str, Any]:
    return case(record=[{"country": "DE"}, {key.rstrip("_"): value for key, value in keys.items()}])


def person(**keys: Any) -> dict[str, Any]:
    return case(person=keys)


def posting(**keys: Any) -> dict[str, Any]:
    return case(posting={key.rstrip("_"): value for key, value in keys.items()})


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


# what is written, pointer, code, part of the mend
TABLE: list[tuple[Any, str, str, str]] = [
    # the case as a whole
    ([], "", "wrong-type", "mapping"),
    ("text", "", "wrong-type", "mapping"),
    (None, "", "null", "leave"),
    (7, "", "wrong-type", "mapping"),
    ({}, "/question", "missing-key", "add `question`"),
    ({"question": None}, "/question", "null", "leave"),
    ({"question": "credentials"}, "/question", "unknown-word", "“credential”"),
    ({"question": "contribution_record"}, "/question", "unknown-word", "“contribution-record”"),
    ({"question": True}, "/question", "wrong-type", "text"),
    ({"question": ["credential"]}, "/question", "wrong-type", "text"),
    ({1: 2, "question": "credential"}, "", "bad-key", "as text"),
    ({True: 2, "question": "credential"}, "", "bad-key", "as text"),
    ({"a\x00b": 2, "question": "credential"}, "", "bad-key", "as text"),
    (case(**{f"k{n}": 1 for n in range(300)}), "", "too-many", "leave out"),
    (case(assume=deep(40)), "/assume/0/0/0/0/0/0/0/0", "too-deep", "form"),
    (deep(30_000), "/0/0/0/0/0/0/0/0/0", "too-deep", "form"),
    # unknown keys, with the nearest name
    (case(recrod=[]), "", "unknown-key", "“record”"),
    (case(asof="2024-01-01"), "", "unknown-key", "“as_of”"),
    (case(hostregion="DE-BY"), "", "unknown-key", "“host_region”"),
    (person(birthdate="1958"), "/person", "unknown-key", "“birth_date”"),
    (person(nationality=["DE"]), "/person", "unknown-key", "“nationalities”"),
    (period(schema="x"), "/record/1", "unknown-key", "“scheme”"),
    (period(start="1990-01-01"), "/record/1", "unknown-key", "known keys"),
    (period(birth_date="1990-01-01"), "/record/1", "unknown-key", "known keys"),
    (period(quarter=3), "/record/1", "unknown-key", "“quarters”"),
    (case(claim={"contingensy": "2020"}), "/claim", "unknown-key", "“contingency”"),
    (case(claimant={"relationship": "spouse"}), "/claimant", "unknown-key", "“relation”"),
    (case(credential={"training": {"hour": 3}}), "/credential/training", "unknown-key", "“hours”"),
    (case(standing={"good_standing": {"isued": "2024"}}), "/standing/good_standing", "unknown-key", "“issued”"),
    (case(**{"x" * 250: 1}), "", "unknown-key", "known keys"),
    # dates
    (case(as_of="2024"), "/as_of", "date-not-whole", "2024-01-01"),
    (case(as_of=2024), "/as_of", "date-not-whole", "2024-01-01"),
    (case(as_of="2024-02-30"), "/as_of", "impossible-date", "day"),
    (case(as_of="01.02.2024"), "/as_of", "bad-date", "1958"),
    (case(as_of=datetime(2024, 1, 1, 12)), "/as_of", "wrong-type", "no time of day"),
    (case(as_of=date(1700, 1, 1)), "/as_of", "date-out-of-range", "year"),
    (case(as_of=True), "/as_of", "wrong-type", "1958"),
    (case(as_of=None), "/as_of", "null", "leave"),
    (person(birth_date="1958-13"), "/person/birth_date", "impossible-date", "month"),
    (person(birth_date="1958-00-10"), "/person/birth_date", "impossible-date", "month"),
    (person(birth_date="1958-02-29"), "/person/birth_date", "impossible-date", "day"),
    (person(birth_date="1958-3-4"), "/person/birth_date", "bad-date", "1958"),
    (person(birth_date="1958-03-14T00:00"), "/person/birth_date", "bad-date", "1958"),
    (person(birth_date="1958-03-14\n"), "/person/birth_date", "bad-text", "remove"),
    (person(birth_date="١٩٥٨"), "/person/birth_date", "bad-date", "1958"),
    (person(birth_date=""), "/person/birth_date", "bad-date", "1958"),
    (person(birth_date=1700), "/person/birth_date", "date-out-of-range", "year"),
    (person(birth_date="2121"), "/person/birth_date", "date-out-of-range", "year"),
    (person(birth_date=10**9), "/person/birth_date", "date-out-of-range", "year"),
    (person(birth_date=10**4000), "/person/birth_date", "out-of-range", "number"),
    (person(birth_date=1958.0), "/person/birth_date", "float", "whole"),
    (person(birth_date={"year": 1958}), "/person/birth_date", "wrong-type", "1958"),
    (person(birth_date="1980", died="1979-12"), "/person/died", "ends-before-start", "both"),
    (person(birth_date="1980", incapacity_from="1979"), "/person/incapacity_from", "ends-before-start", "both"),
    (case(claimant={"birth_date": "1980", "married": 1970}), "/claimant/married", "ends-before-start", "both"),
    (period(from_="1990-02-01", to="1990-01-31"), "/record/1/to", "ends-before-start", "both"),
    (period(from_="1991", to="1990"), "/record/1/to", "ends-before-start", "both"),
    (posting(from_="2024-05-01", to="2024-04"), "/posting/to", "ends-before-start", "both"),
    (case(practice=[{"from": "2010", "to": "2009"}]), "/practice/0/to", "ends-before-start", "both"),
    (case(registration=[{"from": "2010", "to": "2009"}]), "/registration/0/to", "ends-before-start", "both"),
    (case(credential={"training_started": "2010", "awarded": "2009-12"}), "/credential/awarded", "ends-before-start", "both"),
    # countries
    (period(country="QQ"), "/record/1/country", "unknown-country", "ISO 3166-1"),
    (period(country="de"), "/record/1/country", "unknown-country", "“DE”"),
    (period(country="UK"), "/record/1/country", "unknown-country", "“GB”"),
    (period(country="EL"), "/record/1/country", "unknown-country", "“GR”"),
    (period(country="DEU"), "/record/1/country", "unknown-country", "ISO 3166-1"),
    (period(country="Germany"), "/record/1/country", "unknown-country", "ISO 3166-1"),
    (period(country=False), "/record/1/country", "wrong-type", '"NO"'),
    (period(country=49), "/record/1/country", "wrong-type", "ISO 3166-1"),
    (period(country=None), "/record/1/country", "null", "leave"),
    (period(country="QQ-QC"), "/record/1/country", "unknown-country", "ISO 3166-1"),
    (person(nationalities=["DE", "CA-QC"]), "/person/nationalities/1", "unknown-country", "ISO 3166-1"),
    (person(nationalities="DE"), "/person/nationalities", "wrong-type", "a list"),
    (person(nationalities=[None]), "/person/nationalities/0", "null", "leave"),
    (person(nationalities=["DE"] * 21), "/person/nationalities", "too-many", "leave"),
    (case(deciding=[]), "/deciding", "empty", "leave"),
    (case(deciding="DE"), "/deciding", "wrong-type", "a list"),
    (case(deciding=["DE", 1]), "/deciding/1", "wrong-type", "ISO 3166-1"),
    (case(host_region="DE"), "/host_region", "not-a-subdivision", "DE-BY"),
    (case(host_region="DE_BY"), "/host_region", "unknown-country", "ISO 3166-1"),
    # words of closed lists
    (person(sex="woman"), "/person/sex", "unknown-word", "one of these words"),
    (person(sex="femal"), "/person/sex", "unknown-word", "“female”"),
    (person(status="refugees"), "/person/status", "unknown-word", "“refugee”"),
    (case(claimant={"relation": "spous"}), "/claimant/relation", "unknown-word", "“spouse”"),
    (period(kind="compulsary"), "/record/1/kind", "unknown-word", "“compulsory”"),
    (period(kind="Child_Raising"), "/record/1/kind", "unknown-word", "“child-raising”"),
    (period(kind=1), "/record/1/kind", "wrong-type", "text"),
    (period(activity="flight-crew"), "/record/1/activity", "unknown-word", "one of these words"),
    (period(days_per_week=4), "/record/1/days_per_week", "unknown-word", "5, 6 or 7"),
    (period(days_per_week="5"), "/record/1/days_per_week", "unknown-word", "5, 6 or 7"),
    (posting(activity="pilot"), "/posting/activity", "unknown-word", "one of these words"),
    (posting(employer_there="relatd"), "/posting/employer_there", "unknown-word", "“related”"),
    (case(language=[{"language": "de", "level": "B3"}]), "/language/0/level", "unknown-word", "one of these words"),
    (case(language=[{"language": "deu"}]), "/language/0/language", "bad-form", '"de"'),
    (case(standing={"sanctions": False}), "/standing/sanctions", "wrong-type", "text"),
    (case(amounts=[{"per": "months"}]), "/amounts/0/per", "unknown-word", "“month”"),
    (case(credential={"training": {"mode": "fulltime"}}), "/credential/training/mode", "unknown-word", "“full-time”"),
    (case(registration=[{"status": "activ"}]), "/registration/0/status", "unknown-word", "“active”"),
    # truths and numbers
    (case(record_complete="yes"), "/record_complete", "wrong-type", "true or false"),
    (case(record_complete=1), "/record_complete", "wrong-type", "true or false"),
    (period(refunded="no"), "/record/1/refunded", "wrong-type", "true or false"),
    (period(refunded=0), "/record/1/refunded", "wrong-type", "true or false"),
    (period(months=True), "/record/1/months", "wrong-type", "whole number"),
    (period(months="12"), "/record/1/months", "wrong-type", "whole number"),
    (period(months=-1), "/record/1/months", "out-of-range", "at least 0"),
    (period(months=1.5), "/record/1/months", "float", "whole"),
    (period(years=0.5), "/record/1/years", "float", "whole"),
    (period(months=float("nan")), "/record/1/months", "float", "whole"),
    (period(months=float("inf")), "/record/1/months", "float", "whole"),
    (period(weeks=10**9), "/record/1/weeks", "out-of-range", "at most"),
    (period(days=10**300), "/record/1/days", "out-of-range", "number"),
    (period(months=Decimal(3)), "/record/1/months", "wrong-type", "whole numbers"),
    (period(weeks=4, months=1), "/record/1", "two-totals", "one unit"),
    (period(months=37, from_="1990-01-01", to="1992-12-31"), "/record/1/months", "total-over-span", "both dates"),
    (period(quarters=41, from_="1990-01-01", to="1999-12-31"), "/record/1/quarters", "total-over-span", "both dates"),
    (period(weeks=54, from_="1990-01-01", to="1990-12-31"), "/record/1/weeks", "total-over-span", "both dates"),
    (period(days=33, from_="1990-01-01", to="1990-01-31"), "/record/1/days", "total-over-span", "both dates"),
    (period(years=3, from_="1990", to="1991"), "/record/1/years", "total-over-span", "both dates"),
    (posting(shares_of_work={"DE": 101}), "/posting/shares_of_work", "out-of-range", "at most 100"),
    (posting(shares_of_work={"DE": 60, "US": 60}), "/posting/shares_of_work", "over-one-hundred", "shares"),
    (posting(shares_of_work={"QQ": 60}), "/posting/shares_of_work", "unknown-country", "ISO 3166-1"),
    (posting(shares_of_work={False: 60}), "/posting/shares_of_work", "bad-key", "quotes"),
    (posting(shares_of_work=[60]), "/posting/shares_of_work", "wrong-type", "a mapping"),
    (posting(insured_at_home_months=-3), "/posting/insured_at_home_months", "out-of-range", "at least 0"),
    (case(credential={"level": {"eqf": 9}}), "/credential/level/eqf", "out-of-range", "at most 8"),
    (case(credential={"level": 6}), "/credential/level", "wrong-type", "a mapping"),
    (case(practice=[{"hours_per_week": 200}]), "/practice/0/hours_per_week", "out-of-range", "at most 168"),
    (case(earnings=[{"year": 1700}]), "/earnings/0/year", "out-of-range", "at least 1880"),
    # amounts
    (case(earnings=[{"amount": 41250.0}]), "/earnings/0/amount", "float", "whole"),
    (case(earnings=[{"amount": 41250}]), "/earnings/0/amount", "wrong-type", "quotes"),
    (case(earnings=[{"amount": "1e999"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "NaN"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "Infinity"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "-1.00"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "1,50"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "1.234"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(earnings=[{"amount": "1234567890123"}]), "/earnings/0/amount", "bad-amount", "quotes"),
    (case(amounts=[{"amount": float("-inf")}]), "/amounts/0/amount", "float", "whole"),
    (case(amounts=[{"currency": "eur"}]), "/amounts/0/currency", "bad-form", '"EUR"'),
    # text
    (case(credential={"evidence": "x" * 301}), "/credential/evidence", "too-long", "shorten"),
    (case(credential={"evidence": "\u0958" * 200}), "/credential/evidence", "too-long", "shorten"),
    (case(credential={"evidence": "x" * 3_000_000}), "/credential/evidence", "too-long", "shorten"),
    (case(credential={"evidence": "a\ud800b"}), "/credential/evidence", "bad-text", "remove"),
    (case(credential={"evidence": "a\x00b"}), "/credential/evidence", "bad-text", "remove"),
    (case(credential={"evidence": "  "}), "/credential/evidence", "empty", "leave"),
    (case(credential={"evidence": 3}), "/credential/evidence", "wrong-type", "text"),
    (case(credential={"evidence": b"bytes"}), "/credential/evidence", "wrong-type", "text"),
    (case(credential={"certificates": ["a", 3]}), "/credential/certificates/1", "wrong-type", "text"),
    (case(benefit="old age"), "/benefit", "bad-form", "id"),
    (period(scheme="a/b"), "/record/1/scheme", "bad-form", "id"),
    # lists
    (case(record={}), "/record", "wrong-type", "a list"),
    (case(record=None), "/record", "null", "leave"),
    (case(record=[3]), "/record/0", "wrong-type", "a mapping"),
    (case(record=[[]]), "/record/0", "wrong-type", "a mapping"),
    (case(record=[None]), "/record/0", "null", "leave"),
    (case(record=[{}] * 501), "/record", "too-many", "join"),
    (case(children=[{}] * 31), "/children", "too-many", "leave"),
    (case(practice={"country": "CZ"}), "/practice", "wrong-type", "a list"),
    (case(person=[]), "/person", "wrong-type", "a mapping"),
    # known_by, assume
    (case(known_by={"record.0": "document"}), "/known_by", "unknown-fact", "name a fact"),
    (case(record=[{}], known_by={"record.1": "document"}), "/known_by", "unknown-fact", "name a fact"),
    (case(record=[{}], known_by={"record.0.from": "document"}), "/known_by", "unknown-fact", "name a fact"),
    (case(record=[{}], known_by={"record.-1": "document"}), "/known_by", "unknown-fact", "name a fact"),
    (case(known_by={"recrod": "document"}), "/known_by", "unknown-fact", "“record”"),
    (case(record=[{}], known_by={"record.0": "documents"}), "/known_by", "unknown-word", "“document”"),
    (case(known_by=["record.0"]), "/known_by", "wrong-type", "a mapping"),
    (case(assume={"Longer Posting": True}), "/assume", "bad-form", "id"),
    (case(assume={"longer_posting_agreed": 1}), "/assume", "bad-assumption", "true, false"),
    (case(assume={"longer_posting_agreed": "a b"}), "/assume", "bad-assumption", "true, false"),
    (case(assume={f"point_{n}": True for n in range(51)}), "/assume", "too-many", "leave"),
    (case(assume=[True]), "/assume", "wrong-type", "a mapping"),
]


def test_the_table_is_long() -> None:
    assert len(TABLE) > 100


@pytest.mark.parametrize(("data", "pointer", "code", "mend"), TABLE, ids=lambda part: part[:40] if isinstance(part, str) else None)
def test_malformed_case_is_refused_with_place_code_and_mend(data: Any, pointer: str, code: str, mend: str) -> None:
    problems = refused(data)
    found = [(p.place.pointer, p.code) for p in problems]
    assert found == [(pointer, code)]
    assert mend in problems[0].mend


def test_a_million_periods_are_one_problem_and_quick() -> None:
    data = case(record=[{}] * 1_000_000)
    before = time.perf_counter()
    assert [p.place.pointer for p in refused(data)] == ["/record"]
    assert time.perf_counter() - before < 0.5


def test_all_problems_at_once_and_no_more_than_twenty() -> None:
    data = {
        "question": "x",
        "person": {"sex": None, "birth_date": "2024-02-30"},
        "record": [{"months": 1.5}, {"country": "QQ", "kindd": 1}],
    }
    assert {(p.place.pointer, p.code) for p in refused(data)} == {
        ("/question", "unknown-word"),
        ("/person/sex", "null"),
        ("/person/birth_date", "impossible-date"),
        ("/record/0/months", "float"),
        ("/record/1/country", "unknown-country"),
        ("/record/1", "unknown-key"),
    }
    assert len(refused(case(record=[{"country": "QQ"}] * 400))) == 20


@pytest.mark.parametrize(
    "data",
    [
        CANARY,
        {CANARY: 1},
        {"question": CANARY},
        case(**{CANARY: CANARY}),
        case(benefit=CANARY + " "),
        case(as_of=CANARY),
        case(deciding=[CANARY]),
        person(birth_date=CANARY, sex=CANARY, nationalities=[CANARY], residence=CANARY, **{CANARY: None}),
        period(country=CANARY, kind=CANARY, months=CANARY, refunded=CANARY, scheme=CANARY + "!"),
        period(**{CANARY: {CANARY: [CANARY, None, 1.5]}}),
        posting(shares_of_work={CANARY: 1}),
        posting(shares_of_work={"DE": CANARY}),
        case(known_by={CANARY: "document"}),
        case(known_by={"person": CANARY}),
        case(assume={CANARY: True}),
        case(assume={CANARY: None}),
        case(assume={"point": CANARY + "!"}),
        case(amounts=[{"amount": CANARY, "currency": CANARY, "per": CANARY}]),
        case(credential={"evidence": CANARY + "\x00", "level": CANARY, "training": [CANARY]}),
        case(credential={CANARY + "\ud800": {CANARY: deep(20)}}),
    ],
)
def test_nothing_that_was_written_is_repeated(data: Any) -> None:
    with pytest.raises(CaseRefused) as caught:
        parse_case(data, today=TODAY)
    assert "canary" not in (str(caught.value) + repr(caught.value.problems)).lower()
    assert caught.value.__cause__ is None
