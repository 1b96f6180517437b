"""`portability check [PATH…]`: what is wrong in rule files, before any case meets them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.checking.corpus_check import check
from engine.checking.findings import reported
from engine.checking.sarif import sarif
from engine.language.corpus import Corpus


def run(words: list[str]) -> int:
    """Exit code 0 without errors (warnings are told), 1 with errors, 2 where a path is not there."""
    parser = argparse.ArgumentParser(prog="portability check", description="Check rule files.")
    parser.add_argument("paths", nargs="*", type=Path, help="rule files or folders; all of them where none is named")
    parser.add_argument("--draft", type=Path, help="a draft, checked as laid over the agreement it amends")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the findings as JSON")
    form.add_argument("--sarif", action="store_true", help="the findings as SARIF 2.1.0")
    told = parser.parse_args(words)
    paths = [*told.paths, *([told.draft] if told.draft else [])]
    problems = check(Corpus(), paths or None)
    errors = sum(p.severity == "error" for p in problems)
    if told.json:
        print(json.dumps({"findings": [reported(p) for p in problems]}, ensure_ascii=False, indent=2))
    elif told.sarif:
        print(json.dumps(sarif(problems), ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem if problem.severity == "error" else f"warning: {problem}")
        print(f"{errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0
