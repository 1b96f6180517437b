"""Drafts are read in this process here, hundreds of them; that commands on drafts are contained is tested in tests/sandbox."""

from __future__ import annotations

import pytest

import engine.cli


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.cli, "LIMITS", {})
