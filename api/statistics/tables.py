"""The tables that are published, and no others: each with its dimensions, the period it is told for, and its share of the questions.

A question enters one table alone, drawn at random. So no two tables, no table and a total, and no two periods speak of the same question,
and nothing is learned from holding one against another (docs/decisions/0011-one-question-one-counter.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from api.statistics.periods import MONTH, QUARTER

#: The tables share the questions in so many parts.
PARTS = 16


@dataclass(frozen=True)
class Table:
    """A table. `dimensions` are names of `api.statistics.seen.Seen`; `parts` of `PARTS` is the chance that a question is drawn for it."""

    id: str
    title: str
    dimensions: tuple[str, ...]
    every: str
    parts: int

    @property
    def share(self) -> str:
        """The part of all questions that this table is drawn for, such as `1/4`."""
        return str(Fraction(self.parts, PARTS))


TABLES = (
    Table("outcomes", "Questions and their outcomes", ("question", "subject", "outcome"), MONTH, 4),
    Table("corridors", "Between which countries", ("from", "to", "subject", "outcome"), QUARTER, 4),
    Table("wanted", "Most wanted corridors without an agreement", ("question", "state", "other_state"), QUARTER, 2),
    Table("articles", "Which articles stood in the way", ("law", "article", "subject"), QUARTER, 2),
    Table("persons", "Sex and age", ("sex", "age_band", "outcome"), QUARTER, 2),
    Table("statuses", "Status in the law of persons and migration", ("status", "question", "outcome"), QUARTER, 1),
    Table("occupations", "Occupation and skill level", ("occupation", "skill_level", "outcome"), QUARTER, 1),
)
BY_ID = {table.id: table for table in TABLES}
#: Every dimension once, in the order of the columns of the CSV file.
DIMENSIONS = tuple(dict.fromkeys(name for table in TABLES for name in table.dimensions))


def drawn(part: int) -> Table:
    """The table that a number from 0 to `PARTS` - 1 stands for."""
    for table in TABLES:
        if part < table.parts:
            return table
        part -= table.parts
    raise ValueError("there are not so many parts")
