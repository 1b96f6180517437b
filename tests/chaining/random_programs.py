"""Random programs and cases, from seeds: bars, replacements, nested all / any / none, conclusions and rules as tests."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from engine.chaining.clauses import test_addresses as addresses_of
from engine.language.ir import All, AnyOf, Citation, Condition, Given, Held, Literal, Not, Program, Rule, Said, Test

CITE = Citation("constructed", "none")
KNOWN = Given("truth", "constructed")


def check(address: str) -> Test:
    """A test whose truth the case gives."""
    return Test(address, KNOWN, "is", ("yes",))


def program(random: Random, fewest: int = 3, most: int = 25) -> Program:
    """A program without rings: each rule reads only what stands before it, and the rules are then shuffled."""
    size = random.randint(fewest, most)
    names = [f"art-{i}" for i in range(size)]
    pool = [f"said-{i}" for i in range(max(1, size // 2))]
    concludes = [random.choice([*pool, ""]) for _ in names]
    last = {c: i for i, c in enumerate(concludes) if c}
    rules = []
    for i, name in enumerate(names):
        readable = sorted(c for c, j in last.items() if j < i)
        later = names[i + 1 :]
        targets = random.sample(later, min(len(later), random.choice((0, 0, 0, 1, 1, 2))))
        bars = tuple(t for t in targets if random.random() < 0.5)
        rules.append(
            Rule(
                id=name,
                when=_condition(random, name, readable, names[:i]),
                cite=CITE,
                concludes=concludes[i],
                value=Literal("code", name) if concludes[i] and random.random() < 0.5 else None,
                bars=bars,
                replaces=tuple(t for t in targets if t not in bars or random.random() < 0.1),
            )
        )
    random.shuffle(rules)
    return Program("random", tuple(rules))


def _condition(random: Random, name: str, conclusions: list[str], rules: list[str]) -> Condition:
    used = 0

    def leaf() -> Condition:
        nonlocal used
        used += 1
        kind = random.random()
        if conclusions and kind < 0.3:
            return Said(f"{name}.said-{used}", random.choice(conclusions))
        if rules and kind < 0.45:
            return Held(f"{name}.held-{used}", random.choice(rules))
        return check(f"{name}.test-{used}")

    def node(depth: int) -> Condition:
        kind = random.random()
        if depth == 0 or kind < 0.35:
            return leaf()
        if kind < 0.5:
            return Not(node(depth - 1))
        width = random.choice((0, 1, 9, 20)) if random.random() < 0.05 else random.randint(1, 3)
        parts = tuple(node(depth - 1 if width < 9 else 0) for _ in range(width))
        return All(parts) if kind < 0.75 else AnyOf(parts)

    return node(3)


def case(random: Random, of: Program, unknown: float) -> dict[str, int]:
    """A truth for every test; unknown with the given chance, else mostly yes, so that rules do fire."""
    return {a: 1 if random.random() < unknown else random.choice((0, 2, 2)) for a in addresses_of(of)}


def completion(random: Random, truths: Mapping[str, int]) -> dict[str, int]:
    """The same case with everything learnt."""
    return {a: random.choice((0, 2)) if truth == 1 else truth for a, truth in truths.items()}
