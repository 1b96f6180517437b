"""Derived values as formulas: what is plain arithmetic is worked out, what counts periods or asks others is a count known by its contract."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.language.ir import Figure, Literal
from engine.language.ir import Value as Node
from engine.proofs import tables
from engine.proofs.days import MONTH, YEAR, next_slot
from engine.proofs.terms import Term
from engine.proofs.values import Code, Number, Value

if TYPE_CHECKING:
    from engine.proofs.person import Person

_MONTHS_OF_A_YEAR = 12


def figure(p: Person, node: Figure) -> Value:
    """The value of a derived figure; a count of its own where its function is not plain arithmetic."""
    work_out = EXACT.get(node.function)
    found = work_out(p, node) if work_out is not None else None
    return found if found is not None else p.free(name_of(node), node.kind, node, fact=False)


def name_of(node: Figure) -> str:
    """A figure by its name, and by what it is counted over where the name alone does not say it."""
    words = [w for n, w in node.arguments if isinstance(w, str) and n in ("of", "table", "column", "holds", "quantifier")]
    return " ".join([node.name, *words]) if words and not node.name.startswith(words[0]) else node.name


def nodes(node: Figure, name: str) -> tuple[Node, ...]:
    """The values of an argument that is a list."""
    found = dict(node.arguments)[name]
    assert isinstance(found, tuple)
    return found


def argument(node: Figure, name: str) -> Node | None:
    """The value of an argument; None where it is left out."""
    found = dict(node.arguments).get(name)
    return None if found is None or isinstance(found, (str, tuple)) else found


def _in_unit(p: Person, value: Number, have: str, want: str) -> Number:
    if have == "calendar_years" and want == "months":
        return Number(value.top * _MONTHS_OF_A_YEAR, value.unknown)
    return Number(value.top / _MONTHS_OF_A_YEAR, value.unknown) if have == "months" and want == "calendar_years" else value


def _terms(p: Person, node: Figure) -> list[Number]:
    return [_in_unit(p, p.number(t), t.kind, node.kind) for t in nodes(node, "terms")]


def _unknown(p: Person, *values: Number | None) -> Term:
    return p.terms.any(v.unknown for v in values if v is not None)


def _ratio(p: Person, node: Figure) -> Value | None:
    part_node, whole_node, top = argument(node, "part"), argument(node, "whole"), argument(node, "never_above")
    assert part_node is not None and whole_node is not None
    part, whole = p.number(part_node), p.number(whole_node)
    if {part_node.kind, whole_node.kind} == {"months", "calendar_years"}:
        part, whole = _in_unit(p, part, part_node.kind, "months"), _in_unit(p, whole, whole_node.kind, "months")
    if part.bottom is not None or whole.bottom is not None:
        return None
    if dict(node.arguments).get("part_rounded") == "down_to_year" and part_node.kind != "calendar_years":
        part = Number(part.top / _MONTHS_OF_A_YEAR * _MONTHS_OF_A_YEAR, part.unknown)
    nothing = whole.top == 0
    bottom = p.terms.choose(nothing, p.terms.number(1), whole.top)
    found = p.terms.choose(nothing, p.terms.choose(part.top == 0, p.terms.number(0), p.terms.number(1)), part.top)
    if top is not None and isinstance(top, Literal) and Fraction(top.value) == 1:  # type: ignore[arg-type]
        found = p.terms.choose(found > bottom, bottom, found)
    return Number(found, _unknown(p, part, whole), bottom)


def _sum(p: Person, node: Figure) -> Value:
    found = _terms(p, node)
    total = found[0].top
    for term in found[1:]:
        total = total + term.top
    return Number(total, _unknown(p, *found))


def _extreme(pick: str) -> Callable[[Person, Figure], Value | None]:
    def function(p: Person, node: Figure) -> Value | None:
        found = _terms(p, node)
        if any(v.bottom is not None for v in found):
            return None
        return Number(getattr(p.terms, pick)(v.top for v in found), _unknown(p, *found))

    return function


def _shortfall(p: Person, node: Figure) -> Value:
    has_node, needs_node = argument(node, "has"), argument(node, "needs")
    assert has_node is not None and needs_node is not None
    has, needs = p.number(has_node), _in_unit(p, p.number(needs_node), needs_node.kind, has_node.kind)
    return Number(p.terms.greatest([p.terms.number(0), needs.top - has.top]), _unknown(p, has, needs))


def _length(p: Person, node: Figure) -> Value:
    """Whole months, the last day included; `rounded: up` counts a month begun."""
    start_node, end_node = argument(node, "start"), argument(node, "end")
    assert start_node is not None and end_node is not None
    start, end = p.number(start_node), p.number(end_node)
    after = p.terms.number(next_slot(int(end_node.value))) if isinstance(end_node, Literal) else end.top + 1  # type: ignore[arg-type]
    begun = after > start.top
    whole = p.terms.choose(begun, (after - start.top) / MONTH, p.terms.number(0))
    if dict(node.arguments).get("rounded") == "up":
        part = p.terms.all([begun, start.top + whole * MONTH <= end.top])
        whole = whole + p.terms.choose(part, p.terms.number(1), p.terms.number(0))
    return Number(whole, _unknown(p, start, end))


def _date_after(p: Person, node: Figure) -> Value | None:
    start_node, length_node = argument(node, "start"), argument(node, "length")
    assert start_node is not None and length_node is not None
    if length_node.kind not in ("months", "calendar_years", "quarters"):
        return None
    start, length = p.number(start_node), p.number(length_node)
    months = {"months": 1, "quarters": 3, "calendar_years": 12}[length_node.kind]
    return Number(start.top + length.top * (MONTH * months), _unknown(p, start, length))


def _age_on(p: Person, node: Figure) -> Value:
    birth_node, day_node = argument(node, "birth"), argument(node, "day")
    assert birth_node is not None and day_node is not None
    birth, day = p.number(birth_node), p.number(day_node)
    return Number(p.terms.greatest([p.terms.number(0), (day.top - birth.top) / MONTH]), _unknown(p, birth, day))


def _calendar_years_between(p: Person, node: Figure) -> Value:
    after, before, worth, least, most = (
        p.number(n) if (n := argument(node, name)) is not None else None for name in ("after", "before", "worth", "least", "most")
    )
    assert after is not None and before is not None and worth is not None
    years = p.terms.greatest([p.terms.number(0), before.top / YEAR - after.top / YEAR - 1])
    found = p.terms.greatest([years * worth.top, *([least.top] if least else [])])
    return Number(p.terms.least([found, most.top]) if most else found, _unknown(p, after, before))


def _part_of(p: Person, node: Figure) -> Value | None:
    whole_node, part = argument(node, "whole"), argument(node, "part")
    if whole_node is None or not isinstance(part, Literal):
        return None
    share, whole = Fraction(part.value), p.number(whole_node)  # type: ignore[arg-type]
    top = whole.top * share.numerator
    rounded = str(dict(node.arguments).get("rounded", "down"))
    if rounded == "nearest":
        return Number((2 * top + share.denominator) / (2 * share.denominator), whole.unknown)
    return Number((top + (share.denominator - 1 if rounded == "up" else 0)) / share.denominator, whole.unknown)


def _same(p: Person, node: Figure) -> Value:
    return p.value(nodes(node, "terms")[0])


#: Functions that are worked out; every other is a count of its own (see `engine.proofs.contracts`).
EXACT: dict[str, Callable[[Person, Figure], Value | None]] = {
    "ratio": _ratio,
    "sum": _sum,
    "least": _extreme("least"),
    "earliest": _extreme("least"),
    "greatest": _extreme("greatest"),
    "latest": _extreme("greatest"),
    "shortfall": _shortfall,
    "same": _same,
    "length": _length,
    "date_after": _date_after,
    "age_on": _age_on,
    "calendar_years_between": _calendar_years_between,
    "part_of": _part_of,
    "table_row_exists": tables.row_exists,
    "table_value": tables.cell,
    "table_cell_among": tables.cell_among,
}

__all__ = ["EXACT", "Code", "argument", "figure", "name_of", "nodes"]
