"""A case in canonical form: frozen, sorted, without anything that the order of writing could change.

Lists are sorted, and equal neighbouring periods of the record are joined, so that indexes in answers (`record.2`) count in this
order and not in the order in which the case was written. None is an unknown fact, an empty tuple is a known none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal

from engine.facts.dates import PartialDate, day
from engine.facts.facts_credential import (
    Credential,
    LanguageSkill,
    Practice,
    PracticeCertificate,
    Recognition,
    Recruitment,
    Registration,
    Standing,
)
from engine.facts.facts_record import Amount, Child, Claim, Claimant, Earnings, Period, Person, Posting

Fact = bool | int | str | Decimal | PartialDate | tuple[object, ...]
_ATTRIBUTE = {"from": "start", "to": "end"}


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """What is asked and what is known. Built by `parse_case` alone. `as_of` is an ordinal.

    `defaults_used` are ids of assumptions that the answer must tell: `as-of-default`, `record-complete`, `period.refunded`,
    `insured-under-place`, `claim-date`; whether `contingency-old-age` is used is told by `contingency_for`.
    """

    as_of: int
    question: str
    benefit: str | None = None
    deciding: tuple[str, ...] | None = None
    person: Person = field(default_factory=Person)
    claimant: Claimant = field(default_factory=Claimant)
    children: tuple[Child, ...] | None = None
    claim: Claim = field(default_factory=Claim)
    has_record: bool = False
    record_complete: bool = True
    record: tuple[Period, ...] = ()
    earnings: tuple[Earnings, ...] | None = None
    posting: Posting = field(default_factory=Posting)
    amounts: tuple[Amount, ...] | None = None
    credential: Credential = field(default_factory=Credential)
    registration: tuple[Registration, ...] | None = None
    practice: tuple[Practice, ...] | None = None
    practice_certificate: PracticeCertificate = field(default_factory=PracticeCertificate)
    language: tuple[LanguageSkill, ...] | None = None
    standing: Standing = field(default_factory=Standing)
    recruitment: Recruitment = field(default_factory=Recruitment)
    home: str | None = None
    host: str | None = None
    host_region: str | None = None
    known_by: tuple[tuple[str, str], ...] = ()
    assume: tuple[tuple[str, bool | str], ...] = ()
    defaults_used: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Says nothing of the person: a case may come to stand in a log."""
        return f"<Case {self.question}, {len(self.record)} periods>"

    @property
    def claim_date(self) -> PartialDate:
        """The date of the claim; `as_of` where none was given."""
        return self.claim.date or day(self.as_of)

    def contingency_for(self, branch: str | None) -> tuple[PartialDate | None, str | None]:
        """The contingency for a branch, with the id of the assumption where it was not given (old age alone takes `as_of`)."""
        if self.claim.contingency is not None or branch != "old-age":
            return self.claim.contingency, None
        return day(self.as_of), "contingency-old-age"

    def evidence_of(self, path: str) -> str:
        """By what the fact at a path is known (`credential.evidence`, `record.0`), or what it is part of; else self-declared."""
        told = dict(self.known_by)
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            if (word := told.get(".".join(parts[:length]))) is not None:
                return word
        listed = getattr(self, parts[0], None)
        if isinstance(listed, tuple) and len(parts) > 1 and parts[1].isdecimal() and int(parts[1]) < len(listed):
            return str(getattr(listed[int(parts[1])], "known_by", "self-declared"))
        return "self-declared"

    def given(self, path: str) -> Fact | None:
        """The fact at a dotted path as it was given (`person.residence`, `assume.longer_posting_agreed`), None where unknown.

        Defaults are not facts: `claim.date` is None where no date was given. `language.de` is the level, `children.number`,
        `registration.countries`, `practice.countries` and `credential.recognised_in` are read off the lists.
        """
        head, _, rest = path.partition(".")
        if path == "as_of":
            return day(self.as_of)
        if head == "assume":
            return dict(self.assume).get(rest)
        if path == "children.number":
            return None if self.children is None else len(self.children)
        if head == "language" and rest:
            return max((skill.level for skill in self.language or () if skill.language == rest and skill.level), default=None)
        if path in ("registration.countries", "practice.countries", "credential.recognised_in"):
            return _countries(self.credential.recognised_in if head == "credential" else getattr(self, head))
        return _walk(self, path)


def _countries(items: tuple[Registration | Practice | Recognition, ...] | None) -> tuple[str, ...] | None:
    """The countries of a list; None where one is unknown, since the set is then not known."""
    if items is None or any(item.country is None for item in items):
        return None
    return tuple(sorted({item.country for item in items if item.country is not None}))


_NAMES: dict[str, frozenset[str]] = {}


def _names(here: object) -> frozenset[str]:
    kind = here.__class__.__name__
    if kind not in _NAMES:
        _NAMES[kind] = frozenset(known.name for known in fields(here)) if is_dataclass(here) else frozenset()
    return _NAMES[kind]


def _walk(here: object, path: str) -> Fact | None:
    for part in path.split("."):
        name = _ATTRIBUTE.get(part, part)
        if isinstance(here, PartialDate) or name not in _names(here):
            return None
        here = getattr(here, name)
    return here if isinstance(here, (bool, int, str, Decimal, PartialDate, tuple)) else None
