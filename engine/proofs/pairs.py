"""Random persons, drawn where the figures of the law lie, on whom what was proved is tried: a proof that one of them breaks is none.

The persons are those of the proofs (their facts, their days), and their records are laid and counted by the engine.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from engine.decision.amounts import walk
from engine.language.ir import Literal
from engine.proofs.asked import BENEFIT, Question
from engine.proofs.cases import Facts, case_of
from engine.proofs.contracts import IN_ORDER
from engine.proofs.examples import Asker
from engine.proofs.ground import Ground
from engine.proofs.monotonicity import share_of, shares
from engine.proofs.person import Person, Variable
from engine.proofs.records import Recipe
from engine.proofs.seen import Judge, Seen
from engine.proofs.soundness import disagreeing, unanswered
from engine.proofs.treatment import ASPECTS
from engine.proofs.values import Code, Members, bounds_of

#: One in so many numbers is drawn anywhere in its domain, the others beside a figure of the law.
_ANYWHERE = 4
_FIRST, _LAST = datetime.date(1930, 1, 1), datetime.date(2030, 12, 28)


class Drawer:
    """Draws persons of one question. The same seed draws the same persons."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.question, self.person = ground.question, ground.person("a").person
        self.random = Random(seed)
        self._figures = _figures(self.question)

    def values(self) -> Facts:
        """A value for each variable, as `engine.proofs.cases` takes it."""
        found = {name: self.value(variable) for name, variable in sorted(self.person.variables.items())}
        for _ in IN_ORDER:  # as often as the longest chain of days could need
            for first, last in IN_ORDER:
                if first in found and last in found and found[first] > found[last]:
                    found[first], found[last] = found[last], found[first]
        return {**found, **self._settled()}

    def _settled(self) -> Facts:
        """What the question settles: the States of a posting."""
        roles = self.question.instance.scope.roles
        told = {"posting.home": roles.get("sending"), "posting.host": roles.get("receiving")}
        return {name: state for name, state in told.items() if state and name in self.person.variables}

    def value(self, variable: Variable) -> Any:
        """One value of the domain of a variable."""
        if isinstance(variable.value, Members):
            codes = sorted(variable.value.of)
            return sorted(self.random.sample(codes, min(len(codes), self.random.choice((0, 1, 1, 1, 2)))))
        if isinstance(variable.value, Code):
            return self.random.choice(variable.value.domain)
        if variable.kind == "truth":
            return self.random.random() < 0.5
        return self._day() if variable.kind == "date" else self._number(variable.kind, variable.name)

    def _day(self) -> str:
        beside = self._figures.get("date", [])
        if beside and self.random.randrange(_ANYWHERE):
            day = self.random.choice(beside) + self.random.choice((-1, 0, 1))
        else:
            day = self.random.randint(_FIRST.toordinal(), _LAST.toordinal())
        found = datetime.date.fromordinal(day)
        return found.replace(day=min(found.day, 27)).isoformat()

    def _number(self, kind: str, name: str = "") -> int:
        low, high = bounds_of(kind, name)
        beside = [n + step for n in self._figures.get(kind, []) for step in (-1, 0, 1) if low <= n + step <= high]
        if beside and self.random.randrange(_ANYWHERE):
            return self.random.choice(beside)
        return self.random.randint(low, min(high, 480))

    def recipe(self) -> Recipe:
        """A record: units here and in the other State, in either order."""
        unit = self.question.instance.unit
        foreign = self._number(unit) if self.random.randrange(3) else 0
        return Recipe(self._number(unit), foreign, self.random.random() < 0.5, self.random.choice((0, 0, 60)))


def _figures(question: Question) -> dict[str, list[int]]:
    """The numbers that the rules write, by kind; years as the months that they are."""
    found: dict[str, set[int]] = {}
    for test in question.program.tests:
        for node in (test.left, *(() if isinstance(test.right, tuple) else (test.right,))):
            for part in walk(node):
                if isinstance(part, Literal) and isinstance(part.value, int):
                    found.setdefault(part.kind, set()).add(part.value)
    return {kind: sorted(numbers) for kind, numbers in sorted(found.items())}


class Trial:
    """Tries proved findings of one question on random pairs. A pair counts where both are cases and both are decided."""

    def __init__(self, ground: Ground, asker: Asker, seed: int, other: Asker | None = None) -> None:
        self.ground, self.asker, self.other = ground, asker, other
        self.drawer = Drawer(ground, seed)

    def broken(self, finding: Mapping[str, Any], pairs: int) -> list[list[Facts]]:
        """The pairs that break a finding: none, if the proof is one."""
        kind, _, rest = str(finding["property"]).partition(".")
        look = {"irrelevance": self._differ, "monotonicity": self._lose, "no_one_worse_off": self._worse}.get(kind, self._single)
        return [cases for _ in range(pairs) if (cases := look(kind if look == self._single else rest)) is not None]

    def _see(self, values: Facts, recipe: Recipe, asker: Asker | None = None) -> tuple[Facts, Seen | None]:
        question, judge = asker or self.asker
        case = case_of(question, self.drawer.person, values, recipe)
        return case, judge.see(question, case)

    def _pair(self, one: tuple[Facts, Seen | None], other: tuple[Facts, Seen | None], breaks: Callable[[Seen, Seen], bool]) -> list[Facts] | None:
        if one[1] is None or other[1] is None:
            return None
        return [one[0], other[0]] if breaks(one[1], other[1]) else None

    def _differ(self, path: str) -> list[Facts] | None:
        values, recipe = self.drawer.values(), self.drawer.recipe()
        if path not in self.drawer.person.variables:
            return None
        other = {**values, path: self.drawer.value(self.drawer.person.variables[path])}

        def breaks(a: Seen, b: Seen) -> bool:
            return any(fits(pair) for _, fits in ASPECTS.values() for pair in ([a, b], [b, a]))

        return self._pair(self._see(values, recipe), self._see(other, recipe), breaks)

    def _lose(self, rest: str) -> list[Facts] | None:
        kind, _, share = rest.partition(".")
        values, recipe = self.drawer.values(), self.drawer.recipe()
        if self.ground.question.kind != BENEFIT:
            return None
        more = Recipe(recipe.own + (kind == "own"), recipe.foreign + (kind == "foreign"), kind == "own", recipe.months_before)
        less = Recipe(recipe.own, recipe.foreign, kind == "own", recipe.months_before)
        node = next((n for n in shares(self.ground.question.program) if n.name == share), None)

        def breaks(a: Seen, b: Seen) -> bool:
            if node is None:
                return a.outcome == "yes" and b.outcome in ("no", "not_covered")
            before, after = share_of(a, node), share_of(b, node)
            return a.outcome == b.outcome == "yes" and before is not None and after is not None and after < before

        return self._pair(self._see(values, less), self._see(values, more), breaks)

    def _worse(self, rest: str) -> list[Facts] | None:
        values, recipe = self.drawer.values(), self.drawer.recipe()
        if self.other is None or rest:
            return None
        case, after = self._see(values, recipe)
        before = self.other[1].see(self.other[0], case)
        lost = before is not None and after is not None and before.outcome == "yes" and after.outcome in ("no", "not_covered")
        return [case] if lost else None

    def _single(self, kind: str) -> list[Facts] | None:
        case, seen = self._see(self.drawer.values(), self.drawer.recipe())
        if seen is None or kind not in ("no_contradiction", "no_gap"):
            return None
        found = bool(disagreeing(self.ground.question.program, seen)) if kind == "no_contradiction" else unanswered(seen)
        return [case] if found else None


__all__ = ["Drawer", "Judge", "Person", "Trial"]
