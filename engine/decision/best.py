"""Several decisions of one State: which is best for the person, by the law's own rule of choice where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.decision.reading import Reading
from engine.language.corpus import Corpus

_RANK = {"yes": 0, "needs_authority": 1, "undetermined": 2, "no": 3, "not_covered": 4}


def best(corpus: Corpus, readings: list[Reading], decisions: list[dict[str, Any]]) -> dict[str, int]:
    """`{"US.old-age": 0}`: for each State and branch the index of the best decision.

    Among decisions with the same outcome the national file's `prefers` decides (amount: highest, first_month: earliest); where it
    says nothing, or the figures are not known, the first in the order of the instruments stands.
    """
    found: dict[str, int] = {}
    for index, decision in enumerate(decisions):
        branch = decision.get("branch") or decision.get("benefit")
        key = f"{decision['deciding']}.{branch}"
        if key not in found or _key(corpus, decision) < _key(corpus, decisions[found[key]]):
            found[key] = index
    return dict(sorted(found.items()))


def _key(corpus: Corpus, decision: Mapping[str, Any]) -> tuple[Any, ...]:
    national = corpus.national(decision["deciding"]) if decision["deciding"] else None
    order: list[Any] = [_RANK[decision["outcome"]]]
    for entry in (national.data.get("prefers") or []) if national else []:
        ((what, which),) = entry.items()
        order.append(_measure(decision, str(what), str(which)))
    return tuple(order)


def _measure(decision: Mapping[str, Any], what: str, which: str) -> Any:
    if what == "amount":
        due = (decision.get("amounts") or {}).get("due")
        value = Decimal(due.split()[0]) if due else Decimal(0)
        return -value if which == "highest" else value
    return decision.get("payable_from") or "9999"


def plan(decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The next steps of all decisions, each once, in order."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for decision in decisions:
        for step in decision["next_steps"]:
            seen.setdefault((step["step"], step["institution"]), step)
    return list(seen.values())
