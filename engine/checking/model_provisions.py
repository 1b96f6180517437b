"""The checklist of model provisions, read against one agreement: what the model says, who has it, and findings for what is wanting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.checking.sightings import Sighting
from engine.checking.sources import loaded
from engine.checking.standings import CHECKLIST, Standing, other_standings, own_standings
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Place, Problem

NOT_FOUND = "not found in what is encoded"
_SEVERITY = {"must": "warning", "should": "note", "could": "note"}
_MESSAGE = {"absent": "not in the draft", "different": "dealt with in another way than the model does", "unclear": NOT_FOUND}
_CODE = {"absent": "model-provision-absent", "different": "model-provision-different", "unclear": "model-provision-not-found"}


def checklist(corpus: Corpus, instrument: str) -> list[dict[str, Any]]:
    """Every point with its state, in the order of the list: id, group, title, severity, question, state, place, found, says, article (of the
    model; empty where it is not confirmed), options, having (how many of the other encoded agreements have it), of, and an example of them.

    Raises RuleFileRefused for an instrument that is not there. Empty where the home has no checklist.
    """
    return [entry for entry, _ in _read(corpus, instrument)]


def problems(corpus: Corpus, instrument: str) -> list[Problem]:
    """What the checklist finds wanting: a warning for a point that must be there, a note for the others and for what is not found."""
    return [_problem(entry, place, instrument) for entry, place in _read(corpus, instrument) if entry["state"] != "present"]


def checklists(corpus: Corpus, paths: Sequence[Path], *, every: bool) -> dict[str, list[dict[str, Any]]]:
    """The checklist of each draft among the files, or of every agreement among them, by its id; files that do not load are passed over."""
    found: dict[str, list[dict[str, Any]]] = {}
    for source in loaded(corpus, list(paths)) if paths else ():
        data = source.document.data if source.sound and source.document else {}
        name = str(data.get("agreement") or data.get("amends") or "")
        if name and (every or is_draft(data)):
            found[name] = checklist(corpus if corpus.holds(source.path) else Corpus(corpus.home, draft=source.path), name)
    return found


def is_draft(data: Mapping[str, Any]) -> bool:
    """Whether a file of law is a draft: an amendment, or an agreement that says so."""
    return "amends" in data or data.get("status") == "draft"


def _read(corpus: Corpus, instrument: str) -> Iterator[tuple[dict[str, Any], Place]]:
    told = corpus.optional_reference(CHECKLIST)
    if told is None:
        return
    file = corpus.agreement(instrument)
    own, others = own_standings(corpus, instrument, told), other_standings(corpus, instrument, told)
    for item in told.data["items"]:
        point = str(item["id"])
        having = {name: found[point].sighting for name, found in others.items() if found[point].state == "present"}
        sighting = own[point].sighting
        place = sighting.place if sighting else file.place("title")
        example = _example(having, corpus)
        yield _entry(item, told, own[point], place) | {"having": len(having), "of": len(others), "example": example}, place


def _entry(item: Mapping[str, Any], told: RuleFile, own: Standing, place: Place) -> dict[str, Any]:
    return {
        "id": str(item["id"]),
        "group": str(told.data["groups"][item["group"]]),
        "title": str(item["title"]),
        "severity": str(item["severity"]),
        "question": str(item["question"]),
        "state": own.state,
        "place": str(place),
        "found": own.sighting.what if own.sighting else NOT_FOUND,
        "says": str(item["says"]),
        "article": _article(item, told),
        "options": [str(option) for option in item.get("options") or []],
    }


def _article(item: Mapping[str, Any], told: RuleFile) -> str:
    """Where the model says it; nothing where its text was not read."""
    if item.get("confidence") == "unconfirmed":
        return ""
    ((source, pinpoint),) = item["cite"].items()
    return f"{told.data['sources'][source]['title']}, {pinpoint}"


def _example(having: Mapping[str, Sighting | None], corpus: Corpus) -> str:
    """The first agreement that has the point at an article of its own, else the first that has it."""
    articles = {name: sighting.article if sighting else "" for name, sighting in having.items()}
    ranked = sorted(articles, key=lambda name: (not articles[name], name))
    if not ranked:
        return ""
    title = str(corpus.agreement(ranked[0]).data["title"])
    return ", ".join(part for part in (title, articles[ranked[0]]) if part)


def _problem(entry: Mapping[str, Any], place: Place, instrument: str) -> Problem:
    state = str(entry["state"])
    severity = _SEVERITY[str(entry["severity"])] if state != "unclear" else "note"
    said = f"{entry['says']} [{entry['article'] or 'not confirmed in a source'}]"
    example = f"; for example {entry['example']}" if entry["example"] else ""
    had = f"{entry['having']} of {entry['of']} other encoded agreements have it{example}"
    message = f"{entry['id']} {entry['title']} ({entry['severity']}): {_MESSAGE[state]}"
    found = f"{entry['id']}: {entry['found']}" if state == "different" else ""  # so that two points at one place are two findings
    return Problem(place, _CODE[state], message, found, said, had, f"{instrument}.{entry['id']}", severity)
