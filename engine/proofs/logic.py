"""A program as formulas over one person: each rule before and after its exceptions, each conclusion, and the outcome.

The meaning is that of `engine.chaining.port`, read over formulas in place of truths.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.ir import All, AnyOf, Condition, Held, Not, Program, Rule, Said
from engine.proofs.person import Person
from engine.proofs.terms import Term
from engine.proofs.truths import Truth, greatest, least, negated, truth_of
from engine.proofs.values import Code, Members, Number, Value

#: The outcome as a number: a State that insures is the number of its code.
YES, NO, OPEN, NOT_COVERED = -1, -2, -3, -4
OUTCOMES = {YES: "yes", NO: "no", OPEN: "open", NOT_COVERED: "not_covered"}


@dataclass(frozen=True)
class Rules:
    """Truths of the rules of one program."""

    before: dict[str, Truth]
    holds: dict[str, Truth]
    conclusions: dict[str, Truth]


class Logic:
    """One person under one program. `main` is the conclusion that makes the outcome."""

    def __init__(self, person: Person, program: Program, main: str, valued: bool = False) -> None:
        self.person, self.program, self.main, self.valued = person, program, main, valued
        self.terms = person.terms
        self.rules = Rules({}, {}, {})
        for entry in program.order:
            if entry.startswith("r:"):
                self._rule(program.rule[entry[2:]])
            else:
                self._conclusion(entry[2:])
        self.outcome = self._outcome()
        self.due = {r.id: self._due(r.id, r.awaits) for r in program.rules if r.awaits is not None}

    def _due(self, rule_id: str, awaits: Condition) -> Truth:
        """That a rule holds and that what it awaits is met on the day."""
        return least(self.terms, [self.rules.holds[rule_id], self._condition(awaits)])

    def _rule(self, rule: Rule) -> None:
        bars = [negated(self.terms, self.rules.holds[b]) for b in self.program.barred_by[rule.id]]
        before = least(self.terms, [self._condition(rule.when), *bars])
        replaced = [negated(self.terms, self.rules.holds[e]) for e in self.program.replaced_by[rule.id]]
        self.rules.before[rule.id] = before
        self.rules.holds[rule.id] = least(self.terms, [before, *replaced])

    def _conclusion(self, name: str) -> None:
        parts = []
        for rule_id in self.program.by_conclusion[name]:
            others = [e for e in self.program.replaced_by[rule_id] if self.program.rule[e].concludes != name]
            parts.append(least(self.terms, [self.rules.before[rule_id], *(negated(self.terms, self.rules.holds[e]) for e in others)]))
        self.rules.conclusions[name] = greatest(self.terms, parts)

    def _condition(self, node: Condition) -> Truth:
        if isinstance(node, Not):
            return negated(self.terms, self._condition(node.part))
        if isinstance(node, (All, AnyOf)):
            parts = [self._condition(p) for p in node.parts]
            return least(self.terms, parts) if isinstance(node, All) else greatest(self.terms, parts)
        if isinstance(node, (Said, Held)):
            known = self.rules.conclusions.get(node.conclusion) if isinstance(node, Said) else self.rules.holds.get(node.rule)
            return known or Truth(self.terms.false, self.terms.true)  # what is awaited may lie outside the rules of the outcome
        return truth_of(self.person, node)

    # --- the outcome

    def _outcome(self) -> Term:
        number, choose = self.terms.number, self.terms.choose
        scope = self.rules.conclusions.get("in_scope", Truth(self.terms.true, self.terms.true))
        main = self.rules.conclusions[self.main]
        yes = self._settled() if self.valued else number(YES)
        found = choose(main.certain, choose(scope.certain, yes, number(OPEN)), choose(main.possible, number(OPEN), number(NO)))
        return choose(scope.possible, found, number(NOT_COVERED))

    def _settled(self) -> Term:
        """The one value that is sure, where no other is possible; else open."""
        held = [(self.rules.holds[r], self.value_of(r)) for r in self.program.by_conclusion[self.main]]
        told = [(truth, value.term, value.unknown) for truth, value in held if isinstance(value, Code)]
        found: Term = self.terms.number(OPEN)
        for truth, value, _ in told:
            found = self.terms.choose(truth.certain, value, found)
        apart = [self.terms.all([truth.possible, self.terms.any([value != found, unknown])]) for truth, value, unknown in told]
        return self.terms.choose(self.terms.any(apart), self.terms.number(OPEN), found)

    def value_of(self, rule_id: str) -> Value | None:
        node = self.program.rule[rule_id].value
        return None if node is None else self.person.value(node)

    def apart(self, one: str, other: str) -> Term:
        """That the values of two rules differ; false where that cannot be told."""
        a, b = self.value_of(one), self.value_of(other)
        if isinstance(a, Code) and isinstance(b, Code):
            return self.terms.false if a.domain == b.domain and len(a.domain) == 1 else a.term != b.term
        if isinstance(a, Number) and isinstance(b, Number):
            return a.top * (b.bottom if b.bottom is not None else 1) != b.top * (a.bottom if a.bottom is not None else 1)
        return self.terms.false if a == b or isinstance(a, Members) or isinstance(b, Members) else self.terms.true
