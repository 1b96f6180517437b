"""What a well-formed case is read as: partial dates, defaults, canonical order, facts by path."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from engine.facts import CaseModel, PartialDate, canonical, canonical_bytes, digest, parse_case
from engine.facts.case import Case
from engine.facts.countries import OFFICIAL
from engine.facts.spans import holds

TODAY = date(2024, 1, 1)
KEY = b"k" * 32


def read(**keys: Any) -> Case:
    return parse_case({"question": "contribution-record", **keys}, today=TODAY)


def span(first: str, last: str) -> PartialDate:
    return PartialDate(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("written", "bounds", "text"),
    [
        ("1958", ("1958-01-01", "1958-12-31"), "1958"),
        (1958, ("1958-01-01", "1958-12-31"), "1958"),
        ("1960-02", ("1960-02-01", "1960-02-29"), "1960-02"),
        ("1960-12", ("1960-12-01", "1960-12-31"), "1960-12"),
        ("1958-03-14", ("1958-03-14", "1958-03-14"), "1958-03-14"),
        (date(1958, 3, 14), ("1958-03-14", "1958-03-14"), "1958-03-14"),
    ],
)
def test_dates_known_in_part_are_bounds(written: Any, bounds: tuple[str, str], text: str) -> None:
    born = read(person={"birth_date": written}).person.birth_date
    assert born == span(*bounds)
    assert str(born) == text


def test_the_least_case_and_its_defaults() -> None:
    case = read()
    assert case.as_of == TODAY.toordinal()
    assert (case.has_record, case.record, case.record_complete) == (False, (), True)
    assert case.defaults_used == ("as-of-default", "claim-date")
    assert case.claim_date == PartialDate(case.as_of, case.as_of)
    assert case.given("claim.date") is None
    assert case.deciding is None and case.practice is None and case.children is None


def test_defaults_are_told_only_where_they_are_taken() -> None:
    assert read(as_of="2024-01-01", claim={"date": "2024"}, record=[]).defaults_used == ("record-complete",)
    whole = {"country": "DE", "refunded": False, "insured_under": "DE"}
    assert read(as_of="2024-01-01", claim={"date": "2024"}, record_complete=True, record=[whole]).defaults_used == ()
    assert read(as_of="2024-01-01", record=[{}]).defaults_used == (
        "record-complete",
        "period.refunded",
        "insured-under-place",
        "claim-date",
    )
    assert parse_case({"question": "credential"}, today=TODAY).defaults_used == ("as-of-default",)


def test_contingency_defaults_for_old_age_alone() -> None:
    assert read().contingency_for("old-age") == (PartialDate(TODAY.toordinal(), TODAY.toordinal()), "contingency-old-age")
    assert read().contingency_for("invalidity") == (None, None)
    assert read(claim={"contingency": "2020"}).contingency_for("old-age") == (span("2020-01-01", "2020-12-31"), None)


def test_period_takes_the_law_of_its_place_and_no_refund() -> None:
    plain, other = read(record=[{"country": "DE"}, {"country": "US", "insured_under": "DE", "refunded": True}]).record
    assert (plain.law, plain.was_refunded, plain.refunded, plain.insured_under) == ("DE", False, None, None)
    assert (other.law, other.was_refunded) == ("DE", True)


def test_years_become_months() -> None:
    (period,) = read(record=[{"country": "DE", "years": 3}]).record
    assert (period.total, period.unit) == (36, "months")


def test_periods_that_touch_or_overlap_are_joined_and_totals_are_not() -> None:
    record = [
        {"country": "DE", "from": "1991-01-01", "to": "1991-12-31"},
        {"country": "DE", "from": "1990-01-01", "to": "1990-12-31"},
        {"country": "DE", "from": "1991-06-01", "to": "1992-06-30"},
        {"country": "DE", "from": "1992-07-01", "to": "1992-12-31", "kind": "voluntary"},
        {"country": "DE", "from": "1993-01-01", "to": "1993"},
        {"country": "IT", "weeks": 10},
        {"country": "IT", "weeks": 10},
    ]
    told = [(p.country, p.kind, str(p.start), str(p.end), p.total) for p in read(record=record).record]
    assert told == [
        ("DE", None, "1990-01-01", "1992-06-30", None),
        ("DE", "voluntary", "1992-07-01", "1992-12-31", None),
        ("DE", None, "1993-01-01", "1993", None),
        ("IT", None, "None", "None", 10),
        ("IT", None, "None", "None", 10),
    ]


def test_what_a_period_is_known_by_moves_with_it() -> None:
    record = [{"country": "US", "from": "1995"}, {"country": "DE", "from": "1990"}]
    case = read(record=record, known_by={"record.0": "primary-source", "person": "document", "record.1": "self-declared"})
    assert [p.known_by for p in case.record] == ["self-declared", "primary-source"]
    assert case.evidence_of("record.1.from") == "primary-source"
    assert case.evidence_of("record.0") == "self-declared"
    assert case.evidence_of("person.birth_date") == "document"
    assert case.evidence_of("record.9") == "self-declared"
    assert canonical(case)["known_by"] == {"person": "document", "record.1": "primary-source"}


def test_facts_by_path() -> None:
    case = read(
        person={"residence": "CA-QC", "nationalities": ["PH", "CA", "PH"]},
        children=[{}, {}],
        posting={"employer_there": "related", "from": "2024-03", "shares_of_work": {"US": 20, "DE": 80}},
        credential={"training": {"hours": 4600}, "level": {"eqf": 6}, "recognised_in": [{"country": "ES"}]},
        practice_certificate={"full_nursing_responsibility": False},
        registration=[{"country": "CZ"}, {}],
        practice=[{"country": "CZ"}],
        language=[{"language": "de", "level": "B1"}, {"language": "de", "level": "B2"}, {"language": "fr"}],
        assume={"longer_posting_agreed": True, "measure": "aptitude_test"},
        host="DE",
    )
    assert case.given("person.residence") == "CA-QC"
    assert case.given("person.nationalities") == ("CA", "PH")
    assert case.given("children.number") == 2
    assert case.given("posting.from") == span("2024-03-01", "2024-03-31")
    assert case.given("posting.shares_of_work") == (("DE", 80), ("US", 20))
    assert case.given("credential.training.hours") == 4600
    assert case.given("credential.level.eqf") == 6
    assert case.given("credential.recognised_in") == ("ES",)
    assert case.given("practice_certificate.full_nursing_responsibility") is False
    assert case.given("registration.countries") is None
    assert case.given("practice.countries") == ("CZ",)
    assert case.given("language.de") == "B2"
    assert case.given("language.fr") is None and case.given("language.it") is None
    assert case.given("assume.longer_posting_agreed") is True and case.given("assume.measure") == "aptitude_test"
    assert case.given("as_of") == PartialDate(case.as_of, case.as_of)
    assert case.given("host") == "DE"
    for unknown in ("person.sex", "person.age", "no.such.fact", "assume.other", "claim.date", "person.birth_date.lo"):
        assert case.given(unknown) is None


def test_titles_written_two_ways_are_one_title() -> None:
    composed, decomposed = "Všeobecná sestra", "Vs\u030ceobecna\u0301  sestra "
    cases = [parse_case({"question": "credential", "credential": {"evidence": text}}, today=TODAY) for text in (composed, decomposed)]
    assert cases[0] == cases[1]


def test_an_empty_list_is_not_an_unknown_one() -> None:
    none, unknown = read(practice=[], record=[]), read()
    assert none.practice == () and none.has_record
    assert canonical(none) != canonical(unknown)
    assert canonical(none)["practice"] == [] == canonical(none)["record"]


def test_a_case_does_not_print_its_facts() -> None:
    assert "PH" not in repr(read(person={"nationalities": ["PH"]}))


def test_digest_depends_on_key_and_facts() -> None:
    case = read(home="DE")
    assert digest(case, KEY) == digest(read(home="DE"), KEY)
    assert digest(case, KEY) != digest(case, b"j" * 32)
    assert digest(case, KEY) != digest(read(home="FR"), KEY)
    for key in (b"", b"short", b"x" * 65):
        with pytest.raises(ValueError, match="16 to 64"):
            digest(case, key)


def test_examples_of_the_schema_are_cases_and_nothing_in_it_is_null() -> None:
    schema = CaseModel.model_json_schema()
    assert '"null"' not in json.dumps(schema)
    for model in (schema, *schema["$defs"].values()):
        assert all(field.get("description") for field in model["properties"].values())
    for example in schema["examples"]:
        parsed = parse_case(example, today=TODAY)
        assert canonical(parse_case(canonical(parsed), today=TODAY)) == canonical(parsed)
    assert schema["required"] == ["question"]
    assert schema["$defs"]["PeriodModel"]["properties"].keys() >= {"from", "to"}


def test_there_are_249_countries() -> None:
    assert len(OFFICIAL) == 249
    for code in ("XK", "SU", "YU", "CS", "DD"):
        assert read(record=[{"country": code}]).record[0].country == code


@pytest.mark.parametrize(
    ("unit", "first", "last", "most"),
    [
        ("days", "1990-02-01", "1990-02-28", 30),
        ("days", "1990-03-01", "1990-03-31", 31),
        ("weeks", "1966-01-01", "1968-04-30", 123),
        ("weeks", "1990-01-01", "1990-01-01", 1),
        ("weeks", "1990-01-01", "1990-01-07", 2),
        ("months", "1990-01-31", "1990-02-01", 2),
        ("quarters", "1990-01-01", "1990-03-31", 4),
        ("years", "1990-01-01", "1990-12-31", 1),
        ("years", "1990-01-01", "1990-11-30", 0),
    ],
)
def test_what_a_span_holds(unit: str, first: str, last: str, most: int) -> None:
    assert holds(unit, date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()) == most


def test_reading_a_case_loads_no_lists_of_countries_and_no_service() -> None:
    script = "import sys, engine.facts; print(sorted({'pycountry', 'babel', 'fastapi', 'sqlmodel', 'yaml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_canonical_bytes_are_utf8_json() -> None:
    assert json.loads(canonical_bytes(read(host="DE"))) == {
        "question": "contribution-record",
        "as_of": "2024-01-01",
        "host": "DE",
    }


def test_a_case_can_be_hashed_and_sent_to_another_process() -> None:
    case = read(record=[{"country": "DE"}], posting={"shares_of_work": {"DE": 100}}, assume={"agreed": True})
    assert pickle.loads(pickle.dumps(case)) == case
    assert len({case, read(record=[{"country": "DE"}], posting={"shares_of_work": {"DE": 100}}, assume={"agreed": True})}) == 1


def test_a_model_used_by_itself_is_as_strict() -> None:
    with pytest.raises(ValidationError, match="no time of day"):
        CaseModel.model_validate({"question": "credential", "as_of": datetime(2024, 1, 1, 12)})
    with pytest.raises(ValidationError):
        CaseModel.model_validate({"question": "credential", "record": [{"months": "12"}]})
