"""The case that the benchmarks decide: a working life in Germany and the United States, asked of both States."""

from __future__ import annotations

import datetime
from typing import Any

DAY = datetime.date(2024, 12, 1)
TWO_SIDED: dict[str, Any] = {
    "question": "contribution-record",
    "as_of": "2024-12-01",
    "benefit": "old-age",
    "deciding": ["DE", "US"],
    "person": {"birth_date": "1958-03-14", "nationalities": ["DE"], "residence": "DE"},
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1983-04-30"},
        {"country": "US", "scheme": "oasdi", "kind": "compulsory", "from": "1985-01-01", "to": "1989-12-31", "quarters": 20},
    ],
}
