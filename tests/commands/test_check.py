"""`portability check` on a whole corpus: forms of the report and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.language.corpus import HOME_VARIABLE
from tests.checking.world import AGREEMENT_PATH, corpus_at

FAULT = (AGREEMENT_PATH, "bars: [opens]", "bars: [opnes]")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on a corpus with the given changes; gives exit code and output."""

    def run(*words: str, changes: tuple[tuple[str, str, str], ...] = ()) -> tuple[int, str]:
        corpus_at(tmp_path, *changes)
        monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
        code = main(["check", *words])
        return code, capsys.readouterr().out

    return run


def test_a_sound_corpus(told: Any) -> None:
    code, out = told()
    assert code == 0
    assert out.splitlines()[-1] == "0 errors, 3 warnings"


def test_errors_make_the_exit_code(told: Any) -> None:
    code, out = told(changes=(FAULT,))
    assert code == 1
    assert "opnes" in out and "did you mean" in out


def test_json(told: Any) -> None:
    code, out = told("--json", changes=(FAULT,))
    assert code == 1
    first = json.loads(out)["findings"][0]
    assert set(first) >= {"code", "severity", "place", "address", "found", "expected", "mend"}
    assert first["code"] == "unknown-target"
    file, line, column = first["place"].rsplit(":", 2)
    assert file == AGREEMENT_PATH and int(line) > 1 and int(column) > 1
    assert first["address"] == "ad-sm.art-6.not-after-a-bonus"


def test_sarif(told: Any, tmp_path: Path) -> None:
    code, out = told("--sarif", changes=(FAULT,))
    report = json.loads(out)
    assert code == 1
    assert report["version"] == "2.1.0" and report["$schema"].startswith("https://")
    (run,) = report["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({r["id"] for r in rules}) == len(rules) > 1
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        where = result["locations"][0]["physicalLocation"]
        assert (tmp_path / where["artifactLocation"]["uri"]).is_file()
        assert where["region"]["startLine"] >= 1 and where["region"]["startColumn"] >= 1


def test_one_path(told: Any, tmp_path: Path) -> None:
    assert told(str(tmp_path / "rulesets"), changes=(FAULT,))[0] == 0


def test_a_path_that_is_not_there(told: Any, tmp_path: Path) -> None:
    assert told(str(tmp_path / "nothing"))[0] == 2


def test_an_agreement_is_named_by_its_id_and_read_against_the_checklist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "ca-in", "--model-provisions", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {f["severity"] for f in report["findings"]} == {"note"}
    assert [p["state"] for p in report["checklist"]["ca-in"]].count("unclear") == len(report["findings"])
    assert main(["check", "ca-in", "--model-provisions", "--sarif"]) == 0
    assert {r["level"] for r in json.loads(capsys.readouterr().out)["runs"][0]["results"]} == {"note"}
    assert main(["check", "ca-in", "--model-provisions"]) == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("ca-in: of 84 model provisions")
