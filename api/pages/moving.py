"""A whole move from A to B as cases of the engine: pension rights and qualifications of a person and the family, there and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.pages.whatif import Change, changed
from engine.language.corpus import Corpus

#: Branches of a pension that a move touches.
BRANCHES = ("old-age", "invalidity", "survivors")
YOU, SPOUSE = "you", "spouse"
THERE, BACK = "there", "back"


@dataclass
class Move:
    """From `home` to `host`. `record` are periods as a case has them; `credentials` are by person; `children` have birth dates alone;
    `stay` are months of work in the host State before the way back.
    """

    home: str
    host: str
    birth_date: str = ""
    record: list[dict[str, Any]] = field(default_factory=list)
    credentials: dict[str, dict[str, Any]] = field(default_factory=dict)
    children: list[dict[str, str]] = field(default_factory=list)
    spouse: bool = False
    sent: bool = False
    fled: bool = False
    stay: int = 0

    @property
    def comes_back_with_periods(self) -> bool:
        """Whether there are, or will be, periods in the host State on the way back."""
        return bool(self.stay) or any(p.get("country") == self.host for p in self.record)


@dataclass(frozen=True, slots=True)
class Question:
    """One case of a move: of whom, in which direction, what about, and the way in in which it can be asked further."""

    person: str
    direction: str
    about: str
    way: str
    case: Mapping[str, Any]


def questions(move: Move, corpus: Corpus, today: date) -> Iterator[Question]:
    """Every case of the move, first there and then back again. On the way back the months of the stay are part of the record."""
    for direction, residence in ((THERE, move.host), (BACK, move.home)):
        if direction == THERE or move.comes_back_with_periods:
            yield from _pensions(move, direction, residence, corpus, today)
        if move.sent and direction == THERE:
            posting = {"home": move.home, "host": move.host}
            case = {"question": "contribution-record", "benefit": "applicable-legislation", "posting": posting}
            yield Question(YOU, direction, "applicable-legislation", "abroad", case)
        yield from _credential(move, YOU, direction)
    for direction in (THERE, BACK):
        if move.spouse:
            yield from _credential(move, SPOUSE, direction)


def _pensions(move: Move, direction: str, residence: str, corpus: Corpus, today: date) -> Iterator[Question]:
    if not move.record:
        return
    person = {"residence": residence} | ({"birth_date": move.birth_date} if move.birth_date else {})
    for branch in BRANCHES:
        if branch == "survivors" and not (move.spouse or move.children):
            continue
        case: dict[str, Any] = {"question": "contribution-record", "benefit": branch, "deciding": [move.home, move.host], "record": move.record}
        case["person"] = person
        if branch == "survivors":
            case["claimant"] = {"relation": "spouse" if move.spouse else "child", "residence": residence}
        if move.children:
            case["children"] = move.children
        if direction == BACK and move.stay:
            case = changed(corpus, case, Change(move.stay, move.host), today)
        whose = YOU if branch != "survivors" else SPOUSE if move.spouse else "child"
        yield Question(whose, direction, branch, "survivors" if branch == "survivors" else "pension", case)


def _credential(move: Move, who: str, direction: str) -> Iterator[Question]:
    """The qualification from home in the host State; and on the way back one that was gained in the host State."""
    told = move.credentials.get(who)
    if not told:
        return
    home, host = (move.home, move.host) if direction == THERE else (move.host, move.home)
    credential = {"purpose": "practice", **(told if direction == THERE else {"profession": told["profession"]}), "awarded_in": home}
    yield Question(who, direction, "credential", "credential", {"question": "credential", "home": home, "host": host, "credential": credential})
