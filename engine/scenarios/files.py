"""Scenario files: where they are, and each scenario as a case with what is expected of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.language.corpus import Corpus
from engine.language.files import load_path
from engine.problems import Place

CONSTRUCTED = "constructed"
#: Written by the engine for review: what is expected is what it answered.
GENERATED = "generated"
APPLICABLE = "applicable-legislation"


@dataclass(frozen=True)
class Scenario:
    """One person, one question, one or more expected decisions. `instrument` is the folder the file stands in."""

    id: str
    instrument: str
    file: str
    place: Place
    origin: str
    data: Mapping[str, Any]

    @property
    def official(self) -> bool:
        return self.origin not in (CONSTRUCTED, GENERATED)

    @property
    def person(self) -> str:
        """What tells two worked persons apart: where they come from and their facts."""
        return json.dumps([self.origin, self.data.get("facts")], sort_keys=True, default=str)

    @property
    def expected(self) -> list[Mapping[str, Any]]:
        told = self.data["expect"]
        return list(told) if isinstance(told, list) else [told]

    def case(self) -> dict[str, Any]:
        """The case to decide, as a person would write it."""
        facts: dict[str, Any] = dict(self.data.get("facts") or {})
        head = {k: self.data[k] for k in ("as_of", "deciding", "benefit", "home", "host", "host_region") if k in self.data}
        if isinstance(head.get("deciding"), str):
            head["deciding"] = [head["deciding"]]
        credential = "host" in head or facts.get("credential") is not None
        return {"question": "credential" if credential else "contribution-record", **head, **facts}


def scenario_files(corpus: Corpus, paths: list[Path] | None = None) -> list[Path]:
    """Scenario files under the given paths, or of the whole home."""
    if not paths:
        roots = [corpus.home / "agreements", corpus.home / "rulesets" / "credentials"]
        return sorted(p for root in roots for p in root.glob("*/scenarios/*.yaml"))
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("scenarios/*.yaml")) or sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [p for p in dict.fromkeys(found) if p.parent.name == "scenarios"]


def scenarios(corpus: Corpus, paths: list[Path] | None = None) -> Iterator[Scenario]:
    """Every scenario, in the order of files. Raises RuleFileRefused for a file that does not load."""
    for path in scenario_files(corpus, paths):
        shown = str(path.relative_to(corpus.home)) if path.is_relative_to(corpus.home) else str(path)
        document, _ = load_path(path, shown)
        for n, told in enumerate(document.data["scenarios"]):
            place = document.place(("scenarios", n))
            instrument = str(told.get("instrument") or path.parent.parent.name)
            yield Scenario(str(told["id"]), instrument, shown, place, str(told["origin"]), told)


def of_draft(corpus: Corpus, draft: Path, name: str) -> Iterator[Scenario]:
    """The scenarios that a draft must stand: those beside what it amends, then those beside the draft itself (`scenarios/` in its folder)."""
    home = corpus.home / "agreements" / name
    yield from scenarios(corpus, [home]) if (home / "scenarios").is_dir() else ()
    beside = draft.resolve().parent / "scenarios"
    if beside.is_dir() and beside.resolve() != (home / "scenarios").resolve():
        for scenario in scenarios(corpus, [beside]):
            yield scenario if "instrument" in scenario.data else replace(scenario, instrument=name)
