"""The port of the chaining: what an engine is given and what it gives back.

An engine compiles a program once and runs it for many cases. A case is the truth of every test of the program; how a test came
to its truth (dates, periods, bounds) is settled before and is not the engine's concern.

The meaning, for truths 0 no, 1 unknown, 2 yes (`all` is the least, `any` the greatest, `none` is 2 - x):

* before(r) = the condition of r, and not holds(b) for each rule b that bars r;
* holds(r) = before(r), and not holds(e) for each rule e that replaces r;
* a conclusion = the greatest, over its rules r, of before(r) and not holds(e) for each e that replaces r with *another*
  conclusion: a replacement that concludes the same leaves the truth alone and changes the value only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.language.ir import NO, UNKNOWN, YES, Program


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One derivation that certainly held: `head` because of every atom of `body`, in the order of the text.

    Atoms: `t:address` a test, `b:rule` a rule before replacement, `e:rule` a rule that holds after its exceptions, `c:name` a
    conclusion, `a:rule/0/1` one alternative of an inner `any` (the path of parts from the root of the condition), `true`.
    A leading `!` in a body means that the atom is no.
    """

    head: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """What a case came to. Equal from every engine, down to the set of proofs.

    `values` names for each conclusion the rules with a value that hold certainly, and those that hold possibly (never both).
    `proofs` is sorted and holds no step twice. `tests` are the truths that were given.
    """

    before: dict[str, int]
    holds: dict[str, int]
    conclusions: dict[str, int]
    values: dict[str, tuple[frozenset[str], frozenset[str]]]
    proofs: tuple[Step, ...]
    tests: Mapping[str, int]

    def to_bytes(self) -> bytes:
        """The trace as canonical JSON: the same bytes from every engine, process and hash seed. A receipt digests these."""
        return json.dumps(
            {
                "before": self.before,
                "holds": self.holds,
                "conclusions": self.conclusions,
                "values": {c: [sorted(certain), sorted(possible)] for c, (certain, possible) in self.values.items()},
                "proofs": [[step.head, step.body] for step in self.proofs],
                "tests": dict(self.tests),
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode("ascii")


class Chain(Protocol):
    """A compiled program. Safe to call from several threads."""

    def run(self, truths: Mapping[str, int]) -> Trace:
        """Read one case. `truths` gives 0, 1 or 2 for every test address of the program; further addresses are kept as they are.

        Raises TruthsRefused where one is missing or is anything else.
        """
        ...

    def close(self) -> None:
        """Give back what the chain holds outside Python. It cannot be run afterwards. Closing twice does nothing."""
        ...


class Engine(Protocol):
    """A way of reading programs. `name` goes into the receipt of each answer."""

    @property
    def name(self) -> str: ...

    def compile(self, program: Program) -> Chain:
        """Prepare a program. Raises RuleFileRefused where it cannot be read by this engine."""
        ...


class TruthsRefused(ValueError):
    """The truths handed to a chain do not cover its tests with 0, 1 and 2: a fault of the caller, not of a case."""


def read_truths(program: str, addresses: Iterable[str], truths: Mapping[str, int]) -> list[int]:
    """The truth of each address in order, checked."""
    try:
        found = [truths[address] for address in addresses]
    except KeyError as absent:
        raise TruthsRefused(f"{program}: no truth given for the test {absent}; give 0 (no), 1 (unknown) or 2 (yes)") from None
    if not {NO, UNKNOWN, YES}.issuperset(found):
        wrong = next((a, truths[a]) for a in addresses if truths[a] not in (NO, UNKNOWN, YES))
        raise TruthsRefused(f"{program}: the truth of {wrong[0]} is {wrong[1]!r}; expected 0 (no), 1 (unknown) or 2 (yes)")
    return found
