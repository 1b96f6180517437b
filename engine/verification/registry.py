"""The registry of issuers: who may vouch for what, where, and from when to when. Dates are inclusive; what is left out has no limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[\x21-\x7e]{1,500}$")]


class Entry(BaseModel):
    """Strict: an unknown key is a mistake, and a mistake in a registry must not pass."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True, hide_input_in_errors=True)


class Span(Entry):
    """From when to when something holds."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("`to` lies before `from`")
        return self

    def holds(self, first: date, last: date) -> bool:
        """Whether all days from the first to the last lie within."""
        return (self.start is None or self.start <= first) and (self.end is None or last <= self.end)


class RegisteredKey(Span):
    """A public key of an issuer, under every name (`kid`, verification method, certificate thumbprint) by which credentials call it."""

    kid: Name
    also: tuple[Name, ...] = ()
    jwk: dict[str, Any]


class Entrusted(Span):
    """What an issuer may vouch for. Lists that are left out do not limit; countries always do."""

    countries: tuple[Country, ...] = Field(min_length=1)
    professions: tuple[Id, ...] | None = None
    types: tuple[Name, ...] | None = None


class Dispute(Entry):
    """Evidence of an issuer is disputed since a day, for awards between two dates (left out: for all), as the operator's source tells."""

    since: date
    awarded_from: date | None = None
    awarded_to: date | None = None
    professions: tuple[Id, ...] | None = None
    why: Name
    source: Address

    def concerns(self, day: date, awarded: tuple[date, date] | None, profession: str | None) -> bool:
        """Whether an award is concerned. A date or profession that is not known counts as concerned."""
        early = awarded is not None and self.awarded_from is not None and awarded[1] < self.awarded_from
        late = awarded is not None and self.awarded_to is not None and awarded[0] > self.awarded_to
        other = profession is not None and self.professions is not None and profession not in self.professions
        return day >= self.since and not early and not late and not other


class Issuer(Entry):
    """An issuer, under the id that its credentials name."""

    id: Name
    name: Name
    entrusted: tuple[Entrusted, ...] = Field(min_length=1)
    keys: tuple[RegisteredKey, ...] = Field(min_length=1)
    disputed: tuple[Dispute, ...] = ()
    #: Ids of other issuers in the registry who may sign status lists for this one.
    status_by: tuple[Name, ...] = ()

    def key(self, names: tuple[str, ...]) -> RegisteredKey | None:
        """The key that a credential names; the only key where it names none."""
        if not names:
            return self.keys[0] if len(self.keys) == 1 else None
        return next((k for k in self.keys if {k.kid, *k.also} & {*names, *(f"{self.id}{n}" for n in names if n.startswith("#"))}), None)


class RegistryFile(Entry):
    """What the operator signs."""

    registry: Id
    title: Name
    demonstration: bool
    issued: date
    until: date | None = None
    issuers: tuple[Issuer, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = [issuer.id for issuer in self.issuers]
        kids = [name for issuer in self.issuers for key in issuer.keys for name in {key.kid, *key.also}]
        if len(set(names)) < len(names) or len(set(kids)) < len(kids):
            raise ValueError("an issuer or a key stands twice")
        if {name for issuer in self.issuers for name in issuer.status_by} - set(names):
            raise ValueError("`status_by` names an issuer that is not in the registry")
        return self


@dataclass(frozen=True)
class Registry:
    """A registry whose signature held, with the SHA-256 of its file."""

    file: RegistryFile
    sha256: str

    def issuer(self, name: str | None) -> Issuer | None:
        return next((i for i in self.file.issuers if i.id == name), None)

    def holder_of(self, names: tuple[str, ...]) -> Issuer | None:
        """The issuer who holds a key: for seals, which are known by their certificate."""
        return next((i for i in self.file.issuers if names and i.key(names) is not None), None)

    def told(self) -> dict[str, Any]:
        """What a result says of the registry that it rests on."""
        return {"id": self.file.registry, "title": self.file.title, "demonstration": self.file.demonstration, "hash": f"sha256:{self.sha256}"}
