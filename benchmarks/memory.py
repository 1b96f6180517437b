"""Memory over many cases: what stays after thousands of decisions is what was there after the first few hundred.

Run: python -m benchmarks.memory [--full]      5,000 cases, or 100,000
"""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.cases import DAY, TWO_SIDED
from engine.decision.decide import Decider
from engine.language.corpus import Corpus

CASES, FULL, WARM, STOPS = 5_000, 100_000, 500, 10
#: Growth after warming up that counts as flat: the allocator keeps a little of its own.
MOST_PER_CENT = 5


def cases() -> Iterator[dict[str, Any]]:
    """The two-sided case with another birth, other periods and another total each time; one in ten is malformed."""
    random = Random(1)
    while True:
        first = datetime.date(random.randint(1970, 1985), random.randint(1, 12), 1)
        last = first + datetime.timedelta(days=random.randint(200, 6000))
        german = {"country": "DE", "scheme": "general", "kind": "compulsory", "from": first.isoformat(), "to": last.isoformat()}
        american = {**TWO_SIDED["record"][1], "from": "2003-01-01", "to": "2012-12-31", "quarters": random.randint(1, 40)}
        person = {**TWO_SIDED["person"], "birth_date": f"{random.randint(1945, 1965)}-{random.randint(1, 12):02}-14"}
        broken = {"recrod": []} if random.random() < 0.1 else {}
        yield {**TWO_SIDED, "person": person, "record": [german, american], **broken}


def resident() -> int:
    """Pages in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    count = FULL if "--full" in sys.argv else CASES
    decider, told, refused, sizes = Decider(Corpus()), cases(), 0, []
    for number in range(1, count + WARM + 1):
        try:
            decider.decide(next(told), DAY)
        except ValueError:
            refused += 1
        if number >= WARM and (number - WARM) % (count // STOPS) == 0:
            gc.collect()
            sizes.append(resident())
    growth = 100 * (sizes[-1] - sizes[0]) / sizes[0]
    print(
        json.dumps(
            {
                "cases": count,
                "refused": refused,
                "size, in the size after warming up": [round(s / sizes[0], 3) for s in sizes],
                "growth in per cent": round(growth, 2),
                "flat": growth <= MOST_PER_CENT,
                "engine": decider.engine.name,
            },
            indent=2,
        )
    )
    return 0 if growth <= MOST_PER_CENT else 1


if __name__ == "__main__":
    raise SystemExit(main())
