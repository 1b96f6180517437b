"""The answer and the other documents as models: for the OpenAPI description, so that clients can be generated.

Answers are not built through these models; a test holds real answers against them. Strings carry their units; nothing is a float.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["yes", "no", "undetermined", "needs_authority", "not_covered"]
Confidence = Literal["confirmed", "unconfirmed", "one_reading"]


class Document(BaseModel):
    """The base: strict values; keys may be added in later versions."""

    model_config = ConfigDict(strict=True)


class Cited(Document):
    article: str = Field(description="The pinpoint in the law.")
    url: str = Field(default="", description="Where the text can be read.")


class Sourced(Cited):
    source: str = Field(default="", description="Id of the source in the rule file.")
    title: str = Field(default="", description="Title of the source.")


class Because(Sourced):
    address: str = Field(description="Address of the rule that carried the outcome.")
    sentence: str
    facts: dict[str, str] = Field(description="Facts and figures as the rule found them.")


class Blocked(Sourced):
    address: str
    fact: str
    found: str
    needed: str
    distance: str = Field(description="How far it is from being met; empty where that cannot be measured.")
    sentence: str = ""


class Missing(Document):
    fact: str
    question: str
    because_of: list[str]


class LeftOpen(Sourced):
    fact: str
    decided_by: str
    about: str = ""


class LedgerLine(Sourced):
    """What became of a period (or of the earnings of a year)."""

    item: int = Field(description="Number of the period, from 0, in the order of time.")
    country: str | None
    from_: str | None = Field(alias="from")
    to: str | None
    year: str | None = None
    into: str = Field(description="The record it entered; empty where no rule counts it.")
    credited: str
    dropped: str
    why: str


class Outstanding(Document):
    address: str
    what: str
    met_on: str | None


class Amounts(Sourced):
    """Share, full (theoretical) amount, and what is due; `missing` names the amounts that would settle it."""

    fraction: str | None = None
    full: str | None = None
    due: str | None = None
    currency: str | None = None
    missing: list[str] = []


class Portable(Sourced):
    payable_in: str | None
    outcome: str
    sentence: str = ""


class Step(Cited):
    step: str
    institution: str = ""
    form: str = ""
    deadline: str = ""
    documents: list[str] = []


class Told(Cited):
    what: str


class Appeal(Told):
    to: str
    within: str


class Recruitment(Cited):
    notice: str


class Doubt(Document):
    what: str
    confidence: Confidence
    note: str


class Receipt(Document):
    """With it the same question gives the same answer again: send it to /v1/decisions/rerun."""

    engine: str
    backend: str | None
    rules: dict[str, str] = Field(description="sha256 of every rule file, by path.")
    as_of: str | None = None
    facts: dict[str, Any] | None = Field(default=None, description="The facts in canonical form.")
    trace: str | None


class Decision(Document):
    """One decision: of one State, under one instrument, on one benefit."""

    deciding: str
    instrument: str | None
    benefit: str | None
    branch: str | None = None
    as_of: str | None = None
    outcome: Outcome
    basis: str | list[str] | None = None
    route: str | list[str] | None = None
    insured_in: str | None = None
    summary: str
    why_not_covered: str | None = None
    payable_from: str | None
    outstanding: list[Outstanding]
    because: list[Because]
    blocked_by: list[Blocked]
    missing: list[Missing]
    left_open: list[LeftOpen]
    ledger: list[LedgerLine]
    amounts: Amounts | None
    portable: Portable | None
    next_steps: list[Step]
    still_helps: list[Told]
    warnings: list[Told]
    appeal: Appeal | None
    recruitment: Recruitment | None
    assumptions: list[str]
    confidence: Literal["confirmed", "unconfirmed"]
    unconfirmed: list[Doubt]
    receipt: Receipt


class Answer(Document):
    """One decision for each State, instrument and benefit; `best` names the best by State and branch."""

    decisions: list[Decision]
    best: dict[str, int]
    plan: list[Step]


class Rerun(Document):
    same: bool = Field(description="Whether a decision came out with the digest of the receipt's trace.")
    told: str
    engine_now: str
    engine_differs: bool
    decisions: list[Decision]


# --- what is encoded


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


class TextOf(Document):
    id: str
    title: str
    signed: str | None
    in_force: str | None
    terminated: str | None
    url: str


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


# --- health and errors


class Live(Document):
    status: Literal["live"]


class Ready(Document):
    status: Literal["ready", "not ready"]
    engine: str
    backend: str
    fallen_back: bool
    golden: bool
    warnings: list[str]


class Finding(Document):
    pointer: str | None = Field(default=None, description="JSON pointer into the body.")
    place: str | None = Field(default=None, description="File, line and column of a rule file.")
    code: str
    message: str
    found: str
    expected: str
    mend: str


class Problem(Document):
    """RFC 9457. Never repeats what was sent."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    problems: list[Finding] | None = None
