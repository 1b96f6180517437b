"""What ends, and what has grown old. A certificate has an end only where it names one, or where a rule set of the host gives it one.

A rule set gives it by a figure that counts on from the day of issue (`date_after`, starting at `standing.good_standing.issued`), or by a
parameter: `good_standing_valid_for`, `language_test_valid_for` (durations, cited like any other). Where none does, the age alone is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.counting.calendar import add_months
from engine.decision.reading import Reading
from engine.facts.case import Case
from engine.facts.dates import PartialDate, read_date
from engine.language.ir import Figure, Literal

_DAYS = {"days": 1, "weeks": 7}
GOOD_STANDING, LANGUAGE_TEST = "good_standing_valid_for", "language_test_valid_for"
#: The fact from which a figure counts on that says the same as the parameter.
_FROM = {GOOD_STANDING: "standing.good_standing.issued"}


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something counts, in days, weeks or months, by which article, and how sure that is."""

    length: int
    unit: str
    article: str
    url: str
    confidence: str

    def end(self, since: int) -> int:
        """The last day on which something of that day (an ordinal) still counts."""
        return add_months(since, self.length) if self.unit == "months" else since + self.length * _DAYS[self.unit]


def limit_of(readings: Iterable[Reading], name: str) -> Limit | None:
    """The shortest limit that the rule sets of these readings give on their day of law."""
    found = [limit for reading in readings if (limit := _limit(reading, name))]
    return min(found, key=lambda x: x.end(1), default=None)


def _limit(reading: Reading, name: str) -> Limit | None:
    if reading.e is None:
        return None
    names, blocks = reading.e.instance.names, reading.e.instance.blocks
    node: object = names.find(name, blocks[0])
    for block in blocks:
        for figure, told in block.part("figures").items():
            if node is None and told.get("counted_by") == "date_after" and (told.get("from") or {}).get("start") == _FROM.get(name):
                counted = names.find(figure, block)
                node = dict(counted.arguments).get("length") if isinstance(counted, Figure) else None
    if not isinstance(node, Literal) or node.kind not in ("months", *_DAYS) or node.origin is None or node.origin.cite is None:
        return None
    return Limit(int(str(node.value)), node.kind, node.origin.cite.pinpoint, node.origin.cite.url, node.origin.confidence)


def age_in_days(since: PartialDate, day: int) -> str:
    """The age of a date on a day: a number, or two where the date is known in part."""
    youngest, oldest = max(day - since.hi, 0), max(day - since.lo, 0)
    return str(youngest) if youngest == oldest else f"{youngest} to {oldest}"


def good_standing(case: Case, limit: Limit | None) -> dict[str, Any] | None:
    """Its age on the day of law, and whether the host still takes it: None there where no rule says."""
    issued = case.standing.good_standing.issued
    if issued is None:
        return None
    stale = None
    if limit is not None:
        ends = _ends(issued, limit)
        stale = True if ends.hi < case.as_of else False if ends.lo >= case.as_of else None
    told = (
        {"valid_for": f"{limit.length} {limit.unit}", "article": limit.article, "url": limit.url, "confidence": limit.confidence}
        if limit
        else {"valid_for": None}
    )
    return {"issued": str(issued), "age_days": age_in_days(issued, case.as_of), "stale": stale, **told}


def _ends(since: PartialDate, limit: Limit) -> PartialDate:
    """The last day on which something still counts."""
    return PartialDate(limit.end(since.lo), limit.end(since.hi))


def expiries(
    case: Case, own: Mapping[str, Any], standing: Limit | None, test: Limit | None, credential_until: str | None = None
) -> list[dict[str, str]]:
    """Everything of a row that ends, the earliest first. A date known in part is told by the earliest day that it can mean."""
    found = sorted(_ending(case, own, standing, test, credential_until))
    return [{"what": what, "on": date.fromordinal(day).isoformat(), **({"article": article} if article else {})} for day, what, article in found]


def _ending(case: Case, own: Mapping[str, Any], standing: Limit | None, test: Limit | None, until: str | None) -> Iterator[tuple[int, str, str]]:
    for entry in case.registration or ():
        if entry.end is not None:
            yield entry.end.lo, "registration", ""
    if own.get("consent_until") is not None:
        yield read_date(own["consent_until"]).lo, "consent", ""
    if standing is not None and case.standing.good_standing.issued is not None:
        yield _ends(case.standing.good_standing.issued, standing).lo, "good_standing", standing.article
    for skill in case.language or ():
        if test is not None and skill.tested is not None:
            yield _ends(skill.tested, test).lo, "language_test", test.article
    if until is not None:
        yield read_date(until[:10]).lo, "credential", ""
