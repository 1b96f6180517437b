"""Published statistics as data and as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from api.statistics.control import BASE
from api.statistics.statistics import Statistics
from api.statistics.tables import DIMENSIONS, Table
from engine.batches.flat import harmless

LATEST, ALL = "latest", "all"


def as_data(statistics: Statistics, tables: Iterable[Table], period: str) -> dict[str, Any]:
    """Tables for a period: one that is written out, the latest of each, or all. Raises SQLAlchemyError where the database does not answer."""
    settings = statistics.database.settings
    return {
        "threshold": settings.statistics_threshold,
        "rounding": BASE,
        "givers": settings.statistics_givers,
        "tables": [_table(statistics, table, period) for table in tables],
    }


def _table(statistics: Statistics, table: Table, period: str) -> dict[str, Any]:
    latest = statistics.latest(table)
    found = statistics.figures(table, {LATEST: latest, ALL: ""}.get(period, period))
    return {
        "id": table.id,
        "title": table.title,
        "dimensions": list(table.dimensions),
        "every": table.every,
        "latest": latest,
        "share": table.share,
        "figures": [{"period": when, "cell": cell, "figure": number} for when, cell, number in found],
        "total": sum(number for _, _, number in found),
    }


def as_csv(told: dict[str, Any]) -> str:
    """All figures in one form: table, period, every dimension (empty where the table has it not), figure. No cell begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("table", "period", *DIMENSIONS, "figure"))
    for table in told["tables"]:
        for row in table["figures"]:
            cells = (table["id"], row["period"], *(row["cell"].get(name, "") for name in DIMENSIONS))
            writer.writerow((*map(harmless, cells), row["figure"]))
    return text.getvalue()
