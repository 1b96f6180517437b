"""What is encoded: instruments in short and in full, and corridors between two States."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.base import Confidence, Document


class InstrumentHead(Document):
    id: str
    kind: Literal["agreement", "credential", "national"]
    title: str
    parties: list[str]
    status: str
    in_force: str | None
    text_as_of: str | None
    sha256: str
    href: str


class Instruments(Document):
    instruments: list[InstrumentHead]
    unreadable: list[str] = Field(description="Ids whose file cannot be used at present.")


class Cite(Document):
    article: str
    source: str
    source_title: str
    url: str


class AuthenticTextsOf(Cite):
    languages: list[str] = Field(description="Codes of ISO 639-1; the text binds in each of them as much as in the others.")


class TextOf(Document):
    id: str
    title: str
    signed: str | None
    in_force: str | None
    terminated: str | None
    url: str
    authentic_texts: AuthenticTextsOf | None = Field(description="Null where it is not recorded.")


class SourceOf(Document):
    id: str
    title: str
    url: str
    text_as_of: str | None


class Scope(Document):
    benefits: str
    persons: str
    persons_article: str


class BenefitOf(Document):
    id: str
    title: str
    branch: str
    institution: str


class Value(Cite):
    value: str
    since: str | None
    until: str | None
    for_: str = Field(alias="for")
    confidence: Confidence
    note: str


class Parameter(Document):
    name: str
    title: str
    by: str | None = Field(description="The date that selects a value, where it is not the date of law.")
    values: list[Value]


class FigureOf(Cite):
    name: str
    title: str
    gives: str
    counted_by: str
    from_: str = Field(alias="from")


class RuleOf(Cite):
    id: str
    sentence: str
    conditions: str
    awaits: str
    concludes: str | None
    credits: str | None
    basis: str | None
    bars: list[str]
    replaces: list[str]
    for_: str = Field(alias="for")
    since: str | None
    until: str | None
    confidence: Confidence
    note: str


class ProvisionOf(Cite):
    id: str
    title: str
    adopts: str | None
    for_: str = Field(alias="for")
    since: str | None
    until: str | None
    rules: list[RuleOf]
    parameters: list[Parameter]
    figures: list[FigureOf]


class OpenPoint(Cite):
    fact: str
    decided_by: str
    about: str
    confidence: Confidence
    note: str


class NotEncoded(Cite):
    why: str


class Instrument(InstrumentHead):
    """An instrument in full: rules in words, citations, values over time, what is not encoded."""

    file_sha256: str
    note: str
    instruments: list[TextOf]
    sources: list[SourceOf]
    scope: Scope
    benefits: list[BenefitOf]
    provisions: list[ProvisionOf]
    parameters: list[Parameter]
    figures: list[FigureOf]
    leaves_open: list[OpenPoint]
    not_encoded: list[NotEncoded]


class State(Document):
    code: str
    name: str


class CorridorBenefit(Document):
    state: str
    id: str
    title: str
    branch: str


class Limit(Cite):
    what: str
    value: str
    for_: str = Field(alias="for")


class CorridorInstrument(InstrumentHead):
    binds: bool
    why_not: str | None
    benefits: list[CorridorBenefit]
    posting_limits: list[Limit]
    not_encoded: list[NotEncoded]


class CorridorCredential(InstrumentHead):
    binds: bool
    why_not: str | None
    professions: list[str]
    not_encoded: list[NotEncoded]


class Help(Document):
    state: str
    what: str
    article: str
    url: str


class Corridor(Document):
    home: State
    host: State
    as_of: str
    summary: str
    instruments: list[CorridorInstrument]
    credentials: list[CorridorCredential]
    still_helps: list[Help]
    unreadable: list[str] = Field(description="Ids of instruments that may matter here and whose file cannot be used at present.")
