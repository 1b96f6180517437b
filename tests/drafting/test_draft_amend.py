"""A draft over an agreement: it changes nothing as it is written, and what is uncommented says what stands in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.checking.corpus_check import check
from engine.cli import main
from engine.drafting.amending import amendment_text
from engine.language.corpus import Corpus
from engine.problems import RuleFileRefused

AGREEMENTS = Corpus().agreements


def _values(told: Any) -> list[Any]:
    """A blank in one shape: a list of values, whichever way it is written."""
    return [v["value"] if isinstance(v, dict) else v for v in (told if isinstance(told, list) else [told])]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_what_is_uncommented_is_what_stands_in_force(tmp_path: Path, agreement: str) -> None:
    path = tmp_path / "draft.yaml"
    head, body = amendment_text(Corpus(), agreement, "draft.yaml").split("# provisions:\n")
    path.write_text(head + "provisions:\n" + body.replace("\n# ", "\n").removeprefix("# "), encoding="utf-8")
    base, amended = Corpus().agreement(agreement).data, Corpus(draft=path).agreement(agreement).data
    assert [p["id"] for p in amended["provisions"]] == [p["id"] for p in base["provisions"]]
    for before, after in zip(base["provisions"], amended["provisions"], strict=True):
        assert after.get("rules") == before.get("rules")
        assert {k: _values(v) for k, v in (after.get("fill") or {}).items()} == {k: _values(v) for k, v in (before.get("fill") or {}).items()}


def test_a_new_amendment_changes_nothing_and_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.yaml"
    assert main(["draft", "amend", "ca-jm", "--out", str(path)]) == 0
    assert Corpus(draft=path).agreement("ca-jm").data["provisions"] == Corpus().agreement("ca-jm").data["provisions"]
    assert {p.severity for p in check(Corpus(), [path])} == {"note"}
    assert "absent" not in {p.code.rpartition("-")[2] for p in check(Corpus(), [path])}
    capsys.readouterr()


def test_an_agreement_that_is_not_there_is_refused() -> None:
    with pytest.raises(RuleFileRefused) as refused:
        amendment_text(Corpus(), "ca-jn", "draft.yaml")
    assert "ca-jm" in refused.value.problems[0].mend
