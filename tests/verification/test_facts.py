"""What a verified credential tells becomes facts of a case, each with what it is known by, and the case is decided with them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.problems import CaseRefused
from engine.verification import merged
from scripts.demonstration_credentials import SCHOOL, diploma, token
from tests.repository.tree import ROOT
from tests.verification.world import ED, Json, badge, check, issuers, learning, made, registry, sealed

EXAMPLES = ROOT / "examples/credentials"


def facts(credential: Json) -> Json:
    told: Json = check(token(credential, ED))["facts"]
    return told


def test_plain_profile_tells_every_part_of_a_qualification() -> None:
    subject = {
        "id": "did:example:holder",
        "credential": {"profession": "nurse-general-care", "awarded_in": "PH", "certificates": ["b", "a"], "level": {"eqf": 6}, "purpose": "study"},
        "registration": [
            {"country": "PH", "body": "A board", "from": "2019-02-01", "status": "active"},
            {"country": "PH", "from": "2018-08-01", "to": "2019-01-31"},
        ],
        "practice": {"country": "PH", "profession": "nurse-general-care", "from": "2019-03", "hours_per_week": 40, "lawful": True},
        "language": [{"language": "en", "level": "C1"}],
        "standing": {"good_standing": {"issued": "2026-10-01", "by": "A board"}, "sanctions": "none"},
    }
    result = check(token(diploma(1, credentialSubject=subject), ED))
    assert {k: v for k, v in result["facts"].items() if k not in ("credential", "registration")} == {
        "practice": [subject["practice"]],
        "language": subject["language"],
        "standing": subject["standing"],
    }
    assert result["facts"]["credential"] == {
        "profession": "nurse-general-care",
        "awarded_in": "PH",
        "awarding_body": "A school",
        "certificates": ["a", "b"],
        "level": {"eqf": 6},
    }
    assert {path for path in result["known_by"] if "." in path} >= {
        "credential.level.eqf",
        "registration.0",
        "registration.1",
        "practice.0",
        "language.0",
    }


def test_badge_tells_a_qualification_or_an_entry_in_a_register() -> None:
    assert facts(badge(1)) == {
        "credential": {
            "profession": "nurse-general-care",
            "evidence": "Bachelor of Science in Nursing",
            "awarding_body": "A school",
            "awarded_in": "PH",
            "awarded": "2018-04-05",
        }
    }
    subject = badge(1)["credentialSubject"]
    licence = {**subject, "achievement": {**subject["achievement"], "achievementType": "License"}}
    issuer = {"id": SCHOOL, "type": ["Profile"], "name": "A board", "address": {"type": ["Address"], "addressCountryCode": "PH"}}
    told = facts(badge(1, credentialSubject=licence, issuer=issuer, validUntil="2028-04-04T00:00:00Z"))
    assert told == {"registration": [{"country": "PH", "body": "A board", "from": "2018-04-05", "to": "2028-04-04"}]}


def test_learning_model_tells_level_country_and_day() -> None:
    told = check(sealed(learning(1)))["facts"]["credential"]
    assert told["level"] == {"eqf": 6} and told["awarded_in"] == "PH" and told["awarded"] == "2018-04-05"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2018-04-05T00:00:00Z", "2018-04-05"),
        ("2018-04-05T10:30:00+02:00", "2018-04-05"),
        ("2018-04-05T22:00:00Z", "2018-04"),
        ("2018-04-30T22:00:00Z", "2018"),
        ("2018-12-31T23:00:00Z", None),
    ],
)
def test_day_that_is_not_sure_is_told_as_far_as_it_is(moment: str, told: str | None) -> None:
    assert facts(badge(1, awardedDate=moment))["credential"].get("awarded") == told


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"en": "A degree", "tl": "Isang degree"}},
        {"title": {"en": ["one", "two"]}},
        {"title": "A degree"},
    ],
)
def test_title_that_is_not_one_is_not_guessed(change: Json) -> None:
    told = learning(1)
    told["credentialSubject"]["hasClaim"] |= change
    assert "evidence" not in check(sealed(told))["facts"]["credential"]


def test_two_achievements_are_not_taken_for_one() -> None:
    told = learning(1)
    told["credentialSubject"]["hasClaim"] = [told["credentialSubject"]["hasClaim"]] * 2
    assert check(sealed(told))["facts"] == {}


def test_registry_completes_only_what_it_alone_can_tell() -> None:
    told = issuers()
    told[0]["entrusted"] = [{"countries": ["PH", "DE"], "professions": ["nurse-general-care", "midwife"]}]
    assert "profession" not in check(made("badge-token"), on=registry(told))["facts"]["credential"]
    assert "awarded_in" not in check(made("badge-token"), on=registry(told))["facts"]["credential"]


def test_conflicts_are_told_and_what_was_signed_is_taken() -> None:
    case: dict[str, Any] = {
        "question": "credential",
        "host": "DE",
        "credential": {"profession": "nurse-general-care", "awarded": "2017-01-01", "professional_title": "Nurse"},
        "known_by": {"credential.awarded": "document", "credential.professional_title": "primary-source"},
    }
    told, conflicts = merged(case, check(made("token")))
    assert conflicts == [{"fact": "credential.awarded", "written_as": "document", "taken": "signed-credential"}]
    assert told["credential"]["awarded"] == "2018-04-05" and told["credential"]["professional_title"] == "Nurse"
    assert told["known_by"]["credential.professional_title"] == "primary-source"
    assert told["known_by"]["credential.awarded"] == "signed-credential"
    assert case["credential"]["awarded"] == "2017-01-01" and "as_of" not in told


def test_facts_written_otherwise_but_equal_are_no_conflict() -> None:
    case = {"question": "credential", "credential": {"awarded": date(2018, 4, 5), "evidence": "Bachelor  of Science in Nursing"}}
    assert merged(case, check(made("token")))[1] == []


def test_entries_of_lists_stand_beside_each_other() -> None:
    entry = {"country": "PH", "body": "A board", "from": "2019-02-01"}
    result = check(token(diploma(1, credentialSubject={"registration": [entry]}), ED))
    other = {"country": "DE", "from": "2020-01-01"}
    case = {"question": "credential", "registration": [entry, other], "known_by": {"registration.1": "primary-source"}}
    told, conflicts = merged(case, result)
    assert told["registration"] == [other, entry] and conflicts == []
    assert told["known_by"] == {"registration.0": "primary-source", "registration.1": "signed-credential"}


def test_nothing_is_taken_from_a_credential_that_does_not_stand() -> None:
    case = {"question": "credential", "as_of": "2024-01-01", "credential": {"awarded": "2001"}}
    assert merged(case, check(made("token", 2))) == (case, [])


@pytest.mark.parametrize("case", [{"question": "credential", "known_by": ["x"]}, {"question": "credential", "credential": "x"}, {"registration": 7}])
def test_malformed_case_is_refused_before_anything_is_laid_into_it(case: dict[str, Any]) -> None:
    with pytest.raises(CaseRefused):
        merged(case, check(made("token")))


def verified(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Json]:
    done = main(["verify", *words, "--status", str(EXAMPLES / "status"), "--as-of", "2026-11-27", "--json"])
    told: Json = json.loads(capsys.readouterr().out)
    return done, told


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("nurse-diploma", "verified"),
        ("revoked-diploma", "revoked"),
        ("disputed-diploma", "evidence_disputed"),
        ("expired-diploma", "expired"),
        ("unknown-issuer", "issuer_unknown"),
    ],
)
def test_examples_have_the_state_that_they_show(name: str, state: str, capsys: pytest.CaptureFixture[str]) -> None:
    done, told = verified(str(EXAMPLES / f"{name}.jwt"), capsys=capsys)
    assert (done, told["state"], told["registry"]["demonstration"]) == (0 if state == "verified" else 1, state, True)


def test_case_is_completed_and_decided_and_rests_on_what_was_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('question: credential\nhome: "PH"\nhost: "AU"\ncredential: {evidence: "Another title"}\n')
    done, told = verified(str(EXAMPLES / "nurse-diploma.jwt"), "--case", str(case), capsys=capsys)
    decision = told["answer"]["decisions"][0]
    assert done == 0 and decision["deciding"] == "AU"
    assert told["conflicts"] == [{"fact": "credential.evidence", "written_as": "self-declared", "taken": "signed-credential"}]
    assert {"fact": "credential.awarded_in", "known_by": "signed-credential"} in decision["rests_on"]
    bare = main(["decide", str(case), "--json"])
    assert bare == 0 and "signed-credential" not in json.dumps(json.loads(capsys.readouterr().out)["decisions"][0]["rests_on"])
