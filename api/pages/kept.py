"""What the page of an answer sends along to have that answer again: as a file, as data, as a PDF."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from api.bodies import form, strict_json
from api.pages.saved import as_of
from api.problems import refused


@dataclass(frozen=True)
class Kept:
    """A case, the day whose law is applied where it names none, the form that it came from, as it was filled in, and States that were fled."""

    case: dict[str, Any]
    day: datetime.date
    form: str
    fields: dict[str, str]
    fled: tuple[str, ...]


def fields(answer: Mapping[str, Any], case: Mapping[str, Any], carried: Mapping[str, str], back: str, fled: Collection[str]) -> dict[str, str]:
    """Hidden fields from which `kept` reads all of it again."""
    told = {"case": _written(case), "day": as_of(answer)} | ({"fled": " ".join(fled)} if fled else {})
    return told | ({"form": back, "fields": _written(dict(carried))} if back else {})


async def kept(request: Request) -> Kept:
    """Reads what `fields` wrote. Raises HttpProblem, and CaseRefused for what no page sends."""
    sent = await form(request)
    case, filled = strict_json(sent.get("case", "").encode()), strict_json(sent.get("fields", "{}").encode())
    if not isinstance(case, dict) or not isinstance(filled, dict) or not all(isinstance(v, str) for v in filled.values()):
        raise refused("not-a-case", "the case is not an object", expected="an object", mend="send the form of the page as it is")
    try:
        day = datetime.date.fromisoformat(sent.get("day", ""))
    except ValueError:
        raise refused("bad-date", "this is not a day", pointer="/day", expected="a day", mend="send the form of the page as it is") from None
    return Kept(case, day, sent.get("form", ""), filled, tuple(sent.get("fled", "").split()))


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
