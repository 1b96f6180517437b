"""An amendment cites its own sources or those of the agreement that it amends; a citation of anything else leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.problems import Problem, nearest

_CITES = ("cite", "benefits_cite", "persons_cite")


def check_draft_sources(corpus: Corpus, draft: RuleFile) -> Iterator[Problem]:
    """`corpus` has the draft laid over the agreement, so both name their sources there."""
    amended = str(draft.data["amends"])
    known = list(corpus.agreement(amended).data.get("sources") or {})
    for path, source in _cited(draft.data, ()):
        if source not in known:
            place, mend = draft.place(*path), nearest(source, known) or "add it to `sources` of the draft"
            message = f"`{source}` is no source of the draft and none of the agreement"
            yield Problem(place, "unknown-source", message, source, ", ".join(known), mend, amended)


def _cited(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every source that is cited, with the path of the citation."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        if step in _CITES and isinstance(value, dict):
            yield from (((*path, step), str(source)) for source in value)
        elif step != "sources":
            yield from _cited(value, (*path, step))
