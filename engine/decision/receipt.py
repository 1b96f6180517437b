"""The receipt: with it the same question gives the same answer again, and anyone can see on which text it rests."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from engine import __version__
from engine.decision.reading import Reading
from engine.facts.canonical import canonical


def receipt(reading: Reading) -> dict[str, Any]:
    """Engine and backend, the hash of every rule file that was read, the date of law, the facts, and the digest of the trace."""
    e = reading.e
    if e is None:
        assert reading.case is not None
        as_of = datetime.date.fromordinal(reading.case.as_of).isoformat()
        return {"engine": __version__, "backend": None, "rules": {}, "as_of": as_of, "facts": canonical(reading.case), "trace": None}
    trace = hashlib.sha256(reading.trace.to_bytes()).hexdigest() if reading.trace else None
    return {
        "engine": __version__,
        "backend": e.engine.name,
        "rules": dict(sorted({**e.also_read, **e.instance.hashes}.items())),
        "as_of": datetime.date.fromordinal(e.case.as_of).isoformat(),
        "facts": e.facts,
        "trace": f"sha256:{trace}" if trace else None,
    }
