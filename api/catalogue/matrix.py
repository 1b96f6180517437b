"""Which pairs of States have what on a day: agreements that bind both, and the professions for which rules are encoded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from api.catalogue.catalogue import Catalogue
from api.catalogue.corridor import admits_side
from engine.decision.select import in_force_on, parties_of
from engine.problems import RuleFileRefused


@dataclass(frozen=True)
class Between:
    """What leads from one State to another: ids of agreements in force between both, and professions with rules from `home` to `host`."""

    agreements: tuple[str, ...]
    professions: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.agreements or self.professions)


@dataclass(frozen=True)
class RuleSet:
    """A rule set on credentials: its parties as the file tells them; no profession where it speaks of every one."""

    id: str
    title: str
    parties: Any
    professions: tuple[str, ...]


def matrix_of(catalogue: Catalogue, day: datetime.date) -> Matrix:
    """The matrix of a day, made once for an edition and a day."""
    found = _MADE.get(catalogue)
    if found is None or found.day != day:
        found = _MADE[catalogue] = Matrix(catalogue, day)
    return found


class Matrix:
    """The law of one day. Files that cannot be read are left out."""

    def __init__(self, catalogue: Catalogue, day: datetime.date) -> None:
        self.catalogue, self.day = catalogue, day
        self._sides: dict[tuple[str, str], list[bool]] = {}

    @cached_property
    def _parties(self) -> dict[str, frozenset[str]]:
        """The States that each agreement in force binds."""
        corpus, found = self.catalogue.corpus, {}
        for name in corpus.agreements:
            try:
                data = corpus.agreement(name).data
            except RuleFileRefused:
                continue
            if not in_force_on(data, self.day.toordinal()):
                found[name] = frozenset(p.partition("-")[0] for p in parties_of(corpus, data, self.day.toordinal()))
        return found

    @cached_property
    def _sets(self) -> list[RuleSet]:
        """Each rule set on credentials in force."""
        corpus, found = self.catalogue.corpus, []
        for name in corpus.credentials:
            try:
                data = corpus.credential(name).data
            except RuleFileRefused:
                continue
            if not in_force_on(data, self.day.toordinal()):
                told = data.get("profession") or []
                professions = tuple(str(p) for p in (told if isinstance(told, list) else [told]))
                found.append(RuleSet(name, str(data["title"]), data.get("parties"), professions))
        return found

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every State that an agreement binds, whose law is encoded, or that a rule set on credentials names as host."""
        hosts: set[str] = set()
        for one in self._sets:
            hosts |= _named_hosts(one.parties)
        laws = {code for code in self.catalogue.corpus.national_files if len(code) == 2}
        return tuple(sorted({s for states in self._parties.values() for s in states} | laws | hosts))

    def agreements(self, one: str, other: str) -> tuple[str, ...]:
        corpus, pair = self.catalogue.corpus, frozenset({one, other})
        if len(pair) < 2:
            return ()
        return tuple(name for name, parties in self._parties.items() if pair <= parties and corpus.may_bind(name, pair))

    def partners(self, state: str) -> dict[str, tuple[str, ...]]:
        """The States with which an agreement joins this one, each with the agreements."""
        others = {s for parties in self._parties.values() if state in parties for s in parties} - {state}
        return {other: found for other in sorted(others) if (found := self.agreements(state, other))}

    def between(self, home: str, host: str) -> Between:
        return Between(self.agreements(home, host), tuple(sorted(set(self._professions(home, host)))))

    def _professions(self, home: str, host: str) -> Iterator[str]:
        if home != host:
            for one, homes, hosts in zip(self._sets, self._admitted(home, "home"), self._admitted(host, "host"), strict=True):
                if homes and hosts:
                    yield from one.professions

    def _admitted(self, state: str, side: str) -> list[bool]:
        """Whether each rule set admits a State on one side. Worked out once for each State."""
        if (state, side) not in self._sides:
            day = self.day.toordinal()
            self._sides[state, side] = [admits_side(self.catalogue, one.parties, side, state, day) for one in self._sets]
        return self._sides[state, side]

    def hosted(self, host: str) -> dict[str, list[RuleSet]]:
        """The rule sets under which a State decides on qualifications from others, by profession; those for every profession under ``."""
        found: dict[str, list[RuleSet]] = {}
        for one, admitted in zip(self._sets, self._admitted(host, "host"), strict=True):
            if admitted:
                for profession in one.professions or ("",):
                    found.setdefault(profession, []).append(one)
        return found


def _named_hosts(parties: Any) -> set[str]:
    host = parties.get("host") if isinstance(parties, dict) else parties
    return {str(x) for x in host if len(str(x)) == 2} if isinstance(host, list) else {host} if isinstance(host, str) and len(host) == 2 else set()


#: They go with the edition of the rules.
_MADE: WeakKeyDictionary[Catalogue, Matrix] = WeakKeyDictionary()
