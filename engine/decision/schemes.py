"""Schemes that a case names: one that the national file does not know is refused, with the nearest one that it does."""

from __future__ import annotations

from engine.facts.case import Case
from engine.language.corpus import Corpus
from engine.problems import CaseRefused, Place, Problem, nearest


def refuse_unknown_schemes(corpus: Corpus, case: Case) -> None:
    """Raises CaseRefused for a period in a scheme that its State does not have: it would count nowhere, and nobody would be told.

    A State without a national file is not looked into. Periods are numbered in order of time.
    """
    problems = []
    for n, period in enumerate(case.record):
        if period.scheme is None or period.country is None:
            continue
        national = corpus.national(period.country)
        known = list(national.data.get("schemes") or {}) if national else []
        if known and period.scheme not in known:
            mend = nearest(period.scheme, known) or "leave the scheme out if you do not know it"
            message = f"period {n + 1} in order of time: this country has no such scheme here"
            place = Place(pointer=f"/record/{n}/scheme")
            problems.append(Problem(place, "unknown-scheme", message, found="another word", expected=", ".join(known), mend=mend))
    if problems:
        raise CaseRefused(problems)
