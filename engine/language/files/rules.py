"""The words of a provision: records, figures, parameters, rules with their crediting, and the blanks of a model."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.language.files.words import Answers, Cited, ConditionText, Day, ForText, Meets, Names, Words

ValueType = Literal["duration", "date", "amount", "fraction", "count", "conversion"]
BlankType = Literal["duration", "date", "amount", "fraction", "count", "conversion", "record", "choice", "list", "truth", "code"]
Gives = Literal["duration", "count", "fraction", "amount", "date", "country", "countries", "truth", "conversion", "code"]


class ParameterValue(Cited):
    """One value of a parameter; `value: null` ends a series."""

    for_: ForText | None = None
    since: Day | None = None
    until: Day | None = None
    value: Any


class Parameter(Words):
    """A quantity of law. `by` names the date that selects where it is not the date of law (a birth cohort)."""

    type: ValueType
    values: list[ParameterValue]
    by: str = ""
    title: str = ""


def _filled(value: object) -> object:
    """One shape for the ways to fill a blank: a list of values."""
    if isinstance(value, dict) and "value" in value:
        return [value]
    if isinstance(value, list) and value and all(isinstance(v, dict) and "value" in v for v in value):
        return value
    return [{"value": value}]


#: A name, a literal, one cited value or a list of them; always read as a list of values.
Fill = Annotated[list[ParameterValue], BeforeValidator(_filled, json_schema_input_type=Any)]


class Blank(Words):
    """What an agreement fills when it adopts a model."""

    type: BlankType
    default: Any = None
    among: list[str | int | bool] | None = None
    title: str = ""


class RecordText(Cited):
    """A named set of periods. Nothing enters it except by a crediting rule."""

    of: list[str]
    overlap: Names = Field(default_factory=list)
    not_before: Any = None
    not_after: Any = None
    converted_by: str = ""
    rounding: Literal["", "up", "down", "nearest"] = ""
    without_countries: str = ""


class FigureText(Cited):
    """A derived value: what it gives, the function that counts it, and from what."""

    gives: Gives
    counted_by: str
    from_: dict[str, Any]
    each: Literal["record"] | None = None
    for_: ForText | None = None
    since: Day | None = None
    until: Day | None = None
    title: str = ""


class Credits(Words):
    """What a period is worth, and in which record. With `into` alone it counts date for date."""

    into: str
    every: str | None = None
    holding: str | None = None
    worth: str | None = None
    remainder: str | None = None
    within: Literal["calendar_year", "span"] | None = None
    placed: Literal["forward", "backward", "most_useful"] | None = None
    never_on: Names = Field(default_factory=list)
    at_most: str | None = None
    not_before: str | date | None = None
    not_after: str | date | None = None
    certified_only: bool = False


class ExplainText(Words):
    """Sentences with placeholders in braces."""

    holds: str = ""
    fails: str = ""
    unknown: str = ""


class RuleText(Cited):
    """One sentence of law: when it holds, it concludes, credits, or bars.

    `when` may be missing, and `removed` may stand, only in a draft that amends.
    """

    id: str
    removed: bool = False
    title: str = ""
    for_: ForText | None = None
    since: Day | None = None
    until: Day | None = None
    each: Literal["period", "record", "earnings"] | None = None
    when: ConditionText | None = None
    awaits: ConditionText | None = None
    concludes: str | dict[str, Any] | None = None
    credits: Credits | None = None
    as_: str = ""
    bars: Names = Field(default_factory=list)
    replaces: Names = Field(default_factory=list)
    explain: ExplainText = ExplainText()
    meets: Meets = Field(default_factory=list)


class Provision(Cited):
    """What one article says: a model it adopts, with its blanks filled, and rules of its own."""

    id: str
    removed: bool = False
    title: str = ""
    adopts: str = ""
    fill: dict[str, Fill] = Field(default_factory=dict)
    for_: ForText | None = None
    since: Day | None = None
    until: Day | None = None
    answers: Answers | None = None
    viewpoint: list[str] = Field(default_factory=list)
    records: dict[str, RecordText] = Field(default_factory=dict)
    figures: dict[str, FigureText] = Field(default_factory=dict)
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    rules: list[RuleText] = Field(default_factory=list)
    meets: Meets = Field(default_factory=list)
