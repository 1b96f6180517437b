"""Records and crediting rules as written, turned into the representation of periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.language.blocks import Block, in_force
from engine.language.conditions import Conditions
from engine.language.ir import Literal, Value
from engine.language.naming import Names
from engine.language.periods import Amount, Credit, PeriodBar, Record
from engine.language.rules import RuleBook, explained, rule_citation
from engine.problems import nearest

_AMOUNT = re.compile(r"(?:(\d+) )?(day|week|month|calendar_month|quarter|year|calendar_year)s?")
_UNITS = {"day": "days", "week": "weeks", "month": "months", "calendar_month": "months", "quarter": "quarters"}
_CAP = re.compile(r"(.+?) each calendar_year")


def amount_of(told: Any) -> Amount | None:
    """`3 months`, `calendar_year`, `1 day` as an amount; a year is a calendar year where periods are counted by it."""
    found = _AMOUNT.fullmatch(str(told))
    if not found:
        return None
    return Amount(int(found.group(1) or 1), _UNITS.get(found.group(2), "calendar_years"))


def conversion_tables(name: str, names: Names, blocks: list[Block]) -> tuple[tuple[int, tuple[tuple[str, int], ...]], ...]:
    """The conversion parameter a record names: for each number of days a week, the days of each unit;
    under 0 what a calendar year is in weeks, months and quarters."""
    tables: dict[int, tuple[tuple[str, int], ...]] = {}
    for block in blocks:
        parameter = block.part("parameters").get(name)
        for row in (parameter or {}).get("values", []):
            if in_force(row, names.instruments, names.day) and isinstance(row["value"], Mapping):
                days = int((row.get("for") or {}).get("days_in_week", 0))
                tables[days] = tuple(sorted((str(k), int(v)) for k, v in row["value"].items()))
    return tuple(sorted(tables.items()))


def records_of(names: Names, blocks: list[Block]) -> dict[str, Record]:
    """Every record in sight; of two with one name the one that is narrowed further, a model's last of all, in whatever order they stand.
    `deciding` and `partner` in `of` only say whose periods rules bring in.
    """
    found: dict[str, Record] = {}
    for block in sorted(blocks, key=lambda b: (not b.sources, len(b.data.get("for") or {}))):
        for name, told in block.part("records").items():
            found[name] = _record(name, told, names, block, blocks)
    if "own" not in found:
        found["own"] = Record("own")
        names.records.add("own")
    return found


def _record(name: str, told: Mapping[str, Any], names: Names, block: Block, blocks: list[Block]) -> Record:
    of: list[str] = []
    third: Value | None = None
    for source in told.get("of") or []:
        text = str(source)
        if text in block.fill or text in block.blanks:
            filled = names.find(text, block)
            text = str(filled.value) if isinstance(filled, Literal) else text
        if text in names.records:
            of.append(text)
        elif text == "third_states":
            third = names.value(text, block)
    overlap = told.get("overlap") or []
    return Record(
        name=name,
        of=tuple(of),
        third_states=third,
        overlap=tuple(overlap) if isinstance(overlap, list) else (str(overlap),),
        not_before=_limit(told.get("not_before"), names, block),
        not_after=_limit(told.get("not_after"), names, block),
        conversion=conversion_tables(str(told["converted_by"]), names, blocks) if "converted_by" in told else (),
        rounding=str(told.get("rounding", "up")),
        without_countries=names.value(told["without_countries"], block) if "without_countries" in told else None,
        cite=block.citation(told.get("cite")) if told.get("cite") or block.cite else None,
        confidence=str(told.get("confidence", "confirmed")),
        note=str(told.get("note", "")),
    )


def _limit(told: Any, names: Names, block: Block) -> Value | None:
    """A limit in time: a date, a name, or one that is said only for some (`{for: …, value: …}`)."""
    for entry in told if isinstance(told, list) else [told]:
        if isinstance(entry, Mapping):
            if names.scope.fits(entry.get("for")):
                return names.value(entry["value"], block)
        elif entry is not None:
            return names.value(entry, block)
    return None


def period_rules_of(book: RuleBook) -> tuple[dict[str, list[Credit]], dict[str, list[PeriodBar]]]:
    """Crediting rules by record, and the exceptions to each of them."""
    low, ids = Conditions(book), list(book.period_rules)
    credits: dict[str, list[Credit]] = {}
    bars: dict[str, list[PeriodBar]] = {}
    for rule_id in sorted(ids):
        block, rule = book.period_rules[rule_id]
        when = low.lower(rule["when"], block, rule_id)
        doubt = {"confidence": str(rule.get("confidence", "confirmed")), "note": str(rule.get("note", ""))}
        if "credits" in rule:
            into = str(rule["credits"]["into"])
            if into not in book.names.records:
                mend = nearest(into, sorted(book.names.records))
                raise block.refuse("unknown-record", f"{rule_id} credits into a record that is not there", into, mend or "declare it under records")
            credit = _credit(rule_id, rule, block, book, when, ids, doubt)
            credits.setdefault(credit.record, []).append(credit)
        targets = book.targets(rule.get("bars") or [], block, ids)
        bar = PeriodBar(rule_id, when, targets, rule_citation(rule, block), explained(rule), **doubt)
        for target in targets:
            bars.setdefault(target, []).append(bar)
    return credits, bars


def _credit(rule_id: str, rule: Mapping[str, Any], block: Block, book: RuleBook, when: Any, ids: list[str], doubt: Mapping[str, str]) -> Credit:
    told, names = rule["credits"], book.names
    every = told.get("every")
    never = told.get("never_on") or []
    never = [never] if isinstance(never, str) else never
    cap = _CAP.fullmatch(str(told.get("at_most", "")))
    remainder = amount_of(told["remainder"]) if "remainder" in told else None
    worth = amount_of(told["worth"]) if "worth" in told else None
    period = None if every is None else amount_of(every)
    if period is not None and period.unit == "calendar_years" and period.n != 1:
        raise block.refuse("not-one-year", f"{rule_id}: periods are counted by single calendar years", str(every), "write every: calendar_year")
    if remainder and worth and remainder.n > worth.n:
        message = f"{rule_id}: a remainder is worth more than a whole"
        raise block.refuse("remainder-above-worth", message, str(told["remainder"]), "say what a rest is worth")
    return Credit(
        id=rule_id,
        record=str(told["into"]),
        when=when,
        cite=rule_citation(rule, block),
        each=str(rule["each"]),
        every=None if every is None else period or names.value(every, block),
        holding=amount_of(told["holding"]) if "holding" in told else None,
        worth=worth,
        remainder=remainder.n if remainder else 0,
        within=str(told.get("within", "calendar_year")),
        placed=str(told.get("placed", "forward")),
        never_on=tuple(i for x in never for i in ([x] if x in names.records else book.targets([x], block, ids))),
        at_most=amount_of(told["at_most"]) if "at_most" in told and not cap else None,
        at_most_a_year=amount_of(cap.group(1)) if cap else None,
        not_before=_limit(told.get("not_before"), names, block),
        not_after=_limit(told.get("not_after"), names, block),
        certified_only=bool(told.get("certified_only", False)),
        explain=explained(rule),
        confidence=doubt["confidence"],
        note=doubt["note"],
    )
