"""The mutation check: each figure of law shifted by one unit, and whether some scenario notices.

A figure that no scenario notices could be wrong in the file and nobody would see it. Scenarios that pass as the files stand are run
again on files changed in memory, those alone that rest on the changed file, until one of them differs. The reading is done by the
pure-Python engine, which gives the same answers and keeps nothing outside the process.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.chaining.twin import PurePython
from engine.checking.figures_of_law import Mutant, changed
from engine.decision.decide import Decider
from engine.facts import parse_case
from engine.language.corpus import Corpus, RuleFile
from engine.scenarios.files import Scenario, scenarios
from engine.scenarios.run import run

#: The share of figures that some scenario should notice, in hundredths.
TARGET = 90

#: Words of a path that an address leaves out.
_STRUCTURE = frozenset(["provisions", "rules", "parameters", "figures", "values", "value", "from", "when", "awaits", "all", "any", "none", "fill"])


@dataclass(frozen=True)
class Judged:
    """One mutant after its run: where the figure stands, and the scenario that noticed it, if any."""

    file: str
    place: str
    address: str
    value: str
    shifted: str
    noticed_by: str


@dataclass
class Ground:
    """The corpus as it stands, its passing scenarios, and which of them rest on each file."""

    corpus: Corpus
    passing: list[Scenario] = field(default_factory=list)
    failing: int = 0
    touching: dict[str, list[Scenario]] = field(default_factory=dict)

    @classmethod
    def of(cls, home: Path) -> Ground:
        """Run every scenario once; those that fail already can notice nothing."""
        corpus = Corpus(home)
        ground, decider = cls(corpus), Decider(corpus, PurePython())
        for scenario in scenarios(corpus):
            if run(decider, scenario):
                ground.failing += 1
                continue
            ground.passing.append(scenario)
            for name in _rests_on(corpus, decider, scenario):
                ground.touching.setdefault(name, []).append(scenario)
        return ground

    def files(self, paths: Sequence[Path] | None = None) -> list[RuleFile]:
        """The files of law that some scenario rests on, or those of them under the paths (scenarios stand for their instrument).

        Models state no figures of their own, and lists are not figures.
        """
        folders = ("agreements/", "rulesets/national/", "rulesets/credentials/")
        wanted = [_law(p.resolve()) for p in paths or ()]
        return [
            file
            for name, file in sorted(self.corpus._files.items())
            if name.startswith(folders) and name in self.touching
            if not wanted or any((self.corpus.home.resolve() / name).is_relative_to(p) for p in wanted)
        ]

    def file(self, name: str) -> RuleFile:
        return self.corpus._files[name]

    def judge(self, file: RuleFile, mutant: Mutant) -> Judged:
        """Run the scenarios that rest on the file until one notices; those beside the file come first."""
        document = replace(file.document, data=changed(file.data, mutant.path, mutant.shifted))
        corpus = with_file(self.corpus, RuleFile(file.path, document))
        decider = Decider(corpus, PurePython())
        noticed = next((s for s in self.touching[file.path] if _notices(decider, s)), None)
        place = file.place(*mutant.path)
        told = f"{noticed.file} {noticed.id}" if noticed else ""
        return Judged(file.path, f"{place.file}:{place.line}", _address(file, mutant), str(mutant.value), str(mutant.shifted), told)


def _law(path: Path) -> Path:
    """The folder of an instrument for its scenarios; any other path as it is."""
    folder = path if path.is_dir() else path.parent
    return folder.parent if folder.name == "scenarios" else path


def _notices(decider: Decider, scenario: Scenario) -> bool:
    """Whether a scenario differs on the changed files; a figure so wrong that nothing can be counted with it is noticed too."""
    try:
        return bool(run(decider, scenario))
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError):
        return True


def with_file(corpus: Corpus, file: RuleFile) -> Corpus:
    """The corpus with one file replaced in memory."""
    other = copy.copy(corpus)
    other._files = {**corpus._files, file.path: file}
    return other


def _rests_on(corpus: Corpus, decider: Decider, scenario: Scenario) -> list[str]:
    """The files behind the readings of a scenario, and the agreement it stands beside."""
    readings = decider.readings(parse_case(scenario.case(), today=scenario.data["as_of"]), scenario.instrument)
    found = {path for r in readings if r.e is not None for path in r.e.instance.hashes}
    found |= {f"agreements/{scenario.instrument}/agreement.yaml", f"rulesets/credentials/{scenario.instrument}/ruleset.yaml"}
    found |= {r.question.file.path for r in readings if r.question.file is not None}
    return sorted(found)


def _address(file: RuleFile, mutant: Mutant) -> str:
    data: Any = file.data
    head = next((str(data[h]) for h in ("agreement", "national", "credential") if h in data), file.path)
    names = [head]
    for step in mutant.path:
        data = data[step]
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            names.append(data["id"])
        elif isinstance(step, str) and step not in _STRUCTURE:
            names.append(step)
    return ".".join(names)
