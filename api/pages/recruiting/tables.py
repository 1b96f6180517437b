"""A table as it was pasted or sent, in memory: its headings, its rows, and the results of a short one. Nothing of it is written anywhere."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from engine.batches.csv_in import CsvSheet
from engine.batches.deciding import Deciding
from engine.batches.headings import score
from engine.batches.mapping import HeadingMap, mapping_of
from engine.batches.prepare import Preparing
from engine.batches.run import decided
from engine.batches.sheet import Held, Sheet, held
from engine.batches.table import Table, table_of
from engine.batches.xlsx_in import XlsxSheet
from engine.decision.decide import Decider

#: Rows of a table that is decided at once, and bytes of it.
MOST_ROWS, MOST_BYTES = 50, 300_000
#: How tables begin that are workbooks: packed, or old ones, which are refused as such.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Sent:
    """A table as it came. `name` is what errors call it; names of files that people chose are not used."""

    content: bytes

    @property
    def name(self) -> str:
        return "list.xlsx" if self.content.startswith(_WORKBOOKS) else "list.csv"

    @property
    def carried(self) -> str:
        """The table as a field of a form, for the next step."""
        return base64.b64encode(self.content).decode()

    @classmethod
    def back(cls, carried: str) -> Sent | None:
        """The table of such a field; None where it is none."""
        try:
            return cls(base64.b64decode(carried, validate=True))
        except (binascii.Error, ValueError):
            return None

    def sheet(self) -> Sheet:
        """The table with its first row as headings, whatever these mean. Raises InputRefused where it cannot be read."""
        source = Held(self.name, self.content)
        return XlsxSheet(source) if source.suffix == ".xlsx" else CsvSheet(source, partial(score, mapped={}))

    def count(self, most: int) -> int:
        """How many rows it has, counted up to one more than `most`. Raises InputRefused."""
        total = 0
        for line in self.sheet().lines():
            total += not line.blank
            if total > most:
                break
        return total

    def table(self, mapping: Mapping[str, Any]) -> Table:
        """The table as a mapping reads it. Raises InputRefused where it cannot be decided so."""
        told = mapping_of(json.dumps(mapping).encode(), "mapping") if mapping else HeadingMap()
        return table_of(held(Held(self.name, self.content)), told)


def results(table: Table, decider: Decider) -> list[dict[str, Any]]:
    """The results of a short table, by the law of today."""
    today = date.today()
    return decided(table.rows(), Preparing(today, today), Deciding(decider).results)
