"""Every name of the language ends here: blank, figure, parameter, role, date of an instrument, fact of the case, literal.

A name is sought in the block that uses it (what fills its blanks first), then in every block in sight. What is found nowhere is an
error with the nearest known name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.language.blocks import Block, Scope, in_force, start_of
from engine.language.ir import DURATIONS, Dated, Figure, Given, Literal, Measure, Origin, Value
from engine.language.literals import parse_literal
from engine.language.vocabulary import CASE_FACTS, FUNCTIONS, PERIOD_FACTS, ROLES, kind_of_fact
from engine.problems import RuleFileRefused, nearest

#: As the record of a counting function: what the other State counts as its own, in its own unit.
PARTNER = "partner"
#: How a figure of the law is named that has no value on the day: nobody can be asked for it.
LAW = "law."
#: Arguments of counting functions that are words, lists of codes or names of records, tables and conclusions: no values.
WORDS_OF_FUNCTIONS = frozenset(
    ("of", "holds", "table", "column", "kinds", "countries", "part_rounded", "rounded", "tie", "by_adopting", "each_of", "unit", "activity")
)


class Names:
    """Names of one instance. `open_facts` are those that the law leaves to somebody; they are facts of the case."""

    def __init__(self, blocks: Sequence[Block], scope: Scope, day: int, unit: str, partner_unit: str = "") -> None:
        self.blocks, self.scope, self.day, self.unit, self.partner_unit = blocks, scope, day, unit, partner_unit
        self.top = blocks[0]
        self.instruments: Mapping[str, Any] = self.top.data.get("instruments") or {}
        self.open_facts = {x["fact"]: (x, b) for b in blocks for x in b.data.get("leaves_open") or []}
        self.records = {name for b in blocks for name in b.part("records")}
        self._busy: list[str] = []
        self._found: dict[tuple[str, int, str | None], Value] = {}

    # --- values

    def value(self, name: Any, block: Block, record: str | None = None) -> Value:
        """The value that a name or a literal stands for: one node for one name, so that a reading works it out once.

        Raises RuleFileRefused with the nearest name where there is none.
        """
        key = (name, id(block), record) if isinstance(name, str) else None
        if key is not None and key in self._found:
            return self._found[key]
        found = self.find(name, block, record)
        if found is None:
            known = [*CASE_FACTS, *PERIOD_FACTS, *ROLES, *self.open_facts]
            known += [n for b in block.sight() for word in ("figures", "parameters", "blanks") for n in b.part(word)]
            raise block.refuse("unknown-name", "this name is declared nowhere", str(name), nearest(str(name), known))
        if key is not None:
            self._found[key] = found
        return found

    def find(self, name: Any, block: Block, record: str | None = None) -> Value | None:
        if not isinstance(name, str):
            if isinstance(name, list):
                return Literal("codes", frozenset(map(str, name)))
            return parse_literal(name)
        if record and (name == "record" or name.startswith("record.")):
            name = record + name[6:]
        literal = parse_literal(name)
        if literal is not None:
            return literal
        if name in ROLES:
            role = self.scope.roles.get(name)
            return Literal("code", role) if role is not None else Given("code", name)
        filled = self._filled(name, block, record)
        if filled is not None:
            return filled
        head, _, tail = name.partition(".")
        if tail == "in_force" and head in self.instruments:
            return Literal("date", self.instruments[head]["in_force"].toordinal())
        if head in self.records and tail == "coverage":
            return Measure(self.unit, head)
        if (head, tail) == ("partner", "coverage") and self.partner_unit:
            return Figure(self.partner_unit, name, "partner_coverage", ())
        if head == "benefit" and tail:
            return self._of_benefit(tail, block)
        if tail and head == block.extends:
            return next((v for b in block.outer if b.blanks or b.fill for v in [self._filled(tail, b, record)] if v is not None), None)
        on_record = head in self.records and bool(tail)
        return self._declared(tail if on_record else name, block, head if on_record else record) or self._fact(name)

    def _of_benefit(self, name: str, block: Block) -> Value | None:
        for b in self.blocks:
            if b.id.startswith("national.") and name in b.part("parameters"):
                return self._parameter(name, b.part("parameters")[name], b)
        raise block.refuse("unknown-name", "the national file has no such value for this benefit", f"benefit.{name}")

    def _filled(self, name: str, block: Block, record: str | None) -> Value | None:
        """What fills a blank of this block: a name, a literal, one value, or the value of a list that fits the scope."""
        if name not in block.fill and name not in block.blanks:
            return None
        blank = block.blanks.get(name) or {}
        told = block.fill.get(name, blank.get("default"))
        if told is None:
            raise block.refuse("missing-blank", "a blank of the model is not filled", name, f"say fill: {{{name}: …}}")
        if isinstance(told, list) and told and isinstance(told[0], Mapping):
            fitting = [v for v in told if self._applies(v)]
            told = max(fitting, key=lambda v: start_of(v.get("since"), self.instruments) or 0, default=None)
            if told is None:
                raise block.refuse("no-value", "no value of this list fits what is asked", name)
        origin = None
        if isinstance(told, Mapping):
            cite = block.citation(told.get("cite"))
            origin = Origin(name, cite, str(told.get("confidence", "confirmed")), str(told.get("note", "")))
            told = told["value"]
        if blank.get("type") in ("choice", "record"):
            return Literal("code", str(told), origin=origin)
        if isinstance(told, list):
            return Literal("codes", frozenset(map(str, told)), origin=origin)
        if told == name:
            return None
        home = next((b for b in block.sight() if b.id == block.id and b is not block), block) if name in block.fill else block
        found = self.value(told, home, record)
        return replace(found, origin=_least_sure(origin, found.origin) or Origin(name, block.citation(None))) if isinstance(found, Literal) else found

    def _applies(self, value: Mapping[str, Any]) -> bool:
        return self.scope.fits(value.get("for")) and in_force(value, self.instruments, self.day)

    def _declared(self, name: str, block: Block, record: str | None) -> Value | None:
        for b in block.sight():
            figure = b.part("figures").get(name)
            if figure is not None and self._applies(figure):
                if figure.get("each") == "record" and not record:
                    raise block.refuse("record-missing", "this is a figure of a record", name, f"say record.{name}")
                return self._figure(name, figure, b, record if figure.get("each") == "record" else None)
            parameter = b.part("parameters").get(name)
            if parameter is not None:
                return self._parameter(name, parameter, b)
        return None

    def _fact(self, name: str) -> Value | None:
        if name in self.open_facts:
            entry = self.open_facts[name][0]
            among = entry.get("among")
            return Given("code" if among and not all(isinstance(x, bool) for x in among) else str(entry.get("gives", "truth")), name)
        kind = kind_of_fact(name)
        return Given(kind, name) if kind else None

    # --- parameters

    def _parameter(self, name: str, parameter: Mapping[str, Any], block: Block) -> Value:
        by = parameter.get("by")
        instruments = block.data.get("instruments") or self.instruments
        rows: list[tuple[int, Value | None]] = []
        for row in parameter["values"]:
            if self.scope.fits(row.get("for")):
                since = start_of(row.get("since"), instruments)
                rows.append((since if since is not None else 0, self._row(name, row, block)))
        rows.sort(key=lambda r: r[0])
        if by is None:
            past = [value for since, value in rows if since <= self.day]
            if not past or past[-1] is None:
                return Given("unknown", f"{LAW}{block.id}.{name}".replace("..", "."))
            return past[-1]
        values = [v for _, v in rows if v is not None]
        if not values:
            raise block.refuse("no-value", "no value of this parameter fits what is asked", name)
        return Dated(_kind(values[0]), name, self.value(by, block), tuple(rows))

    def _row(self, name: str, row: Mapping[str, Any], block: Block) -> Value | None:
        if row["value"] is None or isinstance(row["value"], Mapping):
            return None
        found = self.value(row["value"], block)
        origin = Origin(name, block.citation(row.get("cite")), str(row.get("confidence", "confirmed")), str(row.get("note", "")))
        return replace(found, origin=origin) if isinstance(found, Literal) else found

    # --- figures

    def _figure(self, name: str, figure: Mapping[str, Any], block: Block, record: str | None) -> Value:
        label = f"{record}.{name}" if record else name
        if label in self._busy:
            ring = " <- ".join([*self._busy[self._busy.index(label) :], label])
            raise block.refuse("cycle", "figures go in a circle", ring)
        function = figure["counted_by"]
        if function not in FUNCTIONS:
            raise block.refuse("unknown-function", "no counting function has this name", function, nearest(function, list(FUNCTIONS)))
        self._busy.append(label)
        try:
            arguments = tuple((key, self._argument(key, x, block, record)) for key, x in (figure.get("from") or {}).items())
        finally:
            self._busy.pop()
        self._one_kind(label, function, dict(arguments), block)
        kind = self._kind_of_figure(figure, arguments)
        cite = block.citation(figure.get("cite")) if figure.get("cite") or block.cite else None
        return Figure(kind, label, function, arguments, cite)

    def _one_kind(self, label: str, function: str, arguments: Mapping[str, Any], block: Block) -> None:
        """A part and its whole, what there is and what is needed: both are lengths, or both are amounts."""
        sides = {"ratio": ("part", "whole"), "shortfall": ("has", "needs")}.get(function, ())
        kinds = {"a length" if arguments[s].kind in (*DURATIONS, "count") else arguments[s].kind for s in sides if s in arguments} - {"unknown"}
        if len(kinds) > 1:
            raise block.refuse("wrong-unit", f"{label}: {' and '.join(sides)} are of different kinds", " and ".join(sorted(kinds)))

    def _argument(self, key: str, told: Any, block: Block, record: str | None) -> Value | str | tuple[Value, ...]:
        if key in WORDS_OF_FUNCTIONS:
            if told == "record" and record:
                return record
            if key == "of" and isinstance(told, str) and (told in block.fill or told in block.blanks):
                filled = self._filled(told, block, record)
                return str(filled.value) if isinstance(filled, Literal) else told
            return ",".join(map(str, told)) if isinstance(told, list) else str(told)
        if isinstance(told, list):
            return tuple(self.value(x, block, record) for x in told)
        return self.value(told, block, record)

    def _kind_of_figure(self, figure: Mapping[str, Any], arguments: Sequence[tuple[str, Any]]) -> str:
        gives, function = str(figure["gives"]), str(figure["counted_by"])
        if gives != "duration":
            return {"countries": "codes", "country": "code"}.get(gives, gives)
        if FUNCTIONS[function]:
            return FUNCTIONS[function]
        given = dict(arguments)
        if given.get("of") == PARTNER:
            return self.partner_unit or self.unit
        first = given.get("worth") or given.get("has") or given.get("whole") or (given.get("terms") or [None])[0]
        if first is not None:
            return _kind(first)
        return self.unit


def _least_sure(filled: Origin | None, named: Origin | None) -> Origin | None:
    """Of what fills a blank and the value it names, the origin that is less sure; else the one that fills."""
    return (
        named if named is not None and named.confidence != "confirmed" and (filled is None or filled.confidence == "confirmed") else filled or named
    )


def _kind(value: Value) -> str:
    return value.kind


__all__ = ["Names", "RuleFileRefused"]
