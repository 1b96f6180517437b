"""What a decision with its reasons costs, against the bare run of the same rules in durable-rules: ratios only.

Run: python -m benchmarks.decision [--profile]
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
from collections.abc import Callable
from time import process_time

from benchmarks.cases import DAY, TWO_SIDED
from engine.chaining.choose import engine
from engine.decision.decide import Decider
from engine.facts import parse_case
from engine.language.corpus import Corpus

ROUNDS, RUNS, MOST = 9, 30, 5


def seconds(*runs: Callable[[], object]) -> list[float]:
    """The best round of each, of processor time: rounds take turns, so that a busy machine slows all alike."""
    rounds: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for run, found in zip(runs, rounds, strict=True):
            start = process_time()
            for _ in range(RUNS):
                run()
            found.append(process_time() - start)
    return [min(found) for found in rounds]


def measured(name: str) -> dict[str, object]:
    """The two-sided decision by one engine, against the bare chaining of exactly the programs that it runs."""
    decider = Decider(Corpus(), engine(name))
    case = parse_case(TWO_SIDED, today=DAY)
    decider.decide_case(case)
    programs = [(r.program, r.trace) for r in decider.readings(case) if r.program is not None and r.trace is not None]
    chains = [(decider.engine.compile(program), dict(trace.tests)) for program, trace in programs]

    def bare() -> None:
        for chain, truths in chains:
            chain.run(truths)

    base, whole, parsed, read = seconds(
        bare, lambda: decider.decide(TWO_SIDED, DAY), lambda: decider.decide_case(case), lambda: decider.readings(case)
    )
    return {
        "programs": len(chains),
        "rules": sum(len(program.rules) for program, _ in programs),
        "whole decision / bare chaining": round(whole / base, 2),
        "without reading the case / bare chaining": round(parsed / base, 2),
        "without reasons / bare chaining": round(read / base, 2),
    }


def profiled(name: str, runs: int = 300) -> None:
    """The dearest functions of the whole decision, by their own time."""
    decider = Decider(Corpus(), engine(name))
    decider.decide(TWO_SIDED, DAY)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(runs):
        decider.decide(TWO_SIDED, DAY)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(18)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def main() -> int:
    if "--profile" in sys.argv:
        profiled("durable-rules")
        return 0
    found = {name: measured(name) for name in ("durable-rules", "pure-python")}
    ratio = found["durable-rules"]["whole decision / bare chaining"]
    print(json.dumps({**found, "target": MOST, "met": isinstance(ratio, float) and ratio <= MOST}, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
