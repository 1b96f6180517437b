"""Each code of the closed list is reached, and a row that cannot be used costs only itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.batches.codes import CODES, FAILED, NOTES
from engine.decision.answer import answer as real_answer
from engine.decision.reading import Reading
from tests.batches.conftest import Run

OTHER = {"evidence": "Certificate of something else"}
FEW = {"practice_1_country": "AD", "practice_1_from": "2020-01-01", "practice_1_to": "2020-12-31"}


def test_every_code_is_reached_and_no_row_is_lost(run: Run) -> None:
    found = run(
        {},
        {**OTHER, **FEW, "awarded": "1999-01-01"},
        {**OTHER, "awarded": "1999-01-01"},
        {**OTHER, **FEW},
        {"host": "DE"},
        {"consent_given": ""},
        {"candidate": "row-1"},
        {"home": "Atlantis"},
        {},
        switches=("--as-of", "2024-01-01"),
        code=1,
    )
    assert [r["row"] for r in found] == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert [r["code"] for r in found] == [
        *CODES[:2],
        "undetermined",
        "needs_authority",
        "not_covered",
        "consent_missing",
        "duplicate",
        "bad_row",
        "recognised",
    ]
    assert {*(r["code"] for r in found), FAILED} == set(CODES)


def test_a_row_at_which_the_program_fails_costs_only_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(reading: Reading) -> dict[str, Any]:
        if reading.question.deciding == "DE":
            raise ZeroDivisionError("nobody may read this")
        return real_answer(reading)

    monkeypatch.setattr("engine.batches.deciding.answer", answer)
    before, failed, after = run({}, {"host": "DE"}, {}, code=1)
    assert (before["code"], failed["code"], after["code"]) == ("recognised", "failed", "recognised")
    assert failed["failure"] == "ZeroDivisionError" and "nobody" not in str(failed)


def test_several_processes_give_the_same_results(run: Run) -> None:
    changes = ({}, OTHER, {"host": "DE"}, {"home": "Atlantis"}, {"candidate": "row-1"}, {"awarded": "2010-06-01"}, FEW)
    assert run(*changes, switches=("--as-of", "2024-01-01")) == run(*changes, switches=("--as-of", "2024-01-01", "--jobs", "3", "--dates", "dmy"))


def test_a_decided_row_says_route_what_is_missing_and_what_helps(run: Run) -> None:
    yes, no, open_ = run({}, {**OTHER, **FEW, "awarded": "1999-01-01"}, {**OTHER, "awarded": "1999-01-01"}, switches=("--as-of", "2024-01-01"))
    assert (yes["outcome"], yes["route"], yes["instrument"], yes["candidate"]) == ("yes", "automatic", "ad-sm-nurse", "row-1")
    assert {b["fact"]: b["distance"] for b in no["blocked_by"]}["practised"] == "12 months"
    assert no["still_helps"] == ["A course of adaptation is open to everybody."]
    assert {m["fact"] for m in open_["missing"]} == {"practice"}


def test_exit_code_says_whether_every_row_was_decided(run: Run) -> None:
    run({}, OTHER, code=0)
    run({}, {"home": "Atlantis"}, code=1)
    run({}, OTHER, switches=("--strict",), code=1)
    run({}, switches=("--strict",), code=0)


def test_same_reference_is_a_duplicate_and_same_facts_are_told(run: Run) -> None:
    same = {"awarded": "2010-06-01"}
    found = run(same, {"candidate": "row-1"}, same, {"home": "Atlantis", "candidate": "row-9"}, {"candidate": "row-9"})
    assert [(r["code"], r.get("repeats")) for r in found] == [
        ("recognised", None),
        ("duplicate", {"row": 2, "by": "reference"}),
        ("recognised", {"row": 2, "by": "facts"}),
        ("bad_row", None),
        ("recognised", None),
    ]
    assert found[2]["notes"] == [{"code": "same-facts", "row": 2}]


def test_a_title_that_is_not_listed_names_those_that_are_and_is_matched_with_none(run: Run) -> None:
    near, abroad, professional = run({"evidence": "Diploma of nursing"}, {"evidence": "Vatican certificate"}, {"evidence": "Nurse"})
    assert near["notes"] == [{"code": "unknown-title", "column": "evidence", "nearest": ["Diploma of nurse"]}]
    assert {"code": "title-of-another-country", "column": "evidence", "countries": ["VA"]} in abroad["notes"]
    assert {"code": "professional-title-for-evidence", "column": "evidence"} in professional["notes"]
    assert "recognised" not in {near["code"], abroad["code"], professional["code"]}


def test_an_unknown_profession_names_the_nearest(run: Run) -> None:
    (found,) = run({"profession": "nurse"})
    assert found["code"] == "not_covered"
    assert found["notes"] == [{"code": "unknown-profession", "column": "profession", "nearest": ["nurse-general-care"]}]


def test_recruitment_stands_beside_the_outcome_and_never_changes_it(run: Run) -> None:
    for change in ({}, OTHER, {**OTHER, **FEW, "awarded": "1999-01-01"}, {"host": "DE"}):
        quiet, active = run(change, {**change, "recruitment_active": "yes"}, switches=("--as-of", "2024-01-01"))
        assert {k: quiet[k] for k in ("code", "outcome", "route", "blocked_by")} == {k: active[k] for k in ("code", "outcome", "route", "blocked_by")}
        assert quiet["recruitment"] == []
        assert [(r["code"], r["edition"]) for r in active["recruitment"]] == [("prohibited", "list of 2023")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"consent_given": ""}, "not-given"),
        ({"consent_purpose": "marketing"}, "for-another-purpose"),
        ({"consent_purpose": ""}, "for-another-purpose"),
        ({"consent_given": "2119-01-01"}, "not-yet-given"),
        ({"consent_until": "2021-01-01"}, "at-its-end"),
    ],
)
def test_without_consent_a_row_is_not_looked_at(run: Run, change: dict[str, str], why: str) -> None:
    (found,) = run({**change, "home": "Atlantis"})
    assert (found["code"], found["consent"], found["problems"]) == ("consent_missing", why, [])
    assert "outcome" not in found


@pytest.mark.parametrize("purpose", ["verification", "monitoring|Vérification", "Überprüfung", "verificación, otra cosa", "verificação"])
def test_consent_for_verification_in_five_languages(run: Run, purpose: str) -> None:
    assert run({"consent_purpose": purpose})[0]["code"] == "recognised"


def test_what_was_checked_at_the_source_is_told_among_what_the_answer_rests_on(run: Run) -> None:
    checked, by_nobody = run(
        {"primary_source_checked": "2023-12-31", "primary_source_by": "an agency"},
        {"primary_source_checked": "2023-12-31"},
        switches=("--as-of", "2024-01-10"),
    )
    assert checked["primary_source"] == {"checked": "2023-12-31", "age_days": "10", "told_by_whom": True}
    assert {r["fact"]: r["known_by"] for r in checked["rests_on"]}["credential.evidence"] == "primary-source"
    assert {r["fact"]: r["known_by"] for r in by_nobody["rests_on"]}["credential.evidence"] == "self-declared"


def test_codes_of_notes_are_those_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/batches.md").read_text()
    missing: list[Any] = [code for code in (*CODES, *NOTES) if f"`{code}`" not in page]
    assert missing == []
