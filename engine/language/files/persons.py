"""Typical persons: lives that name no country. `A` and `B` are the parties of whatever agreement is compared, `third` is another State."""

from typing import Literal

from pydantic import Field

from engine.language.files.words import Branch, Words

Place = Literal["A", "B", "third"]
Nationality = Literal["A", "B", "third", "none"]
Doing = Literal["employed", "self-employed", "civil-servant", "seafarer", "domestic", "agricultural", "miner", "caring", "residing"]


class Stretch(Words):
    """A part of a life: where, between which ages, doing what. Work counts in the schemes of work there; all of it is residence."""

    in_: Place
    from_: str
    to: str
    doing: Doing = "employed"
    voluntary: bool = False


class Survivor(Words):
    """Who claims after a death."""

    relation: Literal["spouse", "child"]
    age: str
    lives_in: Place
    married_for: str = ""


class Sending(Words):
    """Work in the other State for an employer (or a business) at home."""

    from_: Place
    to: Place
    months: int
    activity: Doing = "employed"
    employer_there: Literal["same", "related", "other"] = "same"
    flag: Place | None = None


class TypicalPerson(Words):
    """One life. Ages are durations (`66 years`); `asks` is the branch of the benefit, or `applicable-legislation`."""

    id: str
    title: str
    asks: Branch | Literal["applicable-legislation"]
    sex: Literal["female", "male"]
    age: str
    nationality: Nationality
    status: Literal["national", "refugee", "stateless", "third-country-national"] = "national"
    lives_in: Place
    life: list[Stretch] = Field(default_factory=list)
    died_at: str = ""
    incapable_at: str = ""
    survivor: Survivor | None = None
    child_ages: list[str] = Field(default_factory=list)
    sent: Sending | None = None


class PersonsFile(Words):
    """`persons: [...]`."""

    persons: list[TypicalPerson]
    title: str = ""
    note: str = ""
