"""Formulas over whole numbers, built in a context of their own, so that one proof never depends on what was asked before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import z3

#: A formula or a whole-number expression of the solver.
Term: TypeAlias = Any


class Terms:
    """Builds expressions. Every constant is an expression too, so that comparisons never fall back to those of Python."""

    def __init__(self) -> None:
        self.ctx = z3.Context()
        self.true: Term = z3.BoolVal(True, self.ctx)
        self.false: Term = z3.BoolVal(False, self.ctx)

    def number(self, n: int) -> Term:
        return z3.IntVal(n, self.ctx)

    def integer(self, name: str) -> Term:
        return z3.Int(name, self.ctx)

    def truth(self, name: str) -> Term:
        return z3.Bool(name, self.ctx)

    def all(self, parts: Iterable[Term]) -> Term:
        kept = [p for p in parts if not p.eq(self.true)]
        if any(p.eq(self.false) for p in kept):
            return self.false
        return kept[0] if len(kept) == 1 else z3.And(*kept) if kept else self.true

    def any(self, parts: Iterable[Term]) -> Term:
        kept = [p for p in parts if not p.eq(self.false)]
        if any(p.eq(self.true) for p in kept):
            return self.true
        return kept[0] if len(kept) == 1 else z3.Or(*kept) if kept else self.false

    def no(self, part: Term) -> Term:
        if part.eq(self.true):
            return self.false
        return self.true if part.eq(self.false) else z3.Not(part)

    def choose(self, condition: Term, then: Term, otherwise: Term) -> Term:
        if condition.eq(self.true) or then.eq(otherwise):
            return then
        return otherwise if condition.eq(self.false) else z3.If(condition, then, otherwise)

    def least(self, parts: Iterable[Term]) -> Term:
        first, *rest = parts
        for part in rest:
            first = self.choose(part < first, part, first)
        return first

    def greatest(self, parts: Iterable[Term]) -> Term:
        first, *rest = parts
        for part in rest:
            first = self.choose(part > first, part, first)
        return first
