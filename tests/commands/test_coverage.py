"""`portability coverage`: the shape of the report, and what it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import main
from engine.language.corpus import HOME_VARIABLE
from tests.checking.world import corpus_at


def test_coverage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert main(["coverage", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"instruments", "national", "credentials", "scenarios"}
    assert told["scenarios"] == {"total": 2, "official": 1}
    (instrument,) = told["instruments"]
    assert instrument == {
        "id": "ad-sm",
        "title": "Agreement between AD and SM",
        "parties": ["AD", "SM"],
        "status": "in_force",
        "in_force": "1991-01-01",
        "text_as_of": "2020-01-01",
        "articles_encoded": ["text Art. 2", "text Art. 3", "text Art. 5", "text Art. 6", "text Art. 6(2)"],
        "articles_not_encoded": [{"article": "text Art. 1", "why": "definitions"}],
        "parameters": 5,
        "confirmed": 4,
    }
    assert [n["id"] for n in told["national"]] == ["AD", "SM"]
    assert told["national"][0]["benefits"] == {"ad-pension": "old-age"}
    (credential,) = told["credentials"]
    assert (credential["rows_confirmed"], credential["rows_by_country"], credential["purpose"]) == (2, {}, ["study"])
    assert (credential["id"], credential["rows"], credential["tables"]) == ("diploma", 2, {"titles": 2})


def test_coverage_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert main(["coverage"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ad-sm") and "4 of 5 values confirmed" in lines[0]
    assert lines[-1] == "2 scenarios; 1 worked persons have a source"
