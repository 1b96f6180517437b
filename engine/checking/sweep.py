"""Every instance of a file over the calendar: what is lowered, on which days, and what is found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.checking.contradictions import candidates
from engine.checking.crediting import uncountable
from engine.checking.days import changes, first_day, swept
from engine.checking.findings import Findings
from engine.checking.locate import FAULTS, located, unreadable
from engine.checking.lowering import Lowering
from engine.checking.scopes import POSTING, Asked
from engine.checking.values import unvalued
from engine.checking.wording import unsaid
from engine.language.blocks import Block
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import Instance
from engine.problems import Problem, RuleFileRefused

#: After any day of the calendar.
MOST = datetime.date.max.toordinal()


@dataclass
class Sweep:
    """Lowers instances and keeps, for each instrument, the addresses that its answers can name."""

    today: datetime.date
    findings: Findings
    addresses: dict[str, set[str]] = field(default_factory=dict)
    instances: int = 0

    def run(self, corpus: Corpus, name: str, file: RuleFile, asked: Iterable[Asked]) -> None:
        """Every question on one day, then on each day on which the law that it reads changes."""
        told = self.addresses.setdefault(name, set())
        start, end = first_day(file.data), _end(file.data)
        latest_day = max(min(self.today.toordinal(), (end or MOST) - 1), start or 0)
        for question in asked:
            latest = self._lowered(corpus, name, file, question, latest_day, told)
            if latest is not None and question.swept:
                days = _days(file, latest)
                for day in swept(days, start if start is not None else min(days, default=latest_day), self.today):
                    if day != latest_day and day < (end or MOST):
                        self._lowered(corpus, name, file, question, day, told)

    def _lowered(self, corpus: Corpus, name: str, file: RuleFile, asked: Asked, day: int, told: set[str]) -> Instance | None:
        self.instances += 1
        try:
            instance = Instance(corpus, name, file, asked.scope, day)
        except RuleFileRefused as refused:
            self.findings.extend(self._placed(name, file, p) for p in refused.problems)
            return None
        except FAULTS as fault:
            self.findings.add(unreadable(fault, Block("", file.data, file), (), name))
            return None
        result = Lowering(instance, asked.kind).run()
        told |= result.addresses
        self.findings.extend(result.problems)
        further = [unvalued] if asked.kind == POSTING else [unvalued, uncountable, unsaid]  # a posting has no deciding State
        for look in further:
            try:
                self.findings.extend(look(instance))
            except FAULTS as fault:
                self.findings.add(unreadable(fault, Block("", file.data, file), (), name))
        if not result.problems:
            self.findings.extend(candidates(instance, result.rules))
        return instance

    @staticmethod
    def _placed(name: str, file: RuleFile, problem: Problem) -> Problem:
        """A refusal while records or the scope were read names its block only: seek the word in the provisions of the file."""
        return located(problem, Block("", file.data, file), (), problem.address or name) if problem.place.file == file.document.file else problem


def _end(data: Mapping[str, Any]) -> int | None:
    """The first day on which the instrument is no longer in force."""
    told = ((data.get("instruments") or {}).get("base") or {}).get("terminated") or data.get("terminated")
    return told.toordinal() if isinstance(told, datetime.date) else None


def _days(file: RuleFile, latest: Instance) -> set[int]:
    """The days named in the files that an instance rests on, as far as its scope can meet them."""
    files = {f.path: f for f in [file, *([latest.national] if latest.national else []), *(b.file for b in latest.blocks)]}
    days = {d for f in files.values() for d in changes(f.data, latest.scope, f.data.get("instruments") or {})}
    return days | {x["in_force"].toordinal() for x in latest.names.instruments.values() if isinstance(x.get("in_force"), datetime.date)}
