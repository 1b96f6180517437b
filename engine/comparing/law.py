"""One side of a comparison: an instrument in a corpus on a day, and everything that can be asked of it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.checking.days import changes, first_day
from engine.checking.scopes import BENEFIT, CREDENTIAL, Asked, benefit_scopes, credential_scopes, posting_scopes
from engine.decision.select import parties_of
from engine.language.blocks import Scope, start_of
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import Instance


@dataclass(frozen=True)
class Law:
    """`day` is an ordinal; `name` the id of an agreement or of a credential file."""

    corpus: Corpus
    name: str
    day: int

    @property
    def file(self) -> RuleFile:
        return self.corpus.agreement(self.name) if self.name in self.corpus.agreements else self.corpus.credential(self.name)

    @property
    def parties(self) -> frozenset[str]:
        return parties_of(self.corpus, self.file.data, self.day)

    def on(self, day: int) -> Law:
        return Law(self.corpus, self.name, day)

    def asked(self, between: tuple[str, str] | None = None) -> Iterator[Asked]:
        """Every question, or those between two parties alone."""
        if "credential" in self.file.data:
            yield from credential_scopes(self.corpus, self.file, self.day)
            return
        found = [*benefit_scopes(self.corpus, self.file, self.day), *posting_scopes(self.corpus, self.file, self.day)]
        if between is None:
            yield from found
            return
        for asked in found:
            if asked.kind == BENEFIT and asked.swept and asked.scope.roles["deciding"] in between:
                deciding = str(asked.scope.roles["deciding"])
                other = next(s for s in between if s != deciding)
                yield Asked(BENEFIT, Scope({"deciding": deciding, "partner": other}, (other,), asked.scope.benefit))
        for sending, receiving in (between, between[::-1]):
            roles = {"sending": sending, "receiving": receiving, "residence_state": sending, "deciding": None}
            yield Asked("posting", Scope(roles, tuple(sorted(between))))

    def instance(self, asked: Asked) -> Instance:
        """Raises RuleFileRefused where the text cannot be lowered for this question."""
        return Instance(self.corpus, self.name, self.file, asked.scope, self.day)

    def days(self) -> set[int]:
        """The days on which the text of the instrument changes, from the first day it is in force."""
        data = self.file.data
        instruments = data.get("instruments") or {}
        everything = _Everything({})
        found = {*changes(data, everything, instruments), *(d for i in instruments for d in [start_of(i, instruments)] if d is not None)}
        first = first_day(data)
        return {d for d in found if first is None or d >= first}


class _Everything(Scope):
    """A scope that every `for` admits: the days of all parts of a text are wanted."""

    def fits(self, narrow: object) -> bool:
        return True


def shown(asked: Asked) -> str:
    """A question as a report names it: `CA.oas-pension`, `CA to IN`, `CZ in DE`."""
    roles = asked.scope.roles
    if asked.kind == BENEFIT:
        return f"{roles['deciding']}.{asked.scope.benefit}"
    return f"{roles['home']} in {roles['host']}" if asked.kind == CREDENTIAL else f"{roles['sending']} to {roles['receiving']}"
