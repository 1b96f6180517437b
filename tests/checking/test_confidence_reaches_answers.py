"""What is not confirmed in a file is told as such in the answers that rest on it, also through a blank that names a parameter."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from engine.decision.decide import Decider
from tests.checking.world import AGREEMENT_PATH, corpus_at

CASE: dict[str, Any] = {
    "question": "contribution-record", "as_of": "2020-01-01", "benefit": "ad-pension", "deciding": ["AD"], "person": {"birth_date": "1950-01-01"},
    "record": [{"country": "AD", "from": "1980-01-01", "to": "1980-02-29"}, {"country": "SM", "from": "1981-01-05", "to": "1984-12-31"}],
}  # fmt: skip


def _decision(home: Path, *changes: tuple[str, str, str]) -> dict[str, Any]:
    found: dict[str, Any] = Decider(corpus_at(home, *changes)).decide(CASE, datetime.date(2024, 1, 1))["decisions"][0]
    return found


def test_a_blank_filled_by_an_unconfirmed_parameter(tmp_path: Path) -> None:
    told = _decision(tmp_path, (AGREEMENT_PATH, "- {for: {deciding: AD}, value: 12 months}", "- {for: {deciding: AD}, value: bonus}"))
    assert told["confidence"] == "unconfirmed"
    assert [u["what"] for u in told["unconfirmed"]] == ["bonus"]
    assert any("6 months" in b["needed"] for b in told["blocked_by"])


def test_a_blank_filled_by_a_confirmed_figure(tmp_path: Path) -> None:
    assert _decision(tmp_path)["confidence"] == "confirmed"
