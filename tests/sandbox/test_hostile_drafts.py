"""Hostile drafts: each is refused or contained within limits, tells nothing that lies outside, and leaves this process alive."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import engine.sandbox.command
from engine.cli import main
from engine.sandbox.limits import MEBIBYTE, Limits
from tests.sandbox.hostile import HOSTILE, SECRET

#: Tighter than in use, so that what runs away is seen soon.
TIGHT = Limits(memory=1024 * MEBIBYTE, cpu=8, seconds=30, output=4 * MEBIBYTE)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_draft_is_refused_or_contained(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine.sandbox.command, "LIMITS", {"check": TIGHT})
    make, code = HOSTILE[name]
    draft = make(tmp_path)
    begun = time.monotonic()
    ended = main(["check", str(draft)])
    assert time.monotonic() - begun < TIGHT.seconds + 10
    said = capsys.readouterr()
    text = said.out + said.err
    assert ended in (0, 1, 2)
    assert code in text if code else True
    assert ended != 0 if code else True
    assert not UNSAFE.search(text)
    assert "root:" not in text and SECRET not in text
    assert "Traceback" not in text
    assert len(text) < TIGHT.output


def test_sixty_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("command", ["decide", "compare", "prove", "test"])
@pytest.mark.parametrize("name", ["four thousand rules", "two thousand tests in any and all"])
def test_other_commands_end_too(command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(engine.sandbox.command, "LIMITS", {command: TIGHT})
    draft = str(HOSTILE[name][0](tmp_path))
    words = {"decide": ["examples/canada-india-engineer.yaml", "--draft", draft], "test": ["--draft", draft]}.get(command, [draft])
    begun = time.monotonic()
    assert main([command, *words]) in (0, 1, 2)
    assert time.monotonic() - begun < TIGHT.seconds + 10
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
