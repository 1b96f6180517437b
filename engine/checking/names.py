"""Names that point from one file into another: groups, institutions, parties and their benefits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.checking.findings import unknown, warning
from engine.checking.models import check_models
from engine.decision.select import parties_of
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Place, Problem, RuleFileRefused

_PARTY_WORDS = ("deciding", "partner", "sending", "receiving")


def check_names(corpus: Corpus, file: RuleFile, name: str, day: int) -> Iterator[Problem]:
    """Everything that a file names and that must stand elsewhere."""
    yield from check_models(corpus, file, name)
    yield from _groups(corpus, file, name)
    yield from _institutions(corpus, file, name)
    if "agreement" in file.data and isinstance(file.data.get("parties"), list):
        parties = parties_of(corpus, file.data, day)
        yield from _benefits(corpus, file, name, parties)
        yield from _narrowed(corpus, file, name, parties)


def _groups(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    known = sorted(p.stem for p in (corpus.home / "rulesets/reference").glob("*.yaml"))
    tables = file.data.get("tables") or {}
    for path, group in _said(file.data, ("listed_in", "not_listed_in")):
        if isinstance(group, str) and group not in known and group not in tables:
            yield unknown(
                file.place(*path),
                "unknown-group",
                "there is no list of this name",
                group,
                [*known, *tables],
                name,
                "write the list, or name one that is there",
            )


def _said(node: Any, words: tuple[str, ...], path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value under one of the words, with its path."""
    inner = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        if key in words:
            yield (*path, key), value
        else:
            yield from _said(value, words, (*path, key))


def _institutions(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """A notice names an institution by its id, or in plain words: a word without capitals and spaces is taken for an id."""
    known = sorted(file.data.get("institutions") or {})
    for n, notice in enumerate(file.data.get("notices") or []):
        for word in ("institution", "to"):
            told = notice.get(word)
            if isinstance(told, str) and told and told not in known and told.islower() and not set(" {") & set(told):
                mend = "declare it under `institutions` of this file, or write its whole name"
                yield unknown(
                    file.place("notices", n, word),
                    "unknown-institution",
                    "no institution of this file has this id",
                    told,
                    known,
                    f"{name}.{notice['id']}",
                    mend,
                )


# --- parties and their benefits


def _benefits(corpus: Corpus, file: RuleFile, name: str, parties: frozenset[str]) -> Iterator[Problem]:
    told = (file.data.get("scope") or {}).get("benefits") or {}
    for state in sorted(parties - set(told)):
        if _national_benefits(corpus, state) is None:
            yield _no_law(file.place("parties"), state, name)
    for state, benefits in told.items():
        if state == "branch":
            continue
        if state not in parties:
            yield unknown(
                file.place("scope", "benefits", state),
                "not-a-party",
                "benefits are listed for a State that is no party",
                state,
                sorted(parties),
                name,
            )
            continue
        known = _national_benefits(corpus, state)
        if known is None:
            yield _no_law(file.place("scope", "benefits", state), state, name)
            continue
        for benefit in benefits if isinstance(benefits, list) else [benefits]:
            if benefit not in known:
                yield unknown(file.place("scope", "benefits", state), "unknown-benefit", f"{state} has no such benefit", str(benefit), known, name)


def _no_law(place: Place, state: str, name: str) -> Problem:
    mend = f"add rulesets/national/{state}.yaml"
    return warning(place, "no-national-law", "the State has no national file: its side is not decided", found=state, mend=mend, address=name)


def _national_benefits(corpus: Corpus, state: str) -> list[str] | None:
    if state not in corpus.national_files:
        return None
    try:
        national = corpus.national(state)
    except RuleFileRefused:
        return None
    return sorted(national.data.get("benefits") or {}) if national else None


def _narrowed(corpus: Corpus, file: RuleFile, name: str, parties: frozenset[str]) -> Iterator[Problem]:
    """`for` that can never fit: a State that is no party, a benefit that no party has."""
    benefits = {b: s for s in parties for b in _national_benefits(corpus, s) or []}
    complete = all(_national_benefits(corpus, s) is not None for s in parties)
    for path, narrow in _said(file.data, ("for",)):
        for word, told in narrow.items() if isinstance(narrow, Mapping) else []:
            for one in told if isinstance(told, list) else [told]:
                text = str(one)
                if word in _PARTY_WORDS and text not in parties and file.data.get("parties"):
                    yield unknown(file.place(*path), "fits-nobody", f"`for` names a {word} that is no party", text, sorted(parties), name)
                elif word == "benefit" and complete and text.rpartition(".")[2] not in benefits:
                    yield unknown(file.place(*path), "fits-nobody", "`for` names a benefit that no party has", text, sorted(benefits), name)
