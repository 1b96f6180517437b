"""What a case tells of a professional qualification: credential, registration, practice, languages, standing, recruitment."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, model_validator

from engine.facts import words
from engine.facts.fields import CountryField, DateField, Facts, IdField, LanguageField, PlaceField, TextField, fact
from engine.facts.models_person import in_order
from engine.facts.models_record import Span


class TrainingModel(Facts):
    """Length and manner of the training."""

    years: int | None = fact("Whole years.", ge=0, le=20)
    hours: int | None = fact("Hours of theory and practice together.", ge=0, le=50_000)
    practical_hours: int | None = fact("Hours of practice.", ge=0, le=50_000)
    mode: words.TrainingMode | None = fact("Full-time or part-time.")


class LevelModel(Facts):
    """Level of the qualification."""

    eqf: int | None = fact("Level of the European Qualifications Framework.", ge=1, le=8)
    framework: IdField | None = fact("The framework in which the level below is counted, such as `ie-nfq`.")
    level: int | None = fact("Level in that framework.", ge=0, le=20)


class RecognitionModel(Facts):
    """A recognition that another State has already given."""

    country: CountryField | None = fact("The State that recognised it.")
    date: DateField | None = fact("Day of the recognition.")


class CredentialModel(Facts):
    """The evidence of formal qualifications, in the words in which it was awarded."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"profession": "nurse-general-care", "awarded_in": "CZ", "training_started": "2006-09-01"}]}
    )

    profession: IdField | None = fact("The profession, by the id of the rules.")
    purpose: words.Purpose | None = fact("For what it is to count. Taken as `practice` (the regulated profession) where it is left out.")
    evidence: TextField | None = fact("Title of the evidence of formal qualifications, in its own language.")
    awarding_body: TextField | None = fact("Who awarded it.")
    professional_title: TextField | None = fact("Professional title.")
    certificates: list[TextField] | None = fact("Certificates that accompany it.", max_length=20)
    awarded_in: CountryField | None = fact("Where it was awarded. Former States are allowed.")
    training_started: DateField | None = fact("First day of the training: reference dates ask for it.")
    awarded: DateField | None = fact("Day of the award.")
    training: TrainingModel | None = fact("Length and manner of the training.")
    level: LevelModel | None = fact("Level of the qualification.")
    recognised_in: list[RecognitionModel] | None = fact("Recognitions already given.", max_length=20)

    @model_validator(mode="after")
    def _started_first(self) -> Self:
        in_order(self.training_started, self.awarded, "awarded", "training_started")
        return self


class RegistrationModel(Span):
    """An entry in a professional register."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"country": "CZ", "from": "2009-08-01", "status": "active"}]})

    country: PlaceField | None = fact("Whose register.")
    body: TextField | None = fact("Who keeps it.")
    status: words.RegistrationStatus | None = fact("Status of the entry.")


class PracticeModel(Span):
    """A period of professional practice."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"country": "CZ", "from": "2010-01-01", "hours_per_week": 38}]})

    country: PlaceField | None = fact("Where.")
    profession: IdField | None = fact("As what.")
    hours_per_week: int | None = fact("Hours a week.", ge=0, le=168)
    lawful: bool | None = fact("Whether the practice was lawful.")


class PracticeCertificateModel(Facts):
    """A certificate on practice, as acquired rights ask for it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"issued": "2021-02-01", "full_nursing_responsibility": True}]})

    issued: DateField | None = fact("Day of issue: the years before it are looked at.")
    full_nursing_responsibility: bool | None = fact("Whether it attests full responsibility for nursing care.")


class LanguageModel(Facts):
    """A language and how well it is known."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"language": "de", "level": "B2"}]})

    language: LanguageField | None = fact("ISO 639-1.")
    level: words.LanguageLevel | None = fact("Level of the Common European Framework of Reference.")
    evidence: TextField | None = fact("What proves it.")
    tested: DateField | None = fact("Day of the test: many authorities take only recent ones.")


class GoodStandingModel(Facts):
    """A certificate of good standing."""

    issued: DateField | None = fact("Day of issue.")
    by: TextField | None = fact("Who issued it.")


class StandingModel(Facts):
    """Professional standing."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"good_standing": {"issued": "2024-01-10"}, "sanctions": "none"}]})

    good_standing: GoodStandingModel | None = fact("Certificate of good standing.")
    sanctions: words.Sanctions | None = fact("Sanctions of a professional body.")


class RecruitmentModel(Facts):
    """How the person came to be recruited. It concerns the recruiter and never changes the person's own outcome."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"active": True, "recruiter_country": "GB"}]})

    active: bool | None = fact("Whether the person was actively recruited.")
    recruiter_country: CountryField | None = fact("Where the recruiter acts for.")
    recruiter: words.Recruiter | None = fact("Who recruits: the employer, a private agency, or a public body.")
    worker_applied_unprompted: bool | None = fact("Whether the person applied without being approached.")
