"""A result as one line of a table, and what a spreadsheet must never take for a formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The columns that go out, in order.
COLUMNS = (
    "row",
    "candidate",
    "code",
    "outcome",
    "route",
    "instrument",
    "missing",
    "blocked_by",
    "left_open",
    "nearest_titles",
    "notes",
    "verification",
    "primary_source_age_days",
    "good_standing_age_days",
    "good_standing_stale",
    "recruitment",
    "next_expiry",
    "next_expiry_of",
    "repeats_row",
    "consent",
    "problems",
    "confidence",
    "summary",
)
_BETWEEN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def flat(result: Mapping[str, Any]) -> list[str | int]:
    """The cells of a result. Whole numbers stay numbers; lists are joined; what is unknown is empty."""
    next_ = result.get("next_expiry") or {}
    standing, source = result.get("good_standing") or {}, result.get("primary_source") or {}
    route = result.get("route")
    found: dict[str, Any] = {
        **{key: result.get(key) for key in ("row", "candidate", "code", "outcome", "instrument", "consent", "confidence", "summary")},
        "route": _BETWEEN.join(route) if isinstance(route, list) else route,
        "missing": _joined(result, "missing", lambda m: m["fact"]),
        "blocked_by": _joined(result, "blocked_by", _blocked),
        "left_open": _joined(result, "left_open", lambda x: f"{x['fact']}: {x['decided_by']}"),
        "nearest_titles": _BETWEEN.join(t for note in result["notes"] for t in note.get("nearest", ()) if note.get("column") == "evidence"),
        "notes": _joined(result, "notes", lambda n: n["code"]),
        "verification": (result.get("verification") or {}).get("state"),
        "primary_source_age_days": source.get("age_days"),
        "good_standing_age_days": standing.get("age_days"),
        "good_standing_stale": {True: "yes", False: "no", None: "not told by a rule" if standing and not standing["valid_for"] else None}[
            standing.get("stale")
        ],
        "recruitment": _joined(result, "recruitment", lambda r: r["code"]),
        "next_expiry": next_.get("on"),
        "next_expiry_of": next_.get("what"),
        "repeats_row": (result.get("repeats") or {}).get("row"),
        "problems": _joined(result, "problems", lambda p: f"{p['column'] or 'row'}: {p['code']}"),
    }
    return [value if isinstance(value, int) else str(value or "") for value in (found[column] for column in COLUMNS)]


def _joined(result: Mapping[str, Any], key: str, told: Any) -> str:
    return _BETWEEN.join(dict.fromkeys(str(told(x)) for x in result.get(key) or ()))


def _blocked(b: Mapping[str, Any]) -> str:
    return f"{b['fact']}: needed {b['needed']}" + (f", {b['distance']} {'over' if b.get('over') else 'short'}" if b["distance"] else "")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not work out: an apostrophe stands before whatever could begin a formula."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
