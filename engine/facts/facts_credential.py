"""Facts of a professional qualification, in canonical form. None is unknown; texts are in Unicode's composed form."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.facts.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Training:
    """Length and manner of the training: whole years, hours, hours of practice."""

    years: int | None = None
    hours: int | None = None
    practical_hours: int | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Level of the European Qualifications Framework, 1 to 8; or a level of a named framework."""

    eqf: int | None = None
    framework: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """A recognition that another State has already given."""

    country: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    """The evidence of formal qualifications."""

    profession: str | None = None
    purpose: str | None = None
    evidence: str | None = None
    awarding_body: str | None = None
    professional_title: str | None = None
    certificates: tuple[str, ...] | None = None
    awarded_in: str | None = None
    training_started: PartialDate | None = None
    awarded: PartialDate | None = None
    training: Training = field(default_factory=Training)
    level: Level = field(default_factory=Level)
    recognised_in: tuple[Recognition, ...] | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """An entry in a professional register."""

    country: str | None = None
    body: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    status: str | None = None
    known_by: str = "self-declared"


@dataclass(frozen=True, slots=True)
class Practice:
    """A period of professional practice."""

    country: str | None = None
    profession: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    hours_per_week: int | None = None
    lawful: bool | None = None
    known_by: str = "self-declared"


@dataclass(frozen=True, slots=True)
class PracticeCertificate:
    """A certificate on practice."""

    issued: PartialDate | None = None
    full_nursing_responsibility: bool | None = None


@dataclass(frozen=True, slots=True)
class LanguageSkill:
    """A language (ISO 639-1) and its level (A1 to C2)."""

    language: str | None = None
    level: str | None = None
    evidence: str | None = None
    tested: PartialDate | None = None
    known_by: str = "self-declared"


@dataclass(frozen=True, slots=True)
class GoodStanding:
    """A certificate of good standing."""

    issued: PartialDate | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Professional standing."""

    good_standing: GoodStanding = field(default_factory=GoodStanding)
    sanctions: str | None = None


@dataclass(frozen=True, slots=True)
class Recruitment:
    """How the person came to be recruited."""

    active: bool | None = None
    recruiter_country: str | None = None
    recruiter: str | None = None
    worker_applied_unprompted: bool | None = None
