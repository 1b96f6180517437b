"""Every instance of a file over the calendar: what is lowered, on which days, and what is found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.checking.contradictions import candidates
from engine.checking.crediting import uncountable
from engine.checking.days import changes, first_day, swept
from engine.checking.findings import Findings
from engine.checking.locate import located
from engine.checking.lowering import lower
from engine.checking.scopes import Asked
from engine.checking.values import unvalued
from engine.checking.wording import unsaid
from engine.language.blocks import Block
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import Instance
from engine.problems import Problem, RuleFileRefused


@dataclass
class Sweep:
    """Lowers instances and keeps, for each instrument, the addresses that its answers can name."""

    corpus: Corpus
    today: datetime.date
    findings: Findings
    addresses: dict[str, set[str]] = field(default_factory=dict)
    instances: int = 0

    def run(self, name: str, file: RuleFile, asked: Iterable[Asked]) -> None:
        told = self.addresses.setdefault(name, set())
        today = self.today.toordinal()
        for question in asked:
            latest = self._lowered(name, file, question, today, told)
            if latest is not None and question.swept:
                for day in self._days(file, latest):
                    if day != today:
                        self._lowered(name, file, question, day, told)

    def _days(self, file: RuleFile, latest: Instance) -> Iterator[int]:
        start = first_day(file.data)
        deciding = latest.national
        files = {id(f): f for f in [file, *([deciding] if deciding else []), *(b.file for b in latest.blocks)]}
        days = {d for f in files.values() for d in changes(f.data, latest.scope, f.data.get("instruments") or {})}
        instruments = file.data.get("instruments") or {}
        days |= {x["in_force"].toordinal() for x in instruments.values() if isinstance(x.get("in_force"), datetime.date)}
        end = (instruments.get("base") or {}).get("terminated") or file.data.get("terminated")
        for day in swept(days, start if start is not None else min(days, default=self.today.toordinal()), self.today):
            if not isinstance(end, datetime.date) or day < end.toordinal():
                yield day

    def _lowered(self, name: str, file: RuleFile, asked: Asked, day: int, told: set[str]) -> Instance | None:
        self.instances += 1
        try:
            instance = Instance(self.corpus, name, file, asked.scope, day)
        except RuleFileRefused as refused:
            self.findings.extend(self._placed(name, file, p) for p in refused.problems)
            return None
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
            text = f"{type(fault).__name__}: {fault}"
            self.findings.add(
                Problem(
                    file.place(), "cannot-be-read", "this cannot be read as it stands", text, mend="check the words and shapes here", address=name
                )
            )
            return None
        result = lower(instance, asked)
        told |= result.addresses
        self.findings.extend(result.problems)
        for more in (unvalued, uncountable, unsaid):
            self.findings.extend(more(instance))
        if not result.problems:
            self.findings.extend(candidates(instance, result.rules))
        return instance

    @staticmethod
    def _placed(name: str, file: RuleFile, problem: Problem) -> Problem:
        """A refusal while records or the scope were read names its block only: seek the word in the provisions of the file."""
        return located(problem, Block("", file.data, file), (), problem.address or name) if problem.place.file == file.document.file else problem
