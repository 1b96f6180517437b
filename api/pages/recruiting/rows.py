"""Results as a table shows them: which are wanted, how many of each kind, and what is told once for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.batches.codes import CODES

#: What results may be filtered by: codes alone, never a fact of a person.
FILTERS = ("code", "profession", "host")
Result = Mapping[str, Any]


#: What a template may ask of every result; what a row was not decided for is not there.
_ABSENT: Result = dict.fromkeys(
    ("consent", "repeats", "failure", "outcome", "summary", "host", "next_expiry", "primary_source", "good_standing", "as_of")
)
_EMPTY: Result = dict.fromkeys(("blocked_by", "left_open", "missing", "still_helps", "rests_on", "recruitment", "expires"), ())


def whole(result: Result) -> dict[str, Any]:
    """A result in which everything has a place, also what is not told."""
    found = {**_ABSENT, **_EMPTY, **result}
    found["verification"] = {"state": "not_given", "why": None, "valid_until": None, **result.get("verification", {})}
    found["notes"] = [{"nearest": (), "countries": (), "row": None, **note} for note in result["notes"]]
    if found["good_standing"]:
        found["good_standing"] = {"article": "", "url": "", **found["good_standing"]}
    return found


def chosen(fields: Mapping[str, str]) -> dict[str, str]:
    """The filters of a form; what is no code of the closed list is none."""
    found = {name: fields.get(name, "") for name in FILTERS}
    return found if found["code"] in ("", *CODES) else {**found, "code": ""}


def matching(results: Sequence[Result], wanted: Mapping[str, str]) -> list[Result]:
    """The results that have all that is wanted."""
    return [r for r in results if all(not value or r.get(name) == value for name, value in wanted.items())]


def counted(results: Sequence[Result]) -> dict[str, int]:
    """How many results have each code, in the order of the codes."""
    counts = Counter(result["code"] for result in results)
    return {code: counts[code] for code in CODES if counts[code]}


def noticed(told: Iterable[tuple[Sequence[Mapping[str, Any]], int]]) -> dict[str, Any]:
    """What concerns the recruiter, once for all rows: for how many there is a notice, and what the notices rest on.

    Each pair is notices, and how many rows have them.
    """
    some = [(notices, rows) for notices, rows in told if notices]
    found = {(x["code"], x["agreement"] or x["edition"], x["article"], x["url"]) for notices, _ in some for x in notices}
    keys = ("code", "title", "article", "url")
    return {"rows": sum(rows for _, rows in some), "on": [dict(zip(keys, one, strict=True)) for one in sorted(found)]}
