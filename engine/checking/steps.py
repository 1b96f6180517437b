"""A rule set on a regulated profession tells the whole way: authority, documents, examination or adaptation, language, fee, deadline,
what a refusal still allows, and where to appeal. What no source confirms stands in `not_encoded` with `about`, never as a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.checking.encoded import purposes_of
from engine.checking.findings import warning
from engine.decision.select import DEFAULT_PURPOSE
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Problem, RuleFileRefused

#: Each inner tuple is one demand: one of its kinds must be told.
DEMANDS = (("authority",), ("documents",), ("examination", "adaptation"), ("language",), ("fee",), ("deadline",))


def check_steps(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """One warning for each part of the way that a rule set for `practice` neither tells nor says it cannot tell."""
    if DEFAULT_PURPOSE not in purposes_of(file.data):
        return
    parts = [file.data, *_adopted(corpus, file.data)]
    notices = [n for part in parts for n in part.get("notices") or []]
    told = {str(n["about"]) for n in notices if n["says"] == "step" and "about" in n}
    told |= {str(n["about"]) for part in parts for n in part.get("not_encoded") or [] if "about" in n}
    place = file.place("credential")
    for kinds in DEMANDS:
        if not told & set(kinds):
            mend = "add a step with `about:`, or a line of `not_encoded` with `about:` and the reason"
            found = " or ".join(kinds)
            yield warning(place, "step-missing", "the way is not told whole", found=found, mend=mend, address=f"{name}.notices.{kinds[0]}")
    for says in ("help", "appeal"):
        if not any(n["says"] == says for n in notices):
            message = "a refusal must not be the end of the answer"
            yield warning(place, "step-missing", message, found=says, mend=f"add a notice that says: {says}", address=f"{name}.notices.{says}")


def _adopted(corpus: Corpus, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The models that the provisions adopt; one that is not there is told where names are checked."""
    for provision in data.get("provisions") or []:
        if "adopts" in provision:
            try:
                yield corpus.model(str(provision["adopts"])).data
            except RuleFileRefused:
                continue
