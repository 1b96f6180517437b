"""Which rules made the difference between two readings of one person: those that hold under one text and not under the other."""

from __future__ import annotations

from engine.language.ir import YES
from engine.proofs.irrelevance import cited
from engine.proofs.seen import Seen


def carrying_rules(before: Seen, after: Seen) -> list[dict[str, str]]:
    """Rules of the draft that hold anew, then those of the base that hold no longer, each with its article."""
    found = []
    for one, other in ((after, before), (before, after)):
        if one.reading.trace is None or one.reading.program is None or other.reading.trace is None:
            continue
        there = other.reading.trace.holds
        for rule_id, truth in sorted(one.reading.trace.holds.items()):
            if truth == YES and there.get(rule_id) != YES:
                found.append(cited(rule_id, one.reading.program.rule[rule_id].cite))
    return found
