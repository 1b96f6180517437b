"""How an agreement stands to each point of the checklist of model provisions.

A point is `present` where an article declares it (`meets`) or a sign of it shows; `different` where a sign shows that the text deals with it in
another way than the model, which no declaration undoes; `absent` in a draft that has neither. An agreement that is in force is not
encoded whole, so what is not found in it is `unclear`; so it is in an amendment, unless the text that is amended had it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.checking.findings import unknown
from engine.checking.sightings import Encoding, Path, Sighting
from engine.checking.signs import seen
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Problem, RuleFileRefused

CHECKLIST = "model-provisions"


@dataclass(frozen=True)
class Standing:
    """How an agreement stands to one point."""

    state: str
    sighting: Sighting | None


def own_standings(corpus: Corpus, instrument: str, told: RuleFile) -> dict[str, Standing]:
    """The standing of one agreement, draft or amendment, by point."""
    file = corpus.agreement(instrument)
    return _standings(corpus, file, told, _missing_state(corpus, file, instrument, told))


def other_standings(corpus: Corpus, instrument: str, told: RuleFile) -> dict[str, dict[str, Standing]]:
    """The standings of the other agreements of the home, by id."""
    nothing = {str(item["id"]): "unclear" for item in told.data["items"]}
    return {name: _standings(corpus, file, told, nothing) for name, file in _others(corpus, instrument)}


def check_meets(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """An error for each declared point that is not on the list."""
    told = corpus.optional_reference(CHECKLIST)
    known = [str(item["id"]) for item in told.data["items"]] if told else []
    for path, body in _declaring(file.data):
        for n, point in enumerate(body["meets"]):
            if point not in known:
                message = "the checklist of model provisions has no such point"
                yield unknown(file.document.place((*path, "meets", n)), "unknown-point", message, str(point), known, name, "take it out")


def _others(corpus: Corpus, instrument: str) -> Iterator[tuple[str, RuleFile]]:
    """The agreements of the home without the one that is read, and without drafts and those that do not load."""
    for name in corpus.agreements:
        try:
            file = corpus.agreement(name)
        except RuleFileRefused:
            continue
        if name != instrument and file.data.get("status") != "draft":
            yield name, file


def _missing_state(corpus: Corpus, file: RuleFile, instrument: str, told: RuleFile) -> dict[str, str]:
    """What it means, point by point, that nothing is seen."""
    ids = [str(item["id"]) for item in told.data["items"]]
    draft = corpus.draft
    if draft is not None and draft.data.get("amends") == instrument:
        base = Corpus(corpus.home)
        before = _standings(base, base.agreement(instrument), told, dict.fromkeys(ids, "unclear"))
        return {point: "unclear" if before[point].state == "unclear" else "absent" for point in ids}
    return dict.fromkeys(ids, "absent" if file.data.get("status") == "draft" else "unclear")


def _standings(corpus: Corpus, file: RuleFile, told: RuleFile, missing: Mapping[str, str]) -> dict[str, Standing]:
    encoding = Encoding(corpus, file)
    declared: dict[str, Sighting] = {}
    for path, body in _declaring(file.data):
        for point in body["meets"]:
            declared.setdefault(str(point), encoding.sighted(path, body.get("cite") or _above(file.data, path), "declared"))
    return {str(item["id"]): _standing(encoding, item, declared, missing[str(item["id"])]) for item in told.data["items"]}


def _standing(encoding: Encoding, item: Mapping[str, Any], declared: Mapping[str, Sighting], missing: str) -> Standing:
    otherwise = _first(encoding, item.get("differs_where"))
    if otherwise is not None:
        return Standing("different", otherwise)
    there = declared.get(str(item["id"])) or _first(encoding, item.get("seen_by"))
    return Standing("present", there) if there is not None else Standing(missing, None)


def _first(encoding: Encoding, signs: list[Mapping[str, Any]] | None) -> Sighting | None:
    return next((found for sign in signs or [] if (found := seen(encoding, sign)) is not None), None)


def _declaring(data: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Everything that says `meets`."""
    for word in ("provisions", "leaves_open", "notices", "not_encoded"):
        for n, body in enumerate(data.get(word) or []):
            if body.get("meets"):
                yield (word, n), body
            for m, rule in enumerate(body.get("rules") or []):
                if rule.get("meets"):
                    yield (word, n, "rules", m), rule


def _above(data: Mapping[str, Any], path: Path) -> Mapping[str, str] | None:
    """The citation of the provision a rule stands in."""
    cite: Mapping[str, str] | None = data[str(path[0])][path[1]].get("cite")
    return cite
