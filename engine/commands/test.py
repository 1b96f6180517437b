"""`portability test [PATH…]`: scenarios beside the rules, and how many of the figures of the law some scenario notices."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.scenarios.files import Scenario, of_draft, scenarios
from engine.scenarios.run import Difference
from engine.scenarios.run import run as run_scenario


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability test", description="Run scenarios.")
    parser.add_argument(
        "paths", nargs="*", type=Path, help="scenario files or folders; all of them where none is named, with --draft those of base and draft"
    )
    parser.add_argument("--draft", type=Path, help="a draft laid over the agreement it amends")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mutate", action="store_true", help="shift every parameter by one unit and count what some scenario notices")
    parser.add_argument(
        "--coverage", action="store_true", help="rules that never hold or fail, figures without a person just below, at and just above"
    )
    parser.add_argument("--boundaries", type=Path, metavar="DIR", help="write scenarios at the figures where nobody stands, for review")
    told = parser.parse_args(words)
    if told.mutate:
        from engine.commands.mutate import report

        return report(told.paths or None, told.json)
    corpus = Corpus(draft=told.draft)
    chosen = _chosen(corpus, told.paths, told.draft)
    if told.coverage or told.boundaries:
        from engine.commands import test_coverage

        return test_coverage.write(corpus, chosen, told.boundaries) if told.boundaries else test_coverage.report(corpus, chosen, told.json)
    decider = Decider(corpus)
    passed, people, failures = 0, set(), list[Difference]()
    for scenario in chosen:
        found = run_scenario(decider, scenario)
        failures += found
        passed += not found
        if scenario.official:
            people.add(scenario.person)
        if sys.stderr.isatty():
            print(f"\r{passed} passed, {len(failures)} differences", end="", file=sys.stderr)
    failed = len({(f.scenario, f.file) for f in failures})
    summary: dict[str, Any] = {
        "passed": passed,
        "failed": failed,
        "official": len(people),
        "failures": [{"scenario": f"{f.file} {f.scenario}", "what": f.what, "expected": f.expected, "got": f.got} for f in failures],
    }
    if told.json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        for f in failures:
            print(f"{f.file} {f.scenario}: {f.what}: expected {f.expected}, got {f.got}")
        print(f"{passed} scenarios passed, {failed} failed; {len(people)} worked persons have a source")
    return 1 if failures else 0


def _chosen(corpus: Corpus, paths: list[Path], draft: Path | None) -> Iterator[Scenario]:
    """The scenarios under the paths; with a draft and no path those of what it amends and those beside it."""
    name = corpus.draft_of() if draft is not None and not paths else ""
    return of_draft(corpus, draft, name) if draft is not None and name else scenarios(corpus, paths or None)
