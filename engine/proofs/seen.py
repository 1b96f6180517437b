"""What the decision engine says of a case that a proof has made: the last word on every example."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.chaining.twin import PurePython
from engine.decision.decide import Decider
from engine.decision.payable import Payable
from engine.decision.reading import NOT_COVERED, YES_, Reading
from engine.facts import parse_case
from engine.language.corpus import Corpus
from engine.language.ir import Value
from engine.problems import CaseRefused
from engine.proofs.asked import BENEFIT, Question
from engine.proofs.days import to_slot
from engine.proofs.values import PERCENT

_OPEN = "open"
_NOT_COVERED_IN_LAW = ("outside-persons",)


@dataclass(frozen=True)
class Seen:
    """The outcome (yes, no, open, not_covered, or the State that insures) with the reading it comes from."""

    outcome: str
    reading: Reading

    @property
    def portable(self) -> str:
        """Whether it is paid where the person lives; nothing where the instrument does not say."""
        truth = self.reading.trace.conclusions.get("payable") if self.reading.trace else None
        return "" if truth is None else ("no", "open", "yes")[truth]

    @property
    def payable_from(self) -> int | None:
        """The day (ordinal) from which it is paid."""
        reading = self.reading
        if reading.e is None or reading.program is None or reading.trace is None:
            return None
        return Payable(reading.e, reading.program, reading.trace).of_conclusion(reading.conclusion)

    def count(self, node: Value, kind: str) -> int | frozenset[str] | None:
        """What the counting gives, as a number of the proofs; None where it is not known."""
        if self.reading.e is None:
            return None
        value = self.reading.e.value(node)
        if isinstance(value, frozenset):
            return value
        if value is None or value[0] != value[1]:
            return None
        if kind == "date":
            return to_slot(int(value[0]))
        return int(Fraction(value[0]) * PERCENT) if kind == "fraction" else int(value[0])


class Judge:
    """Decides cases on one corpus, in plain Python: the same answer as every engine, with nothing compiled."""

    def __init__(self, corpus: Corpus) -> None:
        self._decider = Decider(corpus, PurePython())

    def see(self, question: Question, case: Mapping[str, Any]) -> Seen | None:
        """The decision on the question; None where the case is refused or is no case of this question."""
        try:
            read = parse_case(case, today=datetime.date.fromordinal(question.instance.day))
        except CaseRefused:
            return None
        for reading in self._decider.readings(read, question.instrument):
            if _answers(reading, question):
                return Seen(_outcome(reading), reading)
        return None


def _answers(reading: Reading, question: Question) -> bool:
    asked = reading.question
    if asked.instrument != question.instrument or asked.kind != question.kind:
        return False
    scope, wanted = asked.scope, question.instance.scope
    roles = all(scope.roles.get(k) == v for k, v in wanted.roles.items() if k in ("deciding", "sending", "receiving", "home", "host"))
    return roles and (question.kind != BENEFIT or scope.benefit == wanted.benefit)


def _outcome(reading: Reading) -> str:
    if reading.outcome == YES_:
        return reading.settled or YES_
    if reading.outcome == NOT_COVERED:
        return NOT_COVERED if reading.why_not in _NOT_COVERED_IN_LAW else _OPEN
    return reading.outcome if reading.outcome == "no" else _OPEN
