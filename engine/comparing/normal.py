"""Conditions and values in one canonical form, so that the same law written otherwise is the same.

`none` is pushed down to the single tests (three-valued logic keeps De Morgan's laws, and the denial of `at_least` is `less_than`),
groups of one kind are flattened, and the order of parts is lost. Names of figures, parameters, tests and labels of places leave no trace;
other rules, records and conclusions are spoken of by a name that `Naming` gives, so that a renamed one is the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.language.ir import All, AnyOf, Condition, Dated, Figure, Given, Held, Literal, Measure, Not, Said, Test, Value
from engine.language.naming import LAW

_DENIED = {"at_least": "less_than", "less_than": "at_least", "at_most": "more_than", "more_than": "at_most"}
_SAME_VERB = {"on_or_after": "at_least", "before": "less_than", "is": "in", "listed_in": "in"}

#: A canonical form: nested tuples of texts, ordered by their `repr`.
Form = Any


def _itself(name: str) -> str:
    return name


@dataclass(frozen=True)
class Naming:
    """How a form speaks of what has a name of its own: rules (by content or by a common id), records, conclusions."""

    rule: Callable[[str], Form] = _itself
    records: Mapping[str, str] = field(default_factory=dict)
    conclusions: Mapping[str, str] = field(default_factory=dict)

    def record(self, name: str) -> str:
        return self.records.get(name, name)

    def conclusion(self, name: str) -> str:
        record, _, rest = name.partition(".")
        return f"{self.record(record)}.{rest}" if rest else self.conclusions.get(name, name)


def normal(node: Condition, denied: bool = False) -> Condition:
    """The same condition with `none` on single tests only, and without groups that stand in a group of their kind."""
    if isinstance(node, Not):
        return normal(node.part, not denied)
    if isinstance(node, (All, AnyOf)):
        kind = AnyOf if isinstance(node, All) == denied else All
        parts: list[Condition] = []
        for part in (normal(p, denied) for p in node.parts):
            parts += part.parts if isinstance(part, kind) else (part,)
        return parts[0] if len(parts) == 1 else kind(tuple(parts))
    if isinstance(node, Test):
        verb = _SAME_VERB.get(node.verb, node.verb)
        if denied and verb in _DENIED:
            return replace(node, verb=_DENIED[verb])
        node = replace(node, verb=verb)
    return Not(node) if denied else node


def conjuncts(node: Condition) -> tuple[Condition, ...]:
    """The parts that must all hold, of a condition in its normal form."""
    found = normal(node)
    return found.parts if isinstance(found, All) else (found,)


def form(node: Condition, naming: Naming, blank: bool = False) -> Form:
    """A condition (in its normal form) without places, order and names; `blank` leaves out the figures."""
    if isinstance(node, (All, AnyOf)):
        return ("all" if isinstance(node, All) else "any", *sorted((form(p, naming, blank) for p in node.parts), key=repr))
    if isinstance(node, Not):
        return ("not", form(node.part, naming, blank))
    if isinstance(node, Said):
        return ("said", naming.conclusion(node.conclusion))
    if isinstance(node, Held):
        return ("held", naming.rule(node.rule))
    right = ("codes", *sorted(node.right)) if isinstance(node.right, tuple) else value_form(node.right, naming, blank)
    return ("test", value_form(node.left, naming, blank), node.verb, right)


def value_form(node: Value | None, naming: Naming, blank: bool = False) -> Form:
    """A value without names and places; `blank` leaves out durations, counts, fractions, amounts and dates."""
    if node is None:
        return ()
    if isinstance(node, Literal):
        if node.kind in ("code", "codes"):
            return ("codes", *sorted(node.value if isinstance(node.value, frozenset) else {str(node.value)}))
        told = "" if blank and node.kind != "truth" else f"{node.value} {node.currency}".strip()
        return ("value", "figure" if blank and node.kind != "truth" else node.kind, told)
    if isinstance(node, Given):
        return ("no value",) if node.path.startswith(LAW) else ("fact", naming.conclusion(node.path))
    if isinstance(node, Measure):
        return ("coverage", naming.record(node.record))
    if isinstance(node, Dated):
        rows = () if blank else tuple((str(day), value_form(v, naming)) for day, v in node.rows)
        return ("by", value_form(node.by, naming, blank), *rows)
    return ("counted", node.function, *sorted(((k, _argument(k, a, naming, blank)) for k, a in node.arguments), key=repr))


def _argument(word: str, told: Value | str | tuple[Value, ...], naming: Naming, blank: bool) -> Form:
    if isinstance(told, str):
        return naming.record(told) if word == "of" else naming.conclusion(told) if word == "holds" else told
    if isinstance(told, tuple):
        return tuple(sorted((value_form(v, naming, blank) for v in told), key=repr))
    return value_form(told, naming, blank)


def literals(node: Condition | Value | None) -> list[Literal]:
    """The figures in a condition or a value, in the order of its form (so that two with one skeleton can be laid side by side)."""
    naming = Naming()
    if isinstance(node, (All, AnyOf)):
        return [x for p in sorted(node.parts, key=lambda p: repr(form(p, naming, True))) for x in literals(p)]
    if isinstance(node, Not):
        return literals(node.part)
    if isinstance(node, Test):
        return [*literals(node.left), *([] if isinstance(node.right, tuple) else literals(node.right))]
    if isinstance(node, Literal):
        return [node] if node.kind not in ("code", "codes", "truth") else []
    if isinstance(node, Figure):
        found: list[Literal] = []
        for _, told in sorted(node.arguments, key=lambda a: a[0]):
            for part in told if isinstance(told, tuple) else [told]:
                found += [] if isinstance(part, str) else literals(part)
        return found
    return []
