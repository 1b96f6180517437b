"""`portability check [PATH…]`: what is wrong in rule files, before any case meets them; for a draft, what it lacks against the model provisions."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from engine.checking.corpus_check import check
from engine.checking.findings import reported
from engine.checking.model_provisions import checklists
from engine.checking.sarif import sarif
from engine.language.corpus import Corpus

_STATES = ("present", "different", "absent", "unclear")


def run(words: list[str]) -> int:
    """Exit code 0 without errors (warnings and notes are told), 1 with errors, 2 where a path is not there."""
    parser = argparse.ArgumentParser(prog="portability check", description="Check rule files; read drafts against the model provisions.")
    parser.add_argument("paths", nargs="*", type=Path, help="rule files, folders or ids of agreements; all files where none is named")
    parser.add_argument("--draft", type=Path, help="a draft, checked as laid over the agreement it amends")
    parser.add_argument("--model-provisions", action="store_true", help="read agreements that are no drafts against the checklist too")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the findings as JSON")
    form.add_argument("--sarif", action="store_true", help="the findings as SARIF 2.1.0")
    told = parser.parse_args(words)
    corpus = Corpus()
    paths = [_path(corpus, p) for p in [*told.paths, *([told.draft] if told.draft else [])]]
    problems = check(corpus, paths or None, model_provisions=told.model_provisions)
    lists = checklists(corpus, paths, every=told.model_provisions)
    if told.json:
        report = {"findings": [reported(p) for p in problems]} | ({"checklist": lists} if lists else {})
        print(json.dumps(report, ensure_ascii=False, indent=2))
    elif told.sarif:
        print(json.dumps(sarif(problems), ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem if problem.severity == "error" else f"{problem.severity}: {problem}")
        for name, entries in lists.items():
            print(_summary(name, entries))
        counts = Counter(p.severity for p in problems)
        print(f"{counts['error']} errors, {counts['warning']} warnings" + (f", {counts['note']} notes" if counts["note"] else ""))
    return 1 if any(p.severity == "error" for p in problems) else 0


def _path(corpus: Corpus, told: Path) -> Path:
    """A path as it stands, or the file of the agreement that has this id."""
    named = corpus.home / "agreements" / told.name / "agreement.yaml"
    return named if not told.exists() and str(told) == told.name and named.is_file() else told


def _summary(name: str, entries: list[dict[str, Any]]) -> str:
    """How many points of the checklist stand how."""
    counts = Counter(str(e["state"]) for e in entries)
    must = sum(e["state"] == "absent" and e["severity"] == "must" for e in entries)
    told = ", ".join(f"{counts[state]} {state}" for state in _STATES if counts[state])
    return f"{name}: of {len(entries)} model provisions {told}" + (f" ({must} of them must be there)" if must else "")
