"""The part of the representation that speaks of periods: which periods enter which record, and at what worth.

Period rules run before the others. They are three-valued like every rule; what they bring is counted by `engine.counting`.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.ir import UNEXPLAINED, Citation, Condition, Explain, Value


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units: `3 months`, `1 calendar_year`. `n` is 1 where the text names the unit alone."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A crediting rule. Without `every`, a period counts date for date (or as the total told) in the unit of the record.

    `when` is tested for each period (or each year of earnings); what it admits is counted together, on the union.
    """

    id: str
    record: str
    when: Condition
    cite: Citation
    each: str = "period"
    every: Amount | Value | None = None
    holding: Amount | None = None
    worth: Amount | None = None
    remainder: int = 0
    within: str = "calendar_year"
    placed: str = "forward"
    never_on: tuple[str, ...] = ()
    at_most: Amount | None = None
    at_most_a_year: Amount | None = None
    not_before: Value | None = None
    not_after: Value | None = None
    certified_only: bool = False
    explain: Explain = UNEXPLAINED
    confidence: str = "confirmed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """An exception to crediting rules: a period for which it holds is not credited by them."""

    id: str
    when: Condition
    bars: tuple[str, ...]
    cite: Citation
    explain: Explain = UNEXPLAINED
    confidence: str = "confirmed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A named set of periods. `of` names the records it is built on; everything else comes by crediting rules."""

    name: str
    of: tuple[str, ...] = ()
    third_states: Value | None = None
    overlap: tuple[str, ...] = ()
    not_before: Value | None = None
    not_after: Value | None = None
    conversion: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ()  # days a week -> ((unit, days), ...)
    rounding: str = "up"
    without_countries: Value | None = None
    cite: Citation | None = None
    confidence: str = "confirmed"
    note: str = ""
