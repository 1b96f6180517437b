"""`portability decide --language` and `portability coverage --languages`."""

from __future__ import annotations

import json

import pytest

from engine.cli import main
from engine.wording.languages import LANGUAGES
from tests.repository.tree import ROOT

CASE = str(ROOT / "examples" / "germany-united-states-builder.yaml")
OTHERS = [code for code in LANGUAGES if code != "en"]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_english_is_what_is_told_without_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "decide", CASE, "--language", "en") == told(capsys, "decide", CASE)
    assert told(capsys, "decide", CASE, "--language", "en", "--json") == told(capsys, "decide", CASE, "--json")


@pytest.mark.parametrize(("language", "state", "last"), [("es", "Alemania", "Esto es información"), ("ar", "ألمانيا", "هذه معلومات")])
def test_a_decision_in_a_language(capsys: pytest.CaptureFixture[str], language: str, state: str, last: str) -> None:
    lines = told(capsys, "decide", CASE, "--language", language).splitlines()
    assert lines[0].startswith(state) and lines[-1].startswith(last)
    answer = json.loads(told(capsys, "decide", CASE, "--language", language, "--json"))
    assert answer["decisions"][0]["summary"] == lines[0]
    assert answer["told_in"]["language"] == language


def test_coverage_counts_by_language_catalogue_provision_and_file(capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(told(capsys, "coverage", "--languages", "--json"))
    assert list(report) == OTHERS
    for language in report.values():
        assert language["catalogues"]["engine"]["translated"] == language["catalogues"]["engine"]["total"] > 300
        assert all(n["translated"] == n["total"] > 0 for n in language["provisions"].values())
        assert {"DE", "US"} <= set(language["national"]) and "de-us" in language["agreements"]
    lines = told(capsys, "coverage", "--languages").splitlines()
    assert lines[0].startswith("es Español, not reviewed by a native reader: engine ")
    assert any(line.split()[:3] == ["totalization", "es", "14/14;"] for line in lines)
