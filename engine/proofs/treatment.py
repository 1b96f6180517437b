"""What it is to be treated differently: another outcome, payment refused in another State, payment from another day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.proofs.logic import OPEN, YES, Logic
from engine.proofs.seen import Seen
from engine.proofs.terms import Term

Apart = Callable[[Logic, Logic], Term]


def other_outcome(a: Logic, b: Logic) -> Term:
    """Both are answered, and not alike."""
    return a.terms.all([a.outcome != b.outcome, a.outcome != OPEN, b.outcome != OPEN])


def other_payment_abroad(a: Logic, b: Logic) -> Term:
    """Both have the right; one is paid where he or she lives, the other is not."""
    one, other = a.rules.conclusions.get("payable"), b.rules.conclusions.get("payable")
    if one is None or other is None:
        return a.terms.false
    return a.terms.all([a.outcome == YES, b.outcome == YES, one.certain, a.terms.no(other.possible)])


def other_day(a: Logic, b: Logic) -> Term:
    """Both have the right; a rule that carries it is due for one and not for the other."""
    apart = []
    for rule_id, one in a.due.items():
        other = b.due[rule_id]
        apart += [a.terms.all([one.certain, a.terms.no(other.possible)]), a.terms.all([other.certain, a.terms.no(one.possible)])]
    return a.terms.all([a.outcome == YES, b.outcome == YES, a.terms.any(apart)])


def _outcomes(seen: Sequence[Seen]) -> bool:
    return seen[0].outcome != seen[1].outcome and "open" not in (seen[0].outcome, seen[1].outcome)


def _paid_abroad(seen: Sequence[Seen]) -> bool:
    return [s.outcome for s in seen] == ["yes", "yes"] and [s.portable for s in seen] == ["yes", "no"]


def _days(seen: Sequence[Seen]) -> bool:
    one, other = (s.payable_from for s in seen)
    return [s.outcome for s in seen] == ["yes", "yes"] and None not in (one, other) and one != other


#: Ways of being treated differently: as a formula over two persons, and as the engine tells it.
ASPECTS: dict[str, tuple[Apart, Callable[[Sequence[Seen]], bool]]] = {
    "outcome": (other_outcome, _outcomes),
    "payment abroad": (other_payment_abroad, _paid_abroad),
    "day of payment": (other_day, _days),
}
