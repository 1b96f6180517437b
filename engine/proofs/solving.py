"""The solver under a limit that counts steps, never seconds, with fixed seeds: the same question takes the same steps everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import z3

from engine.proofs.terms import Term, Terms

#: Steps for one question; a question that takes more is told as not proved.
RLIMIT = 4_000_000
SEED = 7


@dataclass(frozen=True)
class Model:
    """One way in which all claims hold."""

    model: Term

    def number(self, term: Term) -> int:
        return int(self.model.eval(term, model_completion=True).as_long())

    def truth(self, term: Term) -> bool:
        return bool(z3.is_true(self.model.eval(term, model_completion=True)))


class LimitReached(Exception):
    """The solver used up its steps."""


class Solver:
    """Claims that stand (`add`), and questions whether further ones can hold with them (`look`). `steps` counts all that was used."""

    def __init__(self, terms: Terms, rlimit: int = RLIMIT) -> None:
        self._terms, self._solver = terms, z3.Solver(ctx=terms.ctx)
        self._solver.set("rlimit", rlimit)
        self._solver.set("random_seed", SEED)
        self._begun = self._count()

    def add(self, claims: Iterable[Term]) -> None:
        self._solver.add(*claims)

    @property
    def steps(self) -> int:
        return self._count() - self._begun

    def _count(self) -> int:
        told = self._solver.statistics()
        return next((int(value) for key, value in told if key == "rlimit count"), 0)

    def look(self, claims: Sequence[Term], wishes: Iterable[Term] = ()) -> Model | None:
        """A way in which the claims hold, with as many of the wishes as can be granted one after another; None where there is none.

        Raises LimitReached where the steps did not suffice.
        """
        self._solver.push()
        standing = 1
        try:
            self._solver.add(*claims)
            found = self._check()
            for wish in wishes if found is not None else ():
                if found is not None and found.truth(wish):
                    self._solver.add(wish)
                    continue
                self._solver.push()
                self._solver.add(wish)
                better = self._check(patient=False)
                if better is None:
                    self._solver.pop()
                else:
                    standing, found = standing + 1, better
            return found
        finally:
            self._solver.pop(standing)

    def _check(self, patient: bool = True) -> Model | None:
        """A model of what stands; a wish (not `patient`) that would take too many steps is not granted."""
        result = self._solver.check()
        if result == z3.sat:
            return Model(self._solver.model())
        if result == z3.unsat or not patient:
            return None
        raise LimitReached
