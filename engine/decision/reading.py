"""A question read on a case: the outcome, and what the parts of an answer are built from."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.chaining.port import Trace
from engine.decision.evaluation import Evaluation
from engine.decision.missing import Missing, missing
from engine.decision.select import Question
from engine.facts.case import Case
from engine.language.ir import NO, UNKNOWN, YES, Program, Test
from engine.language.naming import LAW

YES_, NO_, UNDETERMINED, NEEDS_AUTHORITY, NOT_COVERED = "yes", "no", "undetermined", "needs_authority", "not_covered"
#: What makes the outcome, by the kind of question.
MAIN = {"benefit": "right", "posting": "insured_in", "credential": "recognised"}


@dataclass
class Reading:
    """`e`, `program` and `trace` are None where nothing could be read; `why_not` then says why nothing covers the case."""

    question: Question
    outcome: str
    why_not: str = ""
    e: Evaluation | None = None
    program: Program | None = None
    trace: Trace | None = None
    conclusion: str = "right"
    missing: list[Missing] = field(default_factory=list)
    settled: str = ""  # the value that was concluded (the State of `insured_in`)
    case: Case | None = None

    @property
    def labels(self) -> list[str]:
        """The bases (or routes) on which the answer rests."""
        if self.program is None or self.trace is None:
            return []
        rules = (self.program.rule[i] for i in self.program.by_conclusion.get(self.conclusion, ()) if self.trace.holds[i] == YES)
        return sorted({r.label for r in rules if r.label})


def read(question: Question, e: Evaluation) -> Reading:
    """Read one question: scope first, then the conclusion that makes the outcome."""
    main = MAIN[question.kind]
    conclusions = e.instance.conclusions
    wanted = [c for c in sorted(conclusions) if not c.endswith(".qualifies")]
    if question.kind == "posting":  # the rules of a right speak of a deciding State; a posting has none
        wanted = [c for c in wanted if c in (main, "in_scope")]
    if main not in conclusions and "own.qualifies" in conclusions:
        wanted.append("own.qualifies")
    program, trace = e.run(wanted)
    reading = Reading(question, NOT_COVERED, question.why_not, e, program, trace, main)
    scope = trace.conclusions.get("in_scope", YES)
    if question.why_not:
        return reading
    if scope == NO:
        reading.why_not, reading.conclusion = "outside-persons", "in_scope"
        return reading
    if question.kind == "benefit" and e.instance.lacks_conditions:
        reading.why_not = "not-encoded"
        return reading
    if main not in trace.conclusions:
        reading.why_not = "not-answered"
        return reading
    truth = trace.conclusions[main]
    if question.kind == "posting" and truth == YES:
        truth, reading.settled = _settled(reading)
    truth = min(truth, scope) if truth == YES else truth if scope == YES else min(truth, scope)
    if truth in (YES, NO):
        reading.outcome = YES_ if truth == YES else NO_
        return reading
    open_parts = ("in_scope",) if scope == UNKNOWN and trace.conclusions[main] != UNKNOWN else ("in_scope", main) if scope == UNKNOWN else (main,)
    reading.missing = open_facts(reading, open_parts)
    left_open = e.instance.names.open_facts
    told = [m.fact for m in reading.missing if not m.fact.startswith(LAW)]
    if reading.missing and not told:
        reading.why_not = "law-not-encoded-then"
        return reading
    reading.outcome = NEEDS_AUTHORITY if told and all(f in left_open for f in told) else UNDETERMINED
    return reading


def open_facts(reading: Reading, conclusions: tuple[str, ...]) -> list[Missing]:
    assert reading.e is not None and reading.program is not None and reading.trace is not None
    e = reading.e

    def asks(test: Test) -> set[str]:
        found = e.asks(test.left)
        return found if isinstance(test.right, tuple) else found | e.asks(test.right)

    return missing(reading.program, reading.trace, conclusions, asks, e.instance.names.open_facts)


def _settled(reading: Reading) -> tuple[int, str]:
    """A conclusion with a value is yes only where the value is settled: one value that is sure, and no other that is possible."""
    assert reading.e is not None and reading.program is not None and reading.trace is not None
    sure, maybe = reading.trace.values.get(reading.conclusion, (frozenset(), frozenset()))
    told: set[str] = set()
    for rule_id in sorted(sure | maybe):
        node = reading.program.rule[rule_id].value
        value = reading.e.value(node) if node is not None else None
        if not isinstance(value, frozenset) or len(value) != 1:
            return UNKNOWN, ""
        told |= value
    return (YES, next(iter(told))) if sure and len(told) == 1 else (UNKNOWN, "")
