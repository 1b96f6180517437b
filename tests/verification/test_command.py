"""`portability verify` on the command line: exit codes, words, settings, and that a decision loads nothing of it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import engine.commands
from engine.cli import main
from engine.verification.registry_file import canonical, signed
from scripts.demonstration_credentials import public
from tests.repository.tree import ROOT
from tests.verification.test_tampered import ALTERED, edited
from tests.verification.world import OPERATOR, issuers, made

EXAMPLES = ROOT / "examples/credentials"
STATUS = ("--status", str(EXAMPLES / "status"), "--as-of", "2026-11-27")


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, str]:
    """An operator's own registry and key, as files."""
    told = {"registry": "own", "title": "Own", "demonstration": False, "issued": "2026-01-01", "issuers": issuers()}
    (tmp_path / "own.jws").write_bytes(signed(canonical(told), OPERATOR))
    (tmp_path / "key.json").write_text(json.dumps(public(OPERATOR)))
    return str(tmp_path / "own.jws"), str(tmp_path / "key.json")


def test_words_say_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(EXAMPLES / "nurse-diploma.jwt"), *STATUS]) == 0
    told = capsys.readouterr().out
    assert told.startswith("verified: ") and "a DEMONSTRATION: it proves nothing" in told and "credential.evidence (signed-credential)" in told


def test_own_registry_by_option_and_by_setting(
    own: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "diploma.jwt"
    file.write_text(made("token"))
    assert main(["verify", str(file), "--registry", own[0], "--operator-key", own[1], *STATUS]) == 0
    assert "DEMONSTRATION" not in capsys.readouterr().out
    monkeypatch.setenv("PORTABILITY_REGISTRY", own[0])
    assert main(["verify", str(file), *STATUS]) == 2
    assert "registry-half" in capsys.readouterr().err
    monkeypatch.setenv("PORTABILITY_OPERATOR_KEY", own[1])
    monkeypatch.setenv("PORTABILITY_STATUS", str(EXAMPLES / "status"))
    monkeypatch.setenv("PORTABILITY_STATUS_HOSTS", "lists.example")
    assert main(["verify", str(file), "--as-of", "2026-11-27"]) == 0


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO((EXAMPLES / "revoked-diploma.jwt").read_bytes())))
    assert main(["verify", "-", *STATUS]) == 1
    assert capsys.readouterr().out.startswith("revoked: ")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["none.jwt"], "no-such-file"),
        ([str(EXAMPLES / "nurse-diploma.jwt"), "--status", "none"], "no-such-folder"),
        ([str(EXAMPLES / "nurse-diploma.jwt"), "--registry", "none", "--operator-key", "none"], "no-such-file"),
        ([str(EXAMPLES / "nurse-diploma.jwt"), "--case", "none.yaml"], "no-such-file"),
    ],
)
def test_misuse_is_told_with_exit_code_2(words: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *words]) == 2
    assert code in capsys.readouterr().err


def test_day_that_is_none_is_misuse() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["verify", "x.jwt", "--as-of", "tomorrow"])
    assert stopped.value.code == 2


def test_nothing_of_a_touched_credential_is_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "touched.jwt"
    file.write_text(edited(made("token"), credentialSubject={"credential": {"evidence": ALTERED}}))
    assert main(["verify", str(file), *STATUS]) == 1
    told = "".join(capsys.readouterr())
    assert "does not match its signature" in told and ALTERED not in told and "Traceback" not in told


def test_tables_go_to_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    batch = ModuleType("engine.commands.verify_batch")
    batch.run = lambda words: seen.append(words) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "engine.commands.verify_batch", batch)
    monkeypatch.setattr(engine.commands, "verify_batch", batch, raising=False)
    assert main(["verify", "candidates.CSV", "--jobs", "2"]) == 0
    assert main(["verify", "candidates.xlsx"]) == 0
    assert seen == [["candidates.CSV", "--jobs", "2"], ["candidates.xlsx"]]


def test_decision_loads_nothing_of_it() -> None:
    program = (
        "import sys; from engine.cli import main; main(['decide', 'examples/filipino-nurse-to-germany.yaml', '--json'])\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'openvc', 'openbadgeslib', 'joserfc', 'pyld'}), file=sys.stderr)\n"
        "print([m for m in sys.modules if m.startswith('engine.verification')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n[]\n"


def test_missing_libraries_are_named_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own: tuple[str, str]
) -> None:
    monkeypatch.setitem(sys.modules, "joserfc", None)
    for name in [m for m in sys.modules if m in ("engine.verification.jose", "engine.verification.sd_jwt") or m.startswith("joserfc.")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["verify", str(EXAMPLES / "nurse-diploma.jwt"), "--registry", own[0], "--operator-key", own[1]]) == 2
    assert 'pip install "portability[verification]"' in capsys.readouterr().err
