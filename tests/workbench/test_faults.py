"""Planted faults, each found by the command that is meant for it; and the sound base, of which nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.checking.corpus_check import check
from engine.comparing.compare import compare
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.proofs.prove import prove
from engine.scenarios.files import scenarios
from engine.scenarios.run import run as run_scenario
from tests.workbench.faults import FAULTS, Fault

DAY = date(2026, 11, 1)


def found(fault: Fault, folder: Path) -> bool:
    """Whether the command that is meant for it tells the fault."""
    draft = folder / "draft.yaml"
    draft.write_text(fault.text, encoding="utf-8")
    return {"check": _checked, "test": _tested, "compare": _compared, "prove": _proved}[fault.command](fault, draft)


def _checked(fault: Fault, draft: Path) -> bool:
    return fault.found in {p.code for p in check(Corpus(), [draft], DAY)}


def _tested(fault: Fault, draft: Path) -> bool:
    corpus = Corpus(draft=draft)
    decider = Decider(corpus)
    told = [d for s in scenarios(corpus, [corpus.home / "agreements/ca-in/scenarios"]) for d in run_scenario(decider, s)]
    return any(fault.found in d.what for d in told)


def _compared(fault: Fault, draft: Path) -> bool:
    ordinal = DAY.toordinal()
    told = compare(Corpus(), Corpus(draft=draft), "ca-in", "ca-in", day_before=ordinal, day_after=ordinal, persons=False)
    return any(fault.found in c["address"] or fault.found in c["before"] for c in told["clauses"])


def _proved(fault: Fault, draft: Path) -> bool:
    """Refuted by what was planted: by a rule that cites the draft, or where the base is not refuted."""
    told = [
        prove(corpus, "ca-in", base=Corpus(), properties=[fault.found], deciding=fault.deciding or None, day=DAY)
        for corpus in (Corpus(), Corpus(draft=draft))
    ]
    sound, planted = ({_question(p): p for p in t["properties"] if p["result"] == "refuted"} for t in told)
    return any(key not in sound or _cites_the_draft(found) for key, found in planted.items())


def _question(finding: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(finding.get(w)) for w in ("property", "deciding", "sending", "receiving", "benefit"))


def _cites_the_draft(finding: Mapping[str, Any]) -> bool:
    cited = [r["source"] for r in finding.get("relevant") or []] + [d["article"].partition(" ")[0] for d in finding.get("differences") or []]
    return "draft" in cited


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    assert found(FAULTS[name], tmp_path)


def test_more_than_forty_of_all_kinds() -> None:
    assert len(FAULTS) >= 40
    assert {f.command for f in FAULTS.values()} == {"check", "test", "compare", "prove"}


def test_a_draft_without_a_fault_is_told_none(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(Fault("", "check", "").text, encoding="utf-8")
    assert [p for p in check(Corpus(), [draft], DAY) if p.severity == "error"] == []
    ordinal = DAY.toordinal()
    told = compare(Corpus(), Corpus(draft=draft), "ca-in", "ca-in", day_before=ordinal, day_after=ordinal)
    assert told["clauses"] == [] and told["persons"] == []
    corpus = Corpus(draft=draft)
    decider = Decider(corpus)
    assert [d for s in scenarios(corpus, [corpus.home / "agreements/ca-in/scenarios"]) for d in run_scenario(decider, s)] == []
    worse = prove(corpus, "ca-in", base=Corpus(), properties=["no_one_worse_off", "no_contradiction", "irrelevance.person.sex"], day=DAY)
    assert worse["summary"]["refuted"] == 0
