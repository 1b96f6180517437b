"""What a case tells of the person, of who claims, and of the children."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, model_validator

from engine.facts import words
from engine.facts.dates import PartialDate
from engine.facts.fields import CountryField, DateField, Facts, PlaceField, fact
from engine.facts.refusal import refuse


def in_order(earlier: PartialDate | None, later: PartialDate | None, at: str, key: str) -> None:
    """Refuses a date that surely lies before the one it must follow; `at` is the key of the later, `key` of the earlier."""
    if earlier is not None and later is not None and later.hi < earlier.lo:
        raise refuse("ends-before-start", "this date lies too early", expected=f"on or after `{key}`", mend="check both dates", at=at)


class PersonModel(Facts):
    """Whose record or credential it is. Sex, nationality and status are needed only where a rule cites them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"birth_date": "1958-03-14", "nationalities": ["PH"], "residence": "CA"}]})

    birth_date: DateField | None = fact("Date of birth.")
    sex: words.Sex | None = fact("Sex, where a law of the past still asks for it.")
    nationalities: list[CountryField] | None = fact("All nationalities held. Empty where there is none.", max_length=20)
    residence: PlaceField | None = fact("Where the person lives.")
    assimilated_by_union_law: bool | None = fact("Family member or other person whom Union law treats alike.")
    legally_resident_in_union: bool | None = fact("Whether the person lives legally in a Member State of the Union.")
    status: words.Status | None = fact("Status in the law of persons and migration.")
    died: DateField | None = fact("Date of death.")
    incapacity_from: DateField | None = fact("First day of the incapacity for work.")

    @model_validator(mode="after")
    def _born_first(self) -> Self:
        in_order(self.birth_date, self.died, "died", "birth_date")
        in_order(self.birth_date, self.incapacity_from, "incapacity_from", "birth_date")
        return self


class ClaimantModel(Facts):
    """Who claims, where that is another: survivors, orphans, family."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"relation": "spouse", "birth_date": "1960-01-01", "residence": "JM", "married": "1985"}]}
    )

    relation: words.Relation | None = fact("What the claimant is to the person.")
    birth_date: DateField | None = fact("Date of birth.")
    residence: PlaceField | None = fact("Where the claimant lives.")
    nationalities: list[CountryField] | None = fact("All nationalities held.", max_length=20)
    married: DateField | None = fact("Date of the marriage with the person.")

    @model_validator(mode="after")
    def _born_first(self) -> Self:
        in_order(self.birth_date, self.married, "married", "birth_date")
        return self


class ChildModel(Facts):
    """A child of the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"birth_date": "1990-02-02", "residence": "DE", "raised_in": "DE"}]})

    birth_date: DateField | None = fact("Date of birth.")
    residence: PlaceField | None = fact("Where the child lives.")
    raised_in: PlaceField | None = fact("Where the child was raised.")
