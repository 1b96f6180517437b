"""What a person has told so far, as it travels in one hidden field of each form; the service keeps nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.bodies import strict_json
from api.problems import HttpProblem
from engine.facts import parse_case
from engine.facts.canonical import canonical
from engine.facts.countries import KNOWN
from engine.problems import CaseRefused

#: The hidden field has this name in every form.
FIELD = "facts"
LONGEST, MOST_STEPS, LONGEST_STEP = 100_000, 300, 4_000
#: Ways in, each with the question of the engine and the branch that it begins with; an empty branch is asked for.
WAYS: dict[str, tuple[str, str]] = {
    "pension": ("contribution-record", ""),
    "abroad": ("contribution-record", "applicable-legislation"),
    "survivors": ("contribution-record", "survivors"),
    "credential": ("credential", ""),
}
_KEYS = frozenset(("way", "case", "asked", "trail", "helping", "mark", "fled"))
_STEP = re.compile(r"[a-z][a-z0-9_.,+-]{0,3999}", re.ASCII)
_PERIOD = re.compile(r"record\.(\d{1,3})(?=\.|$)", re.ASCII)
_MARK = re.compile(r"\w{0,4}")


class Unreadable(Exception):
    """The hidden field does not hold what this portal wrote into it."""


@dataclass
class Sheet:
    """`case` is a case of the engine in canonical form. `asked` are the facts that are not asked (again); `trail` the steps gone, for
    the way back. `helping`: somebody answers for another, who has a `mark` and no name. `fled` are States that the person fled, None
    where that was not asked.
    """

    way: str
    case: dict[str, Any]
    asked: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    helping: bool = False
    mark: str = ""
    fled: list[str] | None = None

    @classmethod
    def new(cls, way: str, *, helping: bool = False, mark: str = "") -> Sheet:
        """A sheet on which nothing stands yet."""
        question, branch = WAYS[way]
        case = {"question": question} | ({"benefit": branch} if branch else {})
        return cls(way, case, helping=helping, mark=mark if _MARK.fullmatch(mark) else "")

    @property
    def branch(self) -> str:
        return str(self.case.get("benefit", ""))

    def text(self) -> str:
        """The sheet as the hidden field holds it."""
        told: dict[str, Any] = {"way": self.way, "case": self.case, "asked": self.asked, "trail": self.trail}
        told |= {"helping": True, "mark": self.mark} if self.helping else {}
        told |= {} if self.fled is None else {"fled": self.fled}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def went(self, step: str) -> None:
        """The step was gone: the way back leads there."""
        self.trail = [*[s for s in self.trail if s != step][-MOST_STEPS:], step]

    def settle(self, *facts: str) -> None:
        """These facts are not asked again: they were told as well as the person can."""
        self.asked = list(dict.fromkeys([*self.asked, *facts]))

    def take(self, case: Mapping[str, Any], numbers: Sequence[int | None] | None = None) -> None:
        """Take a changed case in canonical form, so that periods have the numbers that the engine gives them. Raises CaseRefused.

        `numbers` are those that the periods had before, None for a new one; without it they are in their old order.
        """
        told = _canonical(case)
        periods: list[dict[str, Any]] = list(case.get("record") or [])
        moved = {
            old: _place(case, period, told) for old, period in zip(numbers if numbers is not None else range(len(periods)), periods, strict=True)
        }
        self.case = told
        self.asked = [s for step in self.asked if (s := _renumbered(step, moved))]
        self.trail = [s for step in self.trail if (s := _renumbered(step, moved))]


def _canonical(case: Mapping[str, Any]) -> dict[str, Any]:
    told = canonical(parse_case(case, today=date.today()))
    if "as_of" not in case:
        del told["as_of"]
    plain: dict[str, Any] = json.loads(json.dumps(told))
    return plain


def _place(case: Mapping[str, Any], period: Mapping[str, Any], told: Mapping[str, Any]) -> int | None:
    """Where a period stands in the canonical record; None where it was joined with another."""
    alone = _canonical({"question": case["question"], "record": [period]})["record"][0]
    return told["record"].index(alone) if alone in told["record"] else None


def _renumbered(step: str, moved: Mapping[int | None, int | None]) -> str:
    """A step with the new numbers of its periods; empty where one is gone."""
    parts = []
    for fact in step.split("+"):
        found = _PERIOD.match(fact)
        if found is None:
            parts.append(fact)
        elif (to := moved.get(int(found.group(1)))) is not None:
            parts.append(f"record.{to}{fact[found.end() :]}")
        else:
            return ""
    return "+".join(parts)


def read(text: str) -> Sheet:
    """The sheet in a hidden field. Raises Unreadable for anything that `Sheet.text` does not write."""
    if len(text) > LONGEST:
        raise Unreadable
    try:
        told = strict_json(text.encode())
    except (HttpProblem, UnicodeEncodeError):
        raise Unreadable from None
    if not isinstance(told, dict) or not told.keys() <= _KEYS or not _sound(told):
        raise Unreadable
    sheet = Sheet(told["way"], {}, told["asked"], told["trail"], bool(told.get("helping")), told.get("mark", ""), told.get("fled"))
    try:
        sheet.take(told["case"])
    except CaseRefused:
        raise Unreadable from None
    if sheet.case["question"] != WAYS[sheet.way][0]:
        raise Unreadable
    return sheet


def _sound(told: Mapping[str, Any]) -> bool:
    fled = told.get("fled", [])
    return (
        told.get("way") in tuple(WAYS)
        and isinstance(told.get("case"), dict)
        and all(_steps(told.get(key)) for key in ("asked", "trail"))
        and told.get("helping", True) is True
        and isinstance(told.get("mark", ""), str)
        and _MARK.fullmatch(told.get("mark", "")) is not None
        and isinstance(fled, list)
        and len(fled) <= len(KNOWN)
        and all(isinstance(code, str) and code in KNOWN for code in fled)
    )


def _steps(told: object) -> bool:
    return isinstance(told, list) and len(told) <= MOST_STEPS and all(isinstance(s, str) and _STEP.fullmatch(s) for s in told)
