"""Rows of a list that name a signed credential: checked on a registry, told by state, and completed with its facts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine.cli import main
from tests.repository.tree import ROOT
from tests.verification.test_command import STATUS

EXAMPLES = ROOT / "examples/credentials"
FILES = ("nurse-diploma", "revoked-diploma", "unknown-issuer")
HEAD = "candidate,home,host,profession,consent_given,consent_purpose,credential_file"


def test_rows_tell_the_state_of_their_credential(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_BATCHES", str(tmp_path / "kept"))
    folder = tmp_path / "credentials"
    folder.mkdir()
    for name in FILES:
        shutil.copy(EXAMPLES / f"{name}.jwt", folder)
    rows = [f"row-{n},PH,AU,nurse-general-care,2020-01-01,verification,{name}.jwt" for n, name in enumerate(FILES)]
    table = tmp_path / "list.csv"
    table.write_text("\n".join([HEAD, *rows]))
    main(["verify", str(table), "--credentials", str(folder), *STATUS])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [row["verification"]["state"] for row in told] == ["verified", "revoked", "issuer_unknown"]
    assert all(row["verification"]["registry"]["demonstration"] for row in told)
    assert "Bachelor of Science in Nursing" not in json.dumps(told)


def test_registry_is_named_with_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_BATCHES", str(tmp_path / "kept"))
    (tmp_path / "list.csv").write_text(f"{HEAD}\nrow-1,PH,AU,nurse-general-care,2020-01-01,verification,x.jwt\n")
    assert main(["verify", str(tmp_path / "list.csv"), "--credentials", str(tmp_path), "--registry", "own.jws"]) == 2
    assert "registry-half" in capsys.readouterr().err
