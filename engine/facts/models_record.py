"""What a case tells of insurance: periods, earnings, a posting, amounts, the claim."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from engine.facts import words
from engine.facts.fields import AmountField, CountryField, CurrencyField, DateField, Facts, IdField, PlaceField, fact
from engine.facts.refusal import refuse
from engine.facts.spans import UNITS, holds

Share = Annotated[int, Field(ge=0, le=100)]


class Span(Facts):
    """Something with a first and a last day. Either may be unknown, or known in part."""

    start: DateField | None = fact("First day.", alias="from")
    end: DateField | None = fact("Last day, included.", alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start is not None and self.end is not None and self.end.hi < self.start.lo:
            raise refuse(
                "ends-before-start",
                "it ends before it starts",
                expected="`to` on or after `from`",
                mend="check both dates",
                at="to",
            )
        return self


class PeriodModel(Span):
    """A period of insurance, contribution or residence: a span, a total, or a total within a span."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"country": "US", "from": "1990-01-01", "to": "1999-12-31", "quarters": 32}]})

    country: PlaceField | None = fact("Whose record it stands in: a country, or a subdivision with a scheme of its own.")
    scheme: IdField | None = fact("The scheme, by the id of the national file. A period of residence has none.")
    kind: words.Kind | None = fact("What sort of period it is.")
    days: int | None = fact("Total in days.", ge=0, le=45_000)
    weeks: int | None = fact("Total in weeks.", ge=0, le=6_500)
    months: int | None = fact("Total in months.", ge=0, le=1_500)
    quarters: int | None = fact("Total in quarters.", ge=0, le=500)
    years: int | None = fact("Total in whole years, counted as twelve months each.", ge=0, le=125)
    days_per_week: words.DaysPerWeek | None = fact("Of how many days a week of that scheme is made.")
    activity: words.Activity | None = fact("What was done.")
    refunded: bool | None = fact("Whether the contributions were paid back. Taken as false where it is left out.")
    insured_under: PlaceField | None = fact("Whose law applied. Taken as the law of the place where it is left out.")
    raised_in: PlaceField | None = fact("For a child-raising period: where the child was raised.")

    @property
    def told(self) -> list[tuple[str, int]]:
        """The totals that are told, by unit. A valid period has at most one."""
        return [(unit, total) for unit in UNITS if (total := getattr(self, unit)) is not None]

    @model_validator(mode="after")
    def _one_total_that_fits(self) -> Self:
        if len(self.told) > 1:
            raise refuse(
                "two-totals",
                "a period tells one total",
                found=f"{len(self.told)} totals",
                expected="one unit",
                mend="keep one unit",
            )
        for unit, total in self.told:
            if self.start is not None and self.end is not None and total > (most := holds(unit, self.start.lo, self.end.hi)):
                expected = f"at most {most} {unit}"
                mend = "check the total and both dates"
                raise refuse("total-over-span", "the total is more than the span can hold", expected=expected, mend=mend, at=unit)
        return self


class EarningsModel(Facts):
    """What was earned in one year in one country."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"country": "US", "year": 1998, "amount": "41250.00", "currency": "USD"}]})

    country: PlaceField | None = fact("Where the earnings are recorded.")
    year: int | None = fact("Calendar year.", ge=1880, le=2120)
    amount: AmountField | None = fact("Earnings of that year, as decimal text.")
    currency: CurrencyField | None = fact("ISO 4217.")


class PostingModel(Span):
    """Work in another State, planned or done: whose insurance law applies?"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"home": "DE", "host": "US", "from": "2024-03-01", "to": "2028-02-28", "activity": "employed"}]}
    )

    home: PlaceField | None = fact("The State the person is sent from.")
    host: PlaceField | None = fact("The State the person works in.")
    activity: words.PostedActivity | None = fact("What is done.")
    employer_in: PlaceField | None = fact("Where the employer has its seat.")
    replaces_another: bool | None = fact("Whether the person is sent to replace another posted person.")
    insured_at_home_months: int | None = fact("Months insured at home just before.", ge=0, le=1_200)
    shares_of_work: dict[PlaceField, Share] | None = fact("Share of the work in each State, in whole percent.", max_length=40)
    flag: CountryField | None = fact("The flag of the ship.")
    employer_there: words.EmployerThere | None = fact("Who employs the person there: the same employer, a related one, another.")
    employer_seats: list[PlaceField] | None = fact("Seats of all employers.", max_length=40)

    @model_validator(mode="after")
    def _one_hundred_percent(self) -> Self:
        if sum((self.shares_of_work or {}).values()) > 100:
            mend = "check the shares: together they are the whole of the work"
            raise refuse("over-one-hundred", "the shares are over 100 percent", expected="100 at most", mend=mend, at="shares_of_work")
        return self


class AmountModel(Facts):
    """An amount that an institution has told or calculated, such as the national pension."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"country": "DE", "what": "national-pension", "amount": "412.30", "currency": "EUR", "per": "month"}]}
    )

    country: PlaceField | None = fact("Whose institution pays or calculates it.")
    what: IdField | None = fact("What the amount is, by the name that rules use.")
    amount: AmountField | None = fact("The amount, as decimal text.")
    currency: CurrencyField | None = fact("ISO 4217.")
    per: words.Per | None = fact("For how long it is paid.")


class ClaimModel(Facts):
    """The claim and the contingency it is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"date": "2024-02-01", "filed_in": "CA"}]})

    date: DateField | None = fact("Day of the claim. Taken as `as_of` where it is left out.")
    filed_in: PlaceField | None = fact("Where it was filed.")
    contingency: DateField | None = fact("Day of the contingency: death, incapacity, unemployment. For old age taken as `as_of`.")
    approved: DateField | None = fact("Day on which it was approved.")
