"""One edition of the rules as it is used: its files, what decides on them, what tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from api.catalogue.catalogue import Catalogue
from engine.decision.decide import Decider
from engine.language.corpus import Corpus


@dataclass(frozen=True)
class Edition:
    """Rule files that do not change, and everything that was computed from them. `hash` is empty for files that are no copy."""

    hash: str
    decider: Decider
    catalogue: Catalogue

    @property
    def corpus(self) -> Corpus:
        return self.decider.corpus


def edition(corpus: Corpus | None, hash: str = "") -> Edition:
    """An edition over rule files; nothing of it is read or compiled yet."""
    decider = Decider(corpus)
    return Edition(hash, decider, Catalogue(decider.corpus))
