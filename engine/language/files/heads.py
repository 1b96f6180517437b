"""The kinds of file. The first word of a file, its head, says which it is."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.language.files.checklist import ChecklistFile
from engine.language.files.persons import PersonsFile
from engine.language.files.rules import Blank, FigureText, Parameter, Provision, RecordText, RuleText
from engine.language.files.scenarios import ScenarioFile
from engine.language.files.words import (
    Answers,
    Branch,
    Cited,
    Institution,
    Instrument,
    LeftOpen,
    Names,
    NotEncoded,
    Notice,
    PeriodKind,
    Purpose,
    Scope,
    Source,
    Status,
    Table,
    Words,
    listed,
)


class Law(Words):
    """What any file of law may say."""

    title: str
    note: str = ""
    status: Status | None = None
    instruments: dict[str, Instrument] = Field(default_factory=dict)
    sources: dict[str, Source] = Field(default_factory=dict)
    tables: dict[str, Table] = Field(default_factory=dict)
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    figures: dict[str, FigureText] = Field(default_factory=dict)
    records: dict[str, RecordText] = Field(default_factory=dict)
    leaves_open: list[LeftOpen] = Field(default_factory=list)
    notices: list[Notice] = Field(default_factory=list)
    not_encoded: list[NotEncoded] = Field(default_factory=list)
    prefers: list[dict[str, Any]] = Field(default_factory=list)


class Listed(Words):
    """All members of a reference list."""

    listed_in: str


class Scheme(Cited):
    """A branch of a State's insurance, and the unit it counts in.

    `part_unit` says whether a unit that is only touched counts whole; left out, a part counts as bounds.
    """

    title: str
    insures: Literal["work", "residence"]
    counted_in: Literal["days", "weeks", "months", "quarters", "calendar_years"]
    part_unit: Literal["counts", "drops"] | None = None
    days_in_week: Literal[5, 6, 7] | None = None
    party: str = ""


class Benefit(Cited):
    """A national benefit: its branch, the scheme whose periods open it, and who decides it."""

    title: str
    branch: Branch
    scheme: Names
    institution: str = ""


class Presumed(Cited):
    """What a period without scheme or kind is taken for."""

    scheme: str | None = None
    kind: PeriodKind | None = None


class Yielding(Cited):
    """Agreements that go first: where all States of a case are bound by one of them, this one is not asked."""

    to: Names


class AgreementFile(Law):
    """`agreement: <id>`: what States have agreed."""

    agreement: str
    parties: list[str] | Listed
    yields_to: Yielding | None = None
    status: Status
    scope: Scope
    schemes: dict[str, Scheme] = Field(default_factory=dict)
    benefits: dict[str, Benefit] = Field(default_factory=dict)
    terminated: date | None = None
    provisions: list[Provision]


class ModelFile(Law):
    """`provision: <name>`: a template that names no country; its rules get their citation from the article that adopts it."""

    provision: str
    answers: Answers | None = None
    viewpoint: list[str] = Field(default_factory=list)
    extends: str = ""
    blanks: dict[str, Blank] = Field(default_factory=dict)
    rules: list[RuleText] = Field(default_factory=list)


class NationalFile(Law):
    """`national: <CC>`: one State's own law."""

    national: str
    schemes: dict[str, Scheme]
    benefits: dict[str, Benefit]
    institutions: dict[str, Institution] = Field(default_factory=dict)
    presumes: Presumed | None = None
    rules: list[RuleText] = Field(default_factory=list)


class Side(Words):
    """The States of one side of a recognition: those of a list on the day, or all others."""

    listed_in: str = ""
    not_listed_in: str = ""


class Sides(Words):
    """Who decides and who awarded: States by code, a list by name, or any State."""

    host: list[str] | Side | Literal["any"]
    home: list[str] | Side | Literal["any"]


class CredentialFile(Law):
    """`credential: <id>`: recognition of a qualification; the pair is `host` (decides) and `home` (awarded)."""

    credential: str
    profession: Names = Field(default_factory=list)
    purpose: Annotated[list[Purpose], BeforeValidator(listed, json_schema_input_type=Purpose | list[Purpose])] = Field(
        default_factory=lambda: list[Purpose](["practice"])
    )
    institutions: dict[str, Institution] = Field(default_factory=dict)
    viewpoint: list[str] = Field(default_factory=list)
    parties: list[str] | Listed | Sides
    status: Status
    scope: Scope | None = None
    terminated: date | None = None
    provisions: list[Provision]


class Member(Cited):
    """One member of a list, from a day until the day before another."""

    code: str
    title: str = ""
    since: date | None = None
    until: date | None = None


class ReferenceFile(Cited):
    """`reference: <name>`: a list with its members by date."""

    reference: str
    title: str
    edition: str | date = ""
    sources: dict[str, Source]
    members: list[Member]
    institutions: dict[str, Institution] = Field(default_factory=dict)
    notices: list[Notice] = Field(default_factory=list)


class AmendmentFile(Law):
    """`amends: <id>`: a draft that lies over a file, in the same words, all of them optional."""

    amends: str
    title: str = ""
    parties: list[str] | Listed | None = None
    scope: Scope | None = None
    schemes: dict[str, Scheme] = Field(default_factory=dict)
    benefits: dict[str, Benefit] = Field(default_factory=dict)
    institutions: dict[str, Institution] = Field(default_factory=dict)
    presumes: Presumed | None = None
    profession: Names = Field(default_factory=list)
    viewpoint: list[str] = Field(default_factory=list)
    answers: Answers | None = None
    extends: str = ""
    blanks: dict[str, Blank] = Field(default_factory=dict)
    terminated: date | None = None
    provisions: list[Provision] = Field(default_factory=list)
    rules: list[RuleText] = Field(default_factory=list)


File = AgreementFile | ModelFile | NationalFile | CredentialFile | ReferenceFile | ScenarioFile | PersonsFile | ChecklistFile | AmendmentFile

#: The head of a file, and what it is.
HEADS: dict[str, type[File]] = {
    "agreement": AgreementFile,
    "provision": ModelFile,
    "national": NationalFile,
    "credential": CredentialFile,
    "reference": ReferenceFile,
    "scenarios": ScenarioFile,
    "persons": PersonsFile,
    "checklist": ChecklistFile,
    "amends": AmendmentFile,
}
