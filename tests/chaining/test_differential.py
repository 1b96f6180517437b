"""Both engines say the same of every rule and conclusion, with the same proofs; and learning more never overturns an answer."""

from __future__ import annotations

from random import Random

from engine.chaining.durable import DurableRules
from engine.chaining.port import Trace
from engine.chaining.twin import PurePython

from .random_programs import case, completion, program

PROGRAMS = 5_000


def decided(trace: Trace) -> set[tuple[str, str, int]]:
    """Every yes and no of a trace."""
    parts = {"before": trace.before, "holds": trace.holds, "conclusion": trace.conclusions}
    return {(part, name, truth) for part, truths in parts.items() for name, truth in truths.items() if truth != 1}


def test_equal_traces_and_no_answer_overturned_by_learning() -> None:
    random, twin, durable = Random(20_280), PurePython(), DurableRules()
    seen = {0: 0, 1: 0, 2: 0}
    for number in range(PROGRAMS):
        one = program(random)
        left, right = twin.compile(one), durable.compile(one)
        for unknown in (0.0, random.choice((0.1, 0.3, 0.6))):
            truths = case(random, one, unknown)
            expected = left.run(truths)
            assert right.run(truths) == expected, f"program {number}, unknown {unknown}"
            for truth in expected.conclusions.values():
                seen[truth] += 1
        sure = decided(expected)
        for _ in range(3):
            learnt = left.run(completion(random, truths))
            assert sure <= decided(learnt), f"program {number}: an answer was overturned"
            assert 1 not in learnt.conclusions.values()
            certain = {c: held for c, (held, _) in expected.values.items()}
            assert all(held <= learnt.values[c][0] for c, held in certain.items())
            assert set(expected.proofs) <= set(learnt.proofs)
        right.close()
    assert min(seen.values()) > PROGRAMS, f"the random cases are lopsided: {seen}"


def test_equal_traces_on_larger_programs() -> None:
    random = Random(7)
    for _ in range(15):
        one = program(random, 60, 120)
        left, right = PurePython().compile(one), DurableRules().compile(one)
        for unknown in (0.0, 0.2):
            truths = case(random, one, unknown)
            assert left.run(truths) == right.run(truths)
