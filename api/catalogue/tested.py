"""Which scenarios expect something of a rule: that it stands among the reasons, or in the way. Read from the files, not decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.language.corpus import Corpus
from engine.problems import RuleFileRefused
from engine.scenarios.files import CONSTRUCTED, GENERATED, Scenario, scenarios

Entry = dict[str, Any]


class Tested:
    """The scenarios of each folder, read once, and what each expects."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._read: dict[str, list[Entry]] = {}

    def of(self, name: str, kind: str) -> list[Entry]:
        """The scenarios beside an agreement or rule set. A national law and a model have none of their own."""
        if name not in self._read:
            folder = self.corpus.home / ("agreements" if kind == "agreement" else "rulesets/credentials") / name
            try:
                found = [_entry(s) for s in scenarios(self.corpus, [folder])] if (folder / "scenarios").is_dir() else []
            except RuleFileRefused:  # `portability test` tells what is wrong with it
                found = []
            self._read[name] = found
        return self._read[name]

    def naming(self, told: list[Entry], rule: str) -> list[Entry]:
        """Those among scenarios that name a rule (`art-7.opens`) or, for an article, any rule of it (`art-7`)."""
        return [s for s in told if any(n == rule or n.startswith(f"{rule}.") for n in s["names"])]


def _entry(scenario: Scenario) -> Entry:
    expected = scenario.expected
    return {
        "id": scenario.id,
        "instrument": scenario.instrument,
        "title": str(scenario.data.get("title") or ""),
        "origin": "" if scenario.origin in (CONSTRUCTED, GENERATED) else scenario.origin,
        "as_of": scenario.data["as_of"],
        "note": str(scenario.data.get("note") or ""),
        "outcomes": [_outcome(x) for x in expected],
        "names": frozenset(n for x in expected for n in _names(x)),
    }


def _outcome(told: Mapping[str, Any]) -> Entry:
    return {key: str(told.get(key) or "") for key in ("deciding", "benefit", "home", "host", "outcome", "insured_in")}


def _names(told: Mapping[str, Any]) -> list[str]:
    """The rules and tests that an expectation names."""
    blocked = told.get("blocked_by") or []
    return [str(x) for x in told.get("because") or []] + [str(x["test"] if isinstance(x, Mapping) else x) for x in blocked]
