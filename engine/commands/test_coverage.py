"""`portability test --coverage` and `--boundaries`: which rules and figures no scenario touches, and scenarios made for those, for review."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from engine.chaining.twin import PurePython
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.scenarios.boundaries import boundaries
from engine.scenarios.covered import Covered, covered
from engine.scenarios.files import Scenario


def report(corpus: Corpus, told: Iterable[Scenario], as_json: bool) -> int:
    """Print what is not covered. Exit code 1 where a rule never holds, or a figure has no person beside it."""
    found = covered(Decider(corpus, PurePython()), told)
    summary = {name: summed(c) for name, c in found.items()}
    if as_json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        for name, one in summary.items():
            print(f"{name}: {one['rules']} rules, {len(one['never_held'])} never hold, {len(one['never_failed'])} never fail; ", end="")
            print(f"{one['thresholds']} figures in tests, {len(one['not_bounded'])} without a person just below, at and just above")
            for word in ("never_held", "never_failed"):
                print("".join(f"  {word.replace('_', ' ')}: {name}.{rule}\n" for rule in one[word]), end="")
            print("".join(f"  nobody {', '.join(x['lacks'])}: {name}.{x['address']}\n" for x in one["not_bounded"]), end="")
    return 1 if any(one["never_held"] or one["not_bounded"] for one in summary.values()) else 0


def summed(found: Covered) -> dict[str, Any]:
    """One instrument as the report says it."""
    lacking = [{"address": t.address, "lacks": t.lacks} for _, t in sorted(found.thresholds.items()) if t.lacks]
    return {
        "rules": len(found.rules),
        "never_held": found.never_held,
        "never_failed": found.never_failed,
        "thresholds": len(found.thresholds),
        "not_bounded": lacking,
    }


def write(corpus: Corpus, told: Iterable[Scenario], folder: Path) -> int:
    """Write scenarios at the boundaries that nobody stands at, one file for each instrument, to be read by a person before they are kept."""
    decider = Decider(corpus, PurePython())
    for name, one in covered(decider, told).items():
        made = [m.scenario for m in boundaries(decider, one.thresholds)]
        lacking = sum(len(t.lacks) for t in one.thresholds.values())
        if made:
            path = folder / name / "scenarios" / "boundaries.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(made), encoding="utf-8")
            print(f"{path}: {len(made)} scenarios for review")
        print(f"{name}: {lacking} sides without a person, {lacking - len(made)} reached by no move of a single fact", file=sys.stderr)
    return 0


class _Plain(yaml.SafeDumper):
    """YAML without anchors, as rule files are read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(made: list[dict[str, Any]] | list[Any]) -> str:
    head = "# Written by the engine: what is expected is what it answered. Read each, correct it against the law, and give it an origin.\n"
    return head + yaml.dump({"scenarios": made}, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=140)
