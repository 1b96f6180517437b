"""What one instance says, piece by piece: each rule, crediting rule, exception to crediting, and record, with its canonical parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.checking.scopes import BENEFIT, POSTING
from engine.comparing.normal import Form, Naming, conjuncts, form, value_form
from engine.comparing.words import Wording
from engine.language.instance import Instance
from engine.language.ir import Citation, Condition, Figure, Literal, Rule, Value
from engine.language.naming import Names
from engine.language.periods import Credit, PeriodBar, Record

RULE, CREDIT, EXCEPTION, RECORD = "rule", "credit", "exception", "record"


@dataclass(frozen=True)
class Piece:
    """`conditions` must all hold; `awaits` decide nothing but the day; `targets` are the rules it bars or replaces.

    `values` are what else it says (what is concluded, what a period is worth), each by a word.
    """

    kind: str
    id: str
    cite: Citation | None
    conditions: tuple[Condition, ...] = ()
    awaits: tuple[Condition, ...] = ()
    bars: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    values: tuple[tuple[str, Value | str], ...] = ()

    @property
    def provision(self) -> str:
        return self.id.partition(".")[0]

    def head(self, naming: Naming, blank: bool = False) -> Form:
        return (self.kind, *((w, _form(v, naming, blank, w)) for w, v in self.values))

    def body(self, naming: Naming, blank: bool = False) -> Form:
        """All that the piece says by itself, without whom it bars."""
        parts = sorted((form(c, naming, blank) for c in self.conditions), key=repr)
        waits = sorted((form(c, naming, blank) for c in self.awaits), key=repr)
        return (self.head(naming, blank), tuple(parts), tuple(waits))


def _form(told: Value | str, naming: Naming, blank: bool, word: str) -> Form:
    if isinstance(told, str):
        return naming.conclusion(told) if word == "concludes" else naming.record(told) if word == "into" else told
    return value_form(told, naming, blank)


@dataclass
class Pieces:
    """All pieces of one instance, by id; national law is kept apart, since both sides read it and neither writes it."""

    instance: Instance
    wording: Wording
    own: dict[str, Piece] = field(default_factory=dict)
    national: dict[str, Piece] = field(default_factory=dict)

    def find(self, name: str) -> Piece | None:
        return self.own.get(name) or self.national.get(name)


def pieces(instance: Instance, kind: str) -> Pieces:
    """Raises RuleFileRefused where a rule cannot be lowered."""
    found = Pieces(instance, Wording(instance.scope.roles))
    for piece in [*_rules(instance, kind), *(_periods(instance) if kind == BENEFIT else ())]:
        (found.national if piece.id.startswith("national.") else found.own)[piece.id] = piece
    return found


def _rules(instance: Instance, kind: str) -> Iterator[Piece]:
    """What the questions of this kind read: a posting has no deciding State, and a right asks for no State of insurance."""
    if kind == POSTING:
        wanted = sorted(instance.conclusions & {"in_scope", "insured_in"})
    else:
        wanted = [c for c in sorted(instance.conclusions) if kind != BENEFIT or c != "insured_in"]
    rules = instance.program(wanted).rules
    yield from (_of_rule(r) for r in sorted(rules, key=lambda r: r.id))


def _of_rule(rule: Rule) -> Piece:
    values: list[tuple[str, Value | str]] = [("concludes", rule.concludes)] if rule.concludes else []
    values += [("value", rule.value)] if rule.value is not None else []
    values += [("basis", rule.label)] if rule.label else []
    awaits = conjuncts(rule.awaits) if rule.awaits is not None else ()
    kind = EXCEPTION if (rule.bars or rule.replaces) and not rule.concludes else RULE
    return Piece(kind, rule.id, rule.cite, conjuncts(rule.when), awaits, tuple(sorted(rule.bars)), tuple(sorted(rule.replaces)), tuple(values))


def _periods(instance: Instance) -> Iterator[Piece]:
    for record in instance.records.values():
        yield _of_record(record)
    for credits in instance.credits.values():
        yield from (_of_credit(c, instance.names) for c in credits)
    bars = {b.id: b for group in instance.period_bars.values() for b in group}
    yield from (_of_bar(b) for b in bars.values())


def _of_bar(bar: PeriodBar) -> Piece:
    return Piece(EXCEPTION, bar.id, bar.cite, conjuncts(bar.when), bars=tuple(sorted(bar.bars)))


def _of_credit(credit: Credit, names: Names) -> Piece:
    told: dict[str, Any] = {
        "into": credit.record,
        "every": credit.every,
        "holding": credit.holding,
        "worth": credit.worth,
        "remainder": credit.remainder or None,
        "within": credit.within if credit.every else None,
        "placed": credit.placed if credit.every else None,
        "at_most": credit.at_most,
        "at_most_a_year": credit.at_most_a_year,
        "not_before": credit.not_before,
        "not_after": credit.not_after,
        "certified_only": "yes" if credit.certified_only else None,
        "never_on_records": ", ".join(sorted(x for x in credit.never_on if x in names.records)) or None,
    }
    values = tuple((word, _value(v)) for word, v in told.items() if v is not None)
    rules = tuple(sorted(x for x in credit.never_on if x not in names.records))
    return Piece(CREDIT, credit.id, credit.cite, conjuncts(credit.when), replaces=rules, values=values)


def _of_record(record: Record) -> Piece:
    told: dict[str, Any] = {
        "of": ", ".join(record.of) or None,
        "third_states": record.third_states,
        "overlap": ", ".join(record.overlap) or None,
        "not_before": record.not_before,
        "not_after": record.not_after,
        "conversion": repr(record.conversion) if record.conversion else None,
        "rounding": record.rounding,
        "without_countries": record.without_countries,
    }
    return Piece(RECORD, f"records.{record.name}", record.cite, values=tuple((w, _value(v)) for w, v in told.items() if v is not None))


def _value(told: Any) -> Value | str:
    """A value of the representation as it is; an amount of a credit as a literal; anything else as its text."""
    if hasattr(told, "unit") and hasattr(told, "n"):
        return Literal(told.unit, told.n)
    return Literal("count", told) if isinstance(told, int) else told


def named_value(node: Value | str) -> str:
    """The name under which a value is declared, if it has one."""
    if isinstance(node, Literal) and node.origin is not None:
        return node.origin.name
    return node.name if isinstance(node, Figure) else ""
