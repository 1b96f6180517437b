"""Tables of a rule file as formulas: whether a row matches, what its cell says, and whether the person has what the cell asks for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.decision.listing import folded
from engine.language.ir import Figure
from engine.language.tables import rows_of
from engine.proofs.days import to_slot
from engine.proofs.terms import Term
from engine.proofs.values import Code, Members, Number, Value

if TYPE_CHECKING:
    from engine.proofs.person import Person

_EMPTY = (None, "", "none")


def _rows(p: Person, table: str) -> list[tuple[Mapping[str, Any], Term, Term]]:
    """The rows that may match, each with the formula that it does and whether that cannot be known."""
    told, top = p.instance.file.data["tables"][table], p.instance.blocks[0]
    values = {column: p.value(p.instance.names.value(name, top)) for column, name in told["match"].items()}
    unknown = p.terms.any(v.unknown for v in values.values())
    found = []
    for row in rows_of(p.instance.corpus, p.instance.file, table):
        match = p.terms.all(_fits(p, value, row[column]) for column, value in values.items())
        if not match.eq(p.terms.false):
            found.append((row, match, unknown))
    return found


def _fits(p: Person, value: Value, cell: Any) -> Term:
    if isinstance(value, Number):
        return value.top == int(cell)
    if isinstance(value, Members):
        return p.terms.any(term for code, term in value.of.items() if folded(code) == folded(str(cell)))
    fitting = [c for c in value.domain if folded(c) == folded(str(cell))]
    if len(value.domain) == 1:
        return p.terms.true if fitting else p.terms.false
    return p.terms.any(value.term == p.book.number(c) for c in fitting)


def _table(node: Figure, name: str = "table") -> str:
    return str(dict(node.arguments)[name])


def _one(p: Person, condition: Term) -> Term:
    return p.terms.choose(condition, p.terms.number(1), p.terms.number(0))


def row_exists(p: Person, node: Figure) -> Value:
    rows = _rows(p, _table(node))
    return Number(_one(p, p.terms.any(match for _, match, _ in rows)), p.terms.any(unknown for _, _, unknown in rows))


def cell(p: Person, node: Figure) -> Value:
    """The cell of the row that matches; where rows that match say different things, and where none matches, it is not known."""
    column = _table(node, "column")
    rows = [(r[column], match, unknown) for r, match, unknown in _rows(p, _table(node)) if r[column] not in _EMPTY]
    of_codes = node.kind == "code"
    worth = [p.book.number(str(told)) if of_codes else _number(told) for told, _, _ in rows]
    found: Term = p.terms.number(worth[0] if worth else 0)
    for number, (_, match, _) in zip(worth, rows, strict=True):
        found = p.terms.choose(match, p.terms.number(number), found)
    differ = [p.terms.all([match, found != number]) for number, (_, match, _) in zip(worth, rows, strict=True) if len(set(worth)) > 1]
    lacking = p.terms.no(p.terms.any(match for _, match, _ in rows))
    unknown = p.terms.any([lacking, *differ, *(unknown for _, _, unknown in rows)])
    if of_codes:
        return Code(found, unknown, tuple(sorted({str(told) for told, _, _ in rows})) or ("-",))
    return Number(found, unknown)


def _number(told: Any) -> int:
    return to_slot(told.toordinal()) if isinstance(told, datetime.date) else int(told)


def cell_among(p: Person, node: Figure) -> Value:
    """Whether what the cell asks for is among what the person has; rows that say different things leave it open."""
    column, among = _table(node, "column"), dict(node.arguments)["among"]
    assert not isinstance(among, (str, tuple))
    has = p.value(among)
    yes, no = [], []
    rows = _rows(p, _table(node))
    for row, match, _ in rows:
        told = row[column]
        has_it = p.terms.true if told in _EMPTY else p.terms.any(_fits(p, has, option) for option in str(told).split("|"))
        yes.append(p.terms.all([match, has_it]))
        no.append(p.terms.all([match, p.terms.no(has_it)]))
    one, other = p.terms.any(yes), p.terms.any(no)
    return Number(_one(p, one), p.terms.any([p.terms.all([one, other]), *(unknown for _, _, unknown in rows)]))
