"""Words that every kind of file shares: the base of all models, citations, sources, instruments, scope, open points, notices.

Attribute names are the words of the text; where Python keeps a word for itself, an underscore follows (`for_`, `as_`, `from_`).
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _word_of(attribute: str) -> str:
    return attribute.rstrip("_")


def listed(value: object) -> object:
    """One thing, or a list of things, as a list."""
    return value if isinstance(value, list) else [value]


class Words(BaseModel):
    """The base of every model: a closed list of words, nothing converted, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=_word_of, defer_build=True)


#: One pair: the id of a source and the pinpoint in it, as text.
CiteText = dict[str, str]
#: Tests: `all`, `any` or `none` with a list, or one fact with one verb. Checked by `engine.language.files.conditions`.
ConditionText = dict[str, Any]
#: One name or a list of names, always read as a list.
Names = Annotated[list[str], BeforeValidator(listed, json_schema_input_type=str | list[str])]
#: Points of the checklist of model provisions that an article meets, by id, where no rule shows it.
Meets = list[str]
#: What a provision, rule, figure or value is narrowed to: `{deciding: [CA]}`; each word with its list.
ForText = dict[str, Annotated[list[str | int], BeforeValidator(listed, json_schema_input_type=str | int | list[str | int])]]
#: A language by its code in ISO 639-1.
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
#: A day, or the id of an instrument, meaning the day on which it came into force.
Day = date | str
Confidence = Literal["confirmed", "unconfirmed", "one_reading"]
Status = Literal["draft", "signed", "in_force", "terminated"]
Answers = Literal["right", "amount", "payable", "insured_in", "recognised"]
Branch = Literal[
    "old-age",
    "invalidity",
    "survivors",
    "orphans",
    "sickness",
    "maternity",
    "employment-injury",
    "unemployment",
    "family",
    "death-grant",
    "health-care",
]
#: For what a qualification is to count: the regulated profession, temporary services, further study, work that is not regulated.
Purpose = Literal["practice", "services", "study", "work"]
#: What a next step is about; a rule set on a regulated profession tells each that its law knows.
StepAbout = Literal["authority", "documents", "examination", "adaptation", "language", "fee", "deadline", "registration"]
#: What a recruiter may do: nothing of the person's own right to apply.
RecruitmentEffect = Literal["prohibited", "discouraged", "under_agreement", "allowed"]
PeriodKind = Literal["compulsory", "voluntary", "assimilated", "residence", "child-raising", "military", "unemployment", "sickness"]


class Cited(Words):
    """Something that stands on a source, with how sure the reading is."""

    cite: CiteText | None = None
    confidence: Confidence = "confirmed"
    note: str = ""


class Source(Words):
    """A text of law that can be opened: `url` is its full public address, `text_as_of` the day whose wording was read."""

    title: str
    url: str
    text_as_of: date | None = None
    note: str = ""


class AuthenticTexts(Cited):
    """The languages in which a text binds, each as much as the others: what its final clause says, or the law on languages."""

    languages: Annotated[list[LanguageCode], Field(min_length=1)]


class Instrument(Cited):
    """The base text or an amendment. `since: <id>` elsewhere means its `in_force`."""

    title: str
    source: str
    signed: date | None = None
    in_force: date | None = None
    terminated: date | None = None
    authentic_texts: AuthenticTexts | None = None


class Scope(Words):
    """What and whom the instrument covers; a person outside gets `not_covered`."""

    benefits: dict[str, Names] | None = None
    benefits_cite: CiteText | None = None
    persons: ConditionText | None = None
    persons_cite: CiteText | None = None


class LeftOpen(Cited):
    """A fact that the law leaves to an authority, or to the person's choice (`to: person`)."""

    fact: str
    to: str
    about: str
    for_: ForText | None = None
    among: list[str | int | bool] | None = None
    meets: Meets = Field(default_factory=list)


class NotEncoded(Words):
    """Articles that are not encoded, and why."""

    cite: CiteText | None = None
    why: str
    about: StepAbout | None = None
    meets: Meets = Field(default_factory=list)


class Notice(Cited):
    """What a person is told beside the outcome: a next step, what still helps, a warning, where to appeal."""

    id: str
    removed: bool = False
    says: Literal["step", "help", "warning", "appeal", "recruitment"]
    text: str
    for_: ForText | None = None
    since: Day | None = None
    until: Day | None = None
    outcomes: list[Literal["yes", "no", "undetermined", "needs_authority", "not_covered"]] | None = None
    when: ConditionText | None = None
    about: StepAbout | None = None
    institution: str = ""
    form: str = ""
    documents: Names = Field(default_factory=list)
    deadline: str = ""
    fee: str = ""
    within: str = ""
    to: str = ""
    url: str = ""
    effect: RecruitmentEffect | None = None
    edition: str = ""
    agreement: str = ""
    meets: Meets = Field(default_factory=list)


class Institution(Words):
    """Where to ask."""

    title: str
    url: str = ""
    note: str = ""


class Table(Cited):
    """Rows of a list in the law, written here or in a CSV file beside; `match` says which column meets which fact."""

    title: str = ""
    match: dict[str, str]
    rows: list[dict[str, Any]] | None = None
    file: str = ""
    columns: list[str] | None = None
    edition: str | date = ""
