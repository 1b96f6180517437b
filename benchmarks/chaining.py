"""How the engines compare on the same programs and cases: ratios only, for times belong to a machine.

Run: python -m benchmarks.chaining
"""

from __future__ import annotations

from random import Random
from time import perf_counter

from engine.chaining.durable import DurableRules
from engine.chaining.port import Chain
from engine.chaining.twin import PurePython
from engine.language.ir import All, AnyOf, Citation, Given, Literal, Program, Rule, Said, Test

SIZES = (5, 15, 40, 100)
CASES, ROUNDS = 100, 5


def program(size: int) -> Program:
    """Rules in short chains of five: three tests, one of them an alternative, an exception in each chain."""
    cite, fact = Citation("constructed", "none"), Given("truth", "constructed")
    rules = []
    for i in range(size):
        a, b, c = (Test(f"r{i}.{x}", fact, "is", ("yes",)) for x in "abc")
        link = (Said(f"r{i}.said", f"c{i - 1}"),) if i % 5 not in (0, 4) else ()
        bars = (f"r{i - 1}",) if i % 5 == 4 else ()
        rules.append(Rule(f"r{i}", All((a, AnyOf((b, c)), *link)), cite, f"c{i}", Literal("code", f"{i}"), bars=bars))
    return Program(f"{size} rules", tuple(rules))


def seconds(chain: Chain, cases: list[dict[str, int]]) -> float:
    """The best of a few rounds, for one case."""
    best = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for truths in cases:
            chain.run(truths)
        best.append((perf_counter() - start) / len(cases))
    return min(best)


def main() -> None:
    """Print a table. 1.0 is the twin on the smallest program with everything known."""
    random, unit = Random(1), 0.0
    print(f"{'rules':>5} {'unknown':>8} {'twin':>8} {'durable-rules':>14} {'ratio':>6}")
    for size in SIZES:
        one = program(size)
        addresses = [f"r{i}.{x}" for i in range(size) for x in "abc"]
        for unknown in (0, 20):
            cases = [{a: 1 if random.randrange(100) < unknown else random.choice((0, 2, 2)) for a in addresses} for _ in range(CASES)]
            twin, durable = (seconds(engine.compile(one), cases) for engine in (PurePython(), DurableRules()))
            unit = unit or twin
            print(f"{size:>5} {unknown:>7}% {twin / unit:>8.1f} {durable / unit:>14.1f} {durable / twin:>6.1f}")


if __name__ == "__main__":
    main()
