"""A case as it is written: every key, each of which may be left out but `question`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from engine.facts import words
from engine.facts.fields import AssumedField, DayField, Facts, IdField, NameField, PlaceField, RegionField, fact
from engine.facts.models_credential import (
    CredentialModel,
    LanguageModel,
    PracticeCertificateModel,
    PracticeModel,
    RecruitmentModel,
    RegistrationModel,
    StandingModel,
)
from engine.facts.models_person import ChildModel, ClaimantModel, PersonModel
from engine.facts.models_record import AmountModel, ClaimModel, EarningsModel, PeriodModel, PostingModel
from engine.facts.refusal import refuse
from engine.problems import nearest

MOST_PERIODS = 500
LONGEST_KEY = 40
Deciding = Annotated[list[PlaceField], Field(min_length=1, max_length=40)]

_RECORD_CASE: dict[str, JsonValue] = {
    "as_of": "2024-01-01",
    "question": "contribution-record",
    "benefit": "old-age",
    "deciding": ["DE", "US"],
    "person": {"birth_date": "1958-03-14", "nationalities": ["DE"], "residence": "US"},
    "claim": {"date": "2024-02-01", "filed_in": "US"},
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1989-12-31"},
        {"country": "US", "from": "1990-01-01", "to": "1999-12-31", "quarters": 32},
    ],
}
_CREDENTIAL_CASE: dict[str, JsonValue] = {
    "as_of": "2024-01-01",
    "question": "credential",
    "home": "CZ",
    "host": "DE",
    "person": {"nationalities": ["CZ"]},
    "credential": {
        "profession": "nurse-general-care",
        "awarded_in": "CZ",
        "training_started": "2006-09-01",
        "awarded": "2009-06-30",
    },
}


class CaseModel(Facts):
    """A person's case: what is asked, of whom, and what is known. A key left out is unknown; an empty list is none."""

    model_config = ConfigDict(title="Case", json_schema_extra={"examples": [_RECORD_CASE, _CREDENTIAL_CASE]})

    question: words.Question = Field(description="Whether a record of contributions counts, or a credential.")
    as_of: DayField | None = fact("The law of which day. Taken as today where it is left out.")
    benefit: IdField | None = fact("A national benefit by its id, or a branch such as `old-age`.")
    deciding: Deciding | None = fact("Which States to ask. Left out: every State concerned.")
    person: PersonModel | None = fact("Whose record or credential it is.")
    claimant: ClaimantModel | None = fact("Who claims, where that is another.")
    children: list[ChildModel] | None = fact("Children of the person.", max_length=30)
    claim: ClaimModel | None = fact("The claim.")
    record_complete: bool | None = fact("Whether the record is whole. Taken as true where it is left out; false: more may exist.")
    record: list[PeriodModel] | None = fact("Periods of insurance, contribution and residence.", max_length=MOST_PERIODS)
    earnings: list[EarningsModel] | None = fact("Earnings by year.", max_length=300)
    posting: PostingModel | None = fact("Work in another State.")
    amounts: list[AmountModel] | None = fact("Amounts told or calculated by institutions.", max_length=60)
    credential: CredentialModel | None = fact("Evidence of formal qualifications.")
    registration: list[RegistrationModel] | None = fact("Entries in professional registers.", max_length=40)
    practice: list[PracticeModel] | None = fact("Periods of professional practice.", max_length=100)
    practice_certificate: PracticeCertificateModel | None = fact("Certificate on practice.")
    language: list[LanguageModel] | None = fact("Languages known.", max_length=20)
    standing: StandingModel | None = fact("Professional standing.")
    recruitment: RecruitmentModel | None = fact("How the person came to be recruited.")
    home: PlaceField | None = fact("State the credential comes from.")
    host: PlaceField | None = fact("State in which it is to count.")
    host_region: RegionField | None = fact("Part of the host State, where that decides.")
    known_by: dict[str, words.KnownBy] | None = fact("By what a fact is known, by its path, such as `record.0`.", max_length=100)
    assume: dict[NameField, AssumedField] | None = fact("Answers of an authority, where the law leaves a point open.", max_length=50)

    @model_validator(mode="after")
    def _known_by_names_facts(self) -> Self:
        for number, path in enumerate(self.known_by or {}, start=1):
            if guess := _stray(self, path):
                mend = guess if guess.startswith("did") else "name a fact of this case, such as `person.birth_date` or `record.0`"
                found = f"entry {number}"
                raise refuse("unknown-fact", "`known_by` names what is not in the case", found=found, mend=mend, at="known_by")
        return self


def _stray(case: CaseModel, path: str) -> str:
    """Why a path of `known_by` names nothing: the nearest name as a sentence, or a bare `unknown`; nothing where it is right."""
    here: object = case
    for depth, part in enumerate(path.split(".")):
        if isinstance(here, BaseModel):
            known = {field.alias or name: name for name, field in type(here).model_fields.items()}
            if part not in known or part in ("known_by", "assume"):
                return (nearest(part, sorted(known)) if len(part) <= LONGEST_KEY else "") or "unknown"
            here = getattr(here, known[part])
        elif isinstance(here, list) and depth == 1 and re.fullmatch("[0-9]{1,3}", part, re.ASCII) and int(part) < len(here):
            # What an entry of a list is known by is told of the whole entry, so that it stays with it when the list is sorted.
            here = None if isinstance(here[int(part)], BaseModel) else "value"
        else:
            return "unknown"
    return ""


def _names(model: type[Facts]) -> Iterator[str]:
    yield from (field.alias or name for name, field in model.model_fields.items())
    for narrower in model.__subclasses__():
        yield from _names(narrower)


#: Every key of every model of a case: the only keys that may stand in an error, since others are what a stranger wrote.
KNOWN_KEYS = frozenset(_names(Facts))
