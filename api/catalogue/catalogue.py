"""The instruments by id. An agreement and a credential have the id of their folder; the law of a State is `national.DE`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from api.catalogue.instrument import Told
from api.catalogue.search import Found, Index
from api.catalogue.tested import Tested
from engine.decision.select import parties_of
from engine.language.corpus import Corpus
from engine.problems import RuleFileRefused

NATIONAL = "national."


class Catalogue:
    """Tells what is encoded. Each file is told once and kept: the rule files of an edition do not change."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.tested = Tested(corpus)
        self._told: dict[str, Told] = {}
        self._index: Index | None = None
        self._whole: dict[str, dict[str, Any]] = {}

    def ids(self) -> Iterator[str]:
        yield from self.corpus.agreements
        yield from self.corpus.credentials
        yield from (f"{NATIONAL}{code}" for code in self.corpus.national_files)

    def told(self, name: str) -> Told | None:
        """One instrument, or None where there is none of this id. Raises RuleFileRefused where its file cannot be used."""
        if name not in self._told and name in set(self.ids()):
            self._told[name] = self._read(name)
        return self._told.get(name)

    def whole(self, name: str) -> dict[str, Any] | None:
        """One instrument in full."""
        if name not in self._whole and (told := self.told(name)) is not None:
            self._whole[name] = told.whole()
        return self._whole.get(name)

    def model(self, name: str) -> Told | None:
        """A model provision, or None where there is none of this name. Raises RuleFileRefused where its file cannot be used."""
        key = f"models/{name}"
        if key not in self._told and name in self.corpus.models:
            self._told[key] = Told(self.corpus, self.corpus.model(name), "model", name)
        return self._told.get(key)

    def binding(self, state: str, day: int) -> list[str]:
        """The agreements that bind a State on a day (ordinal), in the order of their ids; one that cannot be read is left out."""
        found = []
        for name in self.corpus.agreements:
            try:
                parties = parties_of(self.corpus, self.corpus.agreement(name).data, day)
            except RuleFileRefused:
                continue
            if state in {p.partition("-")[0] for p in parties}:
                found.append(name)
        return found

    def search(self, sought: str) -> list[Found]:
        """Places of the law, the best first. The index is made when it is first asked."""
        if self._index is None:
            self._index = Index(self._readable())
        return self._index.find(sought)

    def _readable(self) -> Iterator[Told]:
        for read in (*(partial(self.told, n) for n in self.ids()), *(partial(self.model, n) for n in self.corpus.models)):
            try:
                told = read()
            except RuleFileRefused:  # named by `heads`
                continue
            if told is not None:
                yield told

    def heads(self) -> dict[str, Any]:
        """All instruments in short; a file that cannot be used is named apart and hides no other."""
        found: list[dict[str, Any]] = []
        unreadable: list[str] = []
        for name in self.ids():
            try:
                told = self.told(name)
            except RuleFileRefused:
                unreadable.append(name)
                continue
            if told is not None:
                found.append(told.head())
        return {"instruments": found, "unreadable": unreadable}

    def _read(self, name: str) -> Told:
        if name.startswith(NATIONAL):
            file = self.corpus.national(name.removeprefix(NATIONAL))
            assert file is not None
            return Told(self.corpus, file, "national", name)
        if name in self.corpus.agreements:
            return Told(self.corpus, self.corpus.agreement(name), "agreement", name)
        return Told(self.corpus, self.corpus.credential(name), "credential", name)
