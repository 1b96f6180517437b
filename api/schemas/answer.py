"""The answer, decision by decision, and a receipt run again."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from api.schemas.base import Confidence, Document

Outcome = Literal["yes", "no", "undetermined", "needs_authority", "not_covered"]


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
    over: bool = Field(description="Whether the distance lies above a most, and not below a least.")
    sentence: str = ""


class Missing(Document):
    fact: str
    question: str
    because_of: list[str]


class OfRule(Sourced):
    address: str = Field(default="", description="Address of the rule; empty where no rule says it.")


class LeftOpen(Sourced):
    fact: str
    decided_by: str
    about: str = ""


class LedgerLine(OfRule):
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


class Amounts(OfRule):
    """Share, full (theoretical) amount, and what is due; `missing` names the amounts that would settle it."""

    fraction: str | None = None
    full: str | None = None
    due: str | None = None
    currency: str | None = None
    missing: list[str] = Field(default_factory=list)


class Portable(OfRule):
    payable_in: str | None
    outcome: str
    sentence: str = ""


class Step(Sourced):
    step: str
    about: str = Field(default="", description="What the step is about: authority, documents, examination, language, fee, deadline …")
    institution: str = ""
    ask_at: str = Field(default="", description="Address of the institution.")
    state: str = Field(default="", description="Whose authorities the step leads to.")
    form: str = ""
    fee: str = ""
    deadline: str = ""
    documents: list[str] = Field(default_factory=list)
    confidence: Confidence = "confirmed"


class Told(Sourced):
    what: str


class Help(OfRule):
    what: str


class Appeal(Told):
    to: str
    within: str


class RecruitmentNotice(Sourced):
    """What a recruiter may do, by which list or agreement. It never changes the person's own outcome."""

    notice: str
    effect: str = Field(description="prohibited, discouraged, under_agreement or allowed.")
    edition: str = Field(description="The edition of the list or code.")
    agreement: str = Field(description="The agreement between governments, where there is one.")
    confidence: Confidence


class Recruitment(RecruitmentNotice):
    more: list[RecruitmentNotice]


class NearTitle(Document):
    title: str
    awarding_body: str
    certificate: str


class Title(Document):
    """Whether the title of the evidence stands in the list of its State, and what is near it where it does not."""

    listed: bool
    nearest: list[NearTitle]
    listed_for: list[str] = Field(description="Other States for which this very title is listed.")
    is_professional_title: bool = Field(description="Whether a professional title was given in place of the evidence.")


class RestsOn(Document):
    fact: str
    known_by: str


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


class Named(Document):
    """What was asked, by the titles of the rule files."""

    benefit: str | None
    instrument: str | None


class Institution(Document):
    """Who decides."""

    title: str
    url: str


class AuthenticTexts(Sourced):
    languages: list[str] = Field(description="Codes of ISO 639-1; the text binds in each of them as much as in the others.")


class Law(Document):
    """The instrument: since when it is in force, of which day the newest text is that was read for it, and in which languages it binds."""

    status: str
    in_force: str | None
    text_as_of: str | None
    authentic_texts: AuthenticTexts | None = Field(description="Null where it is not recorded.")


class Decision(Document):
    """One decision: of one State, under one instrument, on one benefit."""

    deciding: str
    instrument: str | None
    benefit: str | None
    branch: str | None = None
    named: Named
    institution: Institution | None
    law: Law | None
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
    still_helps: list[Help]
    warnings: list[Told]
    appeal: Appeal | None
    recruitment: Recruitment | None
    title: Title | None = None
    rests_on: list[RestsOn]
    assumptions: list[str]
    confidence: Literal["confirmed", "unconfirmed"]
    unconfirmed: list[Doubt]
    receipt: Receipt


class ToldIn(Document):
    """In which language the sentences are, where that is not English."""

    language: str
    reviewed: bool = Field(description="Whether a native reader has read the translations.")
    sentences: int
    untranslated: int = Field(description="How many of them had no translation and are English.")
    in_english: list[str] = Field(description="JSON pointers to the texts of which a sentence is English.")


class Answer(Document):
    """One decision for each State, instrument and benefit; `best` names the best by State and branch."""

    id: str = Field(description="A short digest of the receipts; the same on page, PDF, JSON and command line. As personal as the facts.")
    decisions: list[Decision]
    best: dict[str, int]
    plan: list[Step]
    told_in: ToldIn | None = Field(default=None, description="Only where Accept-Language asked for another language than English.")


class Rerun(Document):
    same: bool = Field(description="Whether a decision came out with the digest of the receipt's trace.")
    told: str
    engine_now: str
    engine_differs: bool
    decisions: list[Decision]
    told_in: ToldIn | None = None
