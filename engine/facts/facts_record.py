"""Facts of persons and of insurance, in canonical form. None is unknown; dates are `PartialDate`, amounts exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.facts.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Period:
    """A period: a span, a total, or a total within a span. `unit` is days, weeks, months or quarters; years became months.

    `refunded` and `insured_under` are as given; `was_refunded` and `law` take the declared defaults.
    """

    country: str | None = None
    scheme: str | None = None
    kind: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    total: int | None = None
    unit: str | None = None
    days_per_week: int | None = None
    activity: str | None = None
    refunded: bool | None = None
    insured_under: str | None = None
    raised_in: str | None = None
    known_by: str = "self-declared"

    @property
    def was_refunded(self) -> bool:
        """Whether contributions were paid back; not, where nothing is said."""
        return bool(self.refunded)

    @property
    def law(self) -> str | None:
        """Whose law applied; that of the place, where nothing is said."""
        return self.insured_under or self.country

    @property
    def dated(self) -> bool:
        """Whether both days are known exactly and no total is told: the period counts date for date."""
        return self.start is not None and self.end is not None and self.start.exact and self.end.exact and self.total is None


@dataclass(frozen=True, slots=True)
class Earnings:
    """What was earned in a calendar year."""

    country: str | None = None
    year: int | None = None
    amount: Decimal | None = None
    currency: str | None = None
    known_by: str = "self-declared"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount told or calculated by an institution, under the name that rules use (`what`)."""

    country: str | None = None
    what: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    per: str | None = None
    known_by: str = "self-declared"


@dataclass(frozen=True, slots=True)
class Posting:
    """Work in another State. `shares_of_work` are whole percents by State."""

    home: str | None = None
    host: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    activity: str | None = None
    employer_in: str | None = None
    replaces_another: bool | None = None
    insured_at_home_months: int | None = None
    shares_of_work: tuple[tuple[str, int], ...] | None = None
    flag: str | None = None
    employer_there: str | None = None
    employer_seats: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim and the contingency."""

    date: PartialDate | None = None
    filed_in: str | None = None
    contingency: PartialDate | None = None
    approved: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whose record or credential it is."""

    birth_date: PartialDate | None = None
    sex: str | None = None
    nationalities: tuple[str, ...] | None = None
    residence: str | None = None
    assimilated_by_union_law: bool | None = None
    legally_resident_in_union: bool | None = None
    status: str | None = None
    died: PartialDate | None = None
    incapacity_from: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims, where that is another."""

    relation: str | None = None
    birth_date: PartialDate | None = None
    residence: str | None = None
    nationalities: tuple[str, ...] | None = None
    married: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the person."""

    birth_date: PartialDate | None = None
    residence: str | None = None
    raised_in: str | None = None
    known_by: str = "self-declared"
