"""From what the solver finds to persons that the decision engine confirms.

The solver knows counts by their contracts alone. So each example is run: where the engine sees other counts, they are given back to the
solver as they are, and it is asked again; after a bounded number of tries the property is told as not proved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.language.ir import Figure, Measure
from engine.proofs.asked import Question
from engine.proofs.cases import Facts, case_of, merged, told
from engine.proofs.contracts import OVER_RECORDS, record_of
from engine.proofs.ground import Ground
from engine.proofs.logic import Logic
from engine.proofs.records import Recipe
from engine.proofs.seen import Judge, Seen
from engine.proofs.solving import LimitReached, Model, Solver
from engine.proofs.terms import Term
from engine.proofs.values import Code, Members, Number
from engine.proofs.wishes import wishes

PROVED, REFUTED, NOT_PROVED = "proved", "refuted", "not_proved"
#: Models looked at, and ways of laying a record for each.
ATTEMPTS = 4
LAID = ((False, 0, False), (True, 0, False), (False, 0, True), (True, 0, True), (False, 60, False), (True, 60, False))

Fits = Callable[[Sequence[Seen]], bool]
Asker = tuple[Question, Judge]


@dataclass
class Verdict:
    """The result for one property of one question. `steps` are those of the solver."""

    result: str
    steps: int = 0
    why: str = ""
    cases: list[Facts] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)


class Search:
    """Looks for persons for whom some claims hold, and has the engine confirm them.

    Each person is read by an asker: a question and who decides it. `together`: all are one person, under more than one text.
    `laid` are the ways of laying a record that are tried: whether the other State's periods lie last, how many months back it ends,
    and whether the other State's periods are of a second kind.
    """

    def __init__(
        self,
        ground: Ground,
        askers: Sequence[Asker],
        persons: Sequence[Logic],
        together: bool = False,
        laid: Sequence[tuple[bool, int, bool]] = LAID,
    ) -> None:
        self.ground, self.askers, self.persons, self.together, self.laid = ground, askers, persons, together, laid
        self.solver: Solver = ground.solver(*persons)

    def run(self, claims: Sequence[Term], fits: Fits, more: Sequence[Term] = ()) -> Verdict:
        """Proved where the claims cannot hold together; refuted where the engine confirms an example; else not proved."""
        try:
            return self._run([*claims], fits, more)
        except LimitReached:
            return Verdict(NOT_PROVED, self.solver.steps, "the solver used up its steps")

    def _run(self, claims: list[Term], fits: Fits, more: Sequence[Term]) -> Verdict:
        excluded: list[Term] = []
        wanted = [*more, *wishes([p.person for p in self.persons])]
        for attempt in range(ATTEMPTS):
            model = self.solver.look([*claims, *excluded], wanted if attempt < 2 else ())
            if model is None:
                if not attempt:
                    return Verdict(PROVED, self.solver.steps)
                break
            for laid in self.laid[: None if self._counts() else 1]:
                found = self._tried(model, fits, laid, claims, wanted)
                if found is not None:
                    return Verdict(REFUTED, self.solver.steps, cases=found[0], seen=found[1])
            excluded.append(self._other_than(model))
        return Verdict(
            NOT_PROVED, self.solver.steps, "the engine confirms no example that the solver finds: the counts of its persons cannot be met together"
        )

    def _counts(self) -> bool:
        return any(p.person.counts for p in self.persons)

    def _tried(
        self, model: Model, fits: Fits, laid: tuple[bool, int, bool], claims: list[Term], wanted: Sequence[Term]
    ) -> tuple[list[Facts], list[Seen]] | None:
        """The example as it stands; where it does not hold, the example with the counts that the engine gives."""
        recipes = [self._recipe(p, model, laid) for p in self.persons]
        cases, seen = self._seen(model, recipes)
        if seen and fits(seen):
            return cases, seen
        if not seen or not self._counts():
            return None
        fixed = [c for p, s in zip(self.persons, seen, strict=True) for c in (*self._as_counted(p, s), *self._days(p, model))]
        refined = self.solver.look([*claims, *fixed], wanted)
        if refined is None:
            return None
        cases, seen = self._seen(refined, recipes)
        return (cases, seen) if seen and fits(seen) else None

    def _seen(self, model: Model, recipes: Sequence[Recipe]) -> tuple[list[Facts], list[Seen]]:
        """The cases, and what the engine says of each; nothing where one of them is no case."""
        pairs = zip(self.persons, self.askers, recipes, strict=True)
        cases = [case_of(asker[0], p.person, told(p.person, model), recipe) for p, asker, recipe in pairs]
        if self.together:
            cases = [merged(cases)] * len(cases)
        seen = [judge.see(question, case) for (question, judge), case in zip(self.askers, cases, strict=True)]
        found = [s for s in seen if s is not None]
        return cases, found if len(found) == len(cases) else []

    @staticmethod
    def _recipe(logic: Logic, model: Model, laid: tuple[bool, int, bool]) -> Recipe:
        """Units of each State that may come to the counts of the model."""
        unit, own, most = logic.person.instance.unit, 0, 0
        for variable in logic.person.counts.values():
            node = variable.node
            over = isinstance(node, Measure) or (isinstance(node, Figure) and node.function in OVER_RECORDS)
            if over and isinstance(variable.value, Number) and variable.kind == unit:
                number = model.number(variable.value.top)
                most = max(most, number)
                own = max(own, number) if record_of(variable) == "own" else own
        return Recipe(own, max(0, most - own), *laid)

    @staticmethod
    def _as_counted(logic: Logic, seen: Seen) -> list[Term]:
        """Every count as the engine gives it."""
        found, book = [], logic.person.book
        for variable in logic.person.counts.values():
            value = seen.count(variable.node, variable.kind)
            if isinstance(value, int) and isinstance(variable.value, Number):
                found.append(variable.value.top == value)
            elif isinstance(value, frozenset) and isinstance(variable.value, Members):
                found += [term == (code in value) for code, term in variable.value.of.items()]
            elif isinstance(value, frozenset) and isinstance(variable.value, Code) and value <= set(variable.value.domain):
                found += [variable.value.term == book.number(code) for code in value if len(value) == 1]
        return found

    @staticmethod
    def _days(logic: Logic, model: Model) -> list[Term]:
        """The days of the model: counting reads them."""
        days = [v for v in logic.person.facts.values() if v.kind == "date" or v.name == "has_been_insured_in"]
        return [t == (model.truth(t) if isinstance(v.value, Members) else model.number(t)) for v in days for t in v.terms]

    def _other_than(self, model: Model) -> Term:
        """Another person: other counts, or (where nothing is counted) other facts."""
        apart = []
        for logic in self.persons:
            chosen = logic.person.counts or logic.person.variables
            for variable in chosen.values():
                if isinstance(variable.value, Members):
                    apart += [t != model.truth(t) for t in variable.terms]
                else:
                    apart += [t != model.number(t) for t in variable.terms]
        return self.ground.terms.any(apart)


def said(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the words of a report."""
    told_of: dict[str, Any] = {"result": verdict.result, "persons": verdict.cases, "outcomes": [s.outcome for s in verdict.seen]}
    return {**told_of, **({"why": verdict.why} if verdict.why else {}), "resource": verdict.steps}


__all__ = ["ATTEMPTS", "LAID", "NOT_PROVED", "PROVED", "REFUTED", "Asker", "Fits", "Search", "Verdict", "said"]
