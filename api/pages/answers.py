"""The page of an answer: the sentences first, then each decision with its reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from api.pages.render import page

OUTCOMES = {
    "yes": "Yes",
    "no": "No",
    "undetermined": "Not decided yet",
    "needs_authority": "An authority decides",
    "not_covered": "Not covered",
}


def shown(answer: Mapping[str, Any], values: Mapping[str, str], back: str) -> Response:
    """The answer, with a way back (`back`) to the form as it was filled in.

    The best decision of each State and branch stands before its others.
    """
    best = set(answer["best"].values())
    numbered = list(enumerate(answer["decisions"]))
    first = {str(d["deciding"]): n for n, d in reversed(numbered)}
    ordered = sorted(numbered, key=lambda x: (first[str(x[1]["deciding"])], x[0] not in best, x[0]))
    decisions = [{**d, "asked": _asked(d), "receipt_text": json.dumps(d["receipt"], ensure_ascii=False, indent=1)} for _, d in ordered]
    return page("answer.html", decisions=decisions, outcomes=OUTCOMES, values=values, back=back)


def _asked(decision: Mapping[str, Any]) -> list[str]:
    """Questions to the person. What an authority must say stands by itself, under who decides."""
    others = {x["fact"] for x in decision["left_open"]}
    return [str(m["question"]) for m in decision["missing"] if m["fact"] not in others]
