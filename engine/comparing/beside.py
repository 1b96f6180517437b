"""Persons beside the figures that changed: those of the scenarios, moved by one fact to just below, at and just above each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.chaining.twin import PurePython
from engine.comparing.law import Law
from engine.decision.decide import Decider
from engine.scenarios.boundaries import boundaries
from engine.scenarios.covered import covered
from engine.scenarios.files import Scenario


def beside_the_figures(
    before: Law, after: Law, told: list[Scenario], changed: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, str]]]:
    """Name, case and (no) groups of each such person, for the figures of the provisions that changed, as both texts state them."""
    if not changed:
        return
    for word, law in (("before", before), ("after", after)):
        decider = Decider(law.corpus, PurePython())
        found = covered(decider, told, by_question=True).get(law.name)
        figures = {a: t for a, t in found.thresholds.items() if a.partition(".")[0] in changed} if found else {}
        for moved in boundaries(decider, figures, all_sides=True):
            asked = moved.threshold.partition("@")[2].lower().replace(".", "-")
            yield f"{moved.scenario['id']}-{word}-{asked}", replace(moved.source, data=moved.scenario).case(), {}
