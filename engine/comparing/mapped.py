"""The text of one agreement read for other States: `what would a Kenyan get under the India text?`

Each party is put in the place of another. Where the text names a benefit or a scheme of a party, the new party's benefits of the same
branch, and the schemes that open them, stand in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.language.corpus import Corpus
from engine.language.reading import Document
from engine.problems import CaseRefused, Place, Problem


def mapped(corpus: Corpus, document: Document, parties: Sequence[str], day: int) -> tuple[str, Document]:
    """The id and the text for these States, in the order of the parties of the text; one that is a party already keeps its place.

    A text of many States is read as it stands between these, as if they had joined it: its list of parties is the list of the day with them,
    also where a rule asks for it; what it says of States by their name stays.
    Raises CaseRefused where a text between a few States has not as many parties.
    """
    told = document.data.get("parties")
    had = [str(p) for p in told] if isinstance(told, list) else []
    if had and len(had) != len(parties):
        found, expected = ", ".join(had), f"{len(had)} parties"
        raise CaseRefused(
            [Problem(Place(document.file), "parties-do-not-fit", "this text cannot be read for these States", found, expected, "name as many States")]
        )
    free = [p for p in parties if p not in had]
    places = {p: p if p in parties else free.pop(0) for p in had}
    names = _Names(corpus, places)
    if isinstance(told, dict) and "listed_in" in told:
        names.joined = (str(told["listed_in"]), sorted({*corpus.members(str(told["listed_in"]), day), *parties}))
    data = {k: names.walk(v, k) for k, v in document.data.items() if k != "yields_to"}
    name = f"{document.data['agreement']}-for-{'-'.join(p.lower() for p in sorted(parties))}"
    data |= {"agreement": name} if had else {"agreement": name, "parties": list(parties)}
    return name, replace(document, data=data, file=f"{name} ({document.file})")


class _Names:
    """What each name of the old parties is called for the new ones."""

    def __init__(self, corpus: Corpus, places: Mapping[str, str]) -> None:
        self.states = dict(places)
        self.benefits: dict[str, list[str]] = {}
        self.schemes: dict[str, list[str]] = {}
        self.joined: tuple[str, list[str]] = ("", [])
        for old, new in places.items():
            if old != new:
                self._of(corpus, old, new)

    def _of(self, corpus: Corpus, old: str, new: str) -> None:
        left, right = (corpus.national(s) for s in (old, new))
        mine = (left.data.get("benefits") or {}) if left else {}
        yours = (right.data.get("benefits") or {}) if right else {}
        for name, entry in mine.items():
            same = [b for b, e in yours.items() if e.get("branch") == entry.get("branch")]
            for called, prefix in ((name, ""), (f"{old}.{name}", f"{new}.")):
                self.benefits[called] = [f"{prefix}{b}" for b in same]
            schemes = [s for b in same for s in _listed(yours[b].get("scheme"))]
            for scheme in _listed(entry.get("scheme")):
                known = self.schemes.setdefault(scheme, [])
                known += [s for s in schemes if s not in known]

    def walk(self, node: Any, under: str) -> Any:
        if isinstance(node, Mapping):
            if self.joined[0] and node.get("listed_in") == self.joined[0]:
                return {"in": self.joined[1], **{k: v for k, v in node.items() if k != "listed_in"}}
            return {self.states.get(k, k): self.walk(v, k) for k, v in node.items()}
        if isinstance(node, list):
            inner = [self.walk(v, under) for v in node]
            return [x for v in inner for x in (v if isinstance(v, list) else [v])]
        return self._word(node, under) if isinstance(node, str) else node

    def _word(self, text: str, under: str) -> Any:
        if under in ("text", "note", "title", "url", "holds", "fails", "unknown", "cite", "id"):
            return text
        if text in self.states:
            return self.states[text]
        for names in (self.benefits, self.schemes):
            if text in names:
                found = names[text]
                return found[0] if len(found) == 1 else found
        return text


def _listed(told: Any) -> list[str]:
    return [str(x) for x in told] if isinstance(told, list) else [str(told)] if told else []
