"""What ends within some days: of a batch that was decided, of its results as JSON lines, or of a table that was not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from engine.batches.sheet import opened, refused


def expiring(results: Iterable[Mapping[str, Any]], today: date, within: int) -> list[dict[str, Any]]:
    """Every end that lies before so many days have passed, those that are over first. Raises nothing."""
    last = (today + timedelta(days=within)).isoformat()
    found = [
        {"on": e["on"], "days": (date.fromisoformat(e["on"]) - today).days, "row": r["row"], "candidate": r["candidate"], "what": e["what"]}
        | ({"article": e["article"]} if "article" in e else {})
        for r in results
        for e in r.get("expires") or ()
        if e["on"] <= last
    ]
    return sorted(found, key=lambda e: (e["on"], e["row"], e["what"]))


def read_results(path: Path) -> Iterator[dict[str, Any]]:
    """Results that were written as JSON lines. Raises InputRefused where a line is none."""
    opened(path)
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                found = json.loads(line)
                if not isinstance(found, dict) or not {"row", "code"} <= found.keys():
                    raise ValueError
            except (ValueError, RecursionError):
                raise refused(
                    path, "not-a-result", "this line is not a result", "give the JSON lines that `portability verify` wrote", number
                ) from None
            yield found
