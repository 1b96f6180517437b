"""Statistics as they are published."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.base import Document


class Figure(Document):
    period: str = Field(description="A month, such as 2026-10, or a quarter, such as 2026-Q3.")
    cell: dict[str, str] = Field(description="The value of each dimension.")
    figure: int = Field(description="A count, rounded to a multiple of `rounding`.")


class StatisticsTable(Document):
    """One table. A cell that does not stand in it is not shown, be it nothing or too little."""

    id: str
    title: str
    dimensions: list[str]
    every: Literal["month", "quarter"]
    latest: str = Field(description="The last period that is published.")
    share: str = Field(description="The part of all questions that is drawn for this table. A question enters one table alone.")
    figures: list[Figure]
    total: int = Field(description="The sum of the figures that are shown here, and of nothing else.")


class Statistics(Document):
    """The tables, and by which rules a figure is shown."""

    threshold: int = Field(description="The least count behind a figure, that of the greatest giver left out.")
    rounding: int = Field(description="Figures are multiples of this.")
    givers: int = Field(description="Of how many tenants at least a figure is made.")
    tables: list[StatisticsTable]
