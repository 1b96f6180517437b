"""The page of the whole move: one form, several decisions, told by person and direction, with one list of next steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import Response

from api.bodies import form
from api.pages.forms import Unread, a_country, a_number, countries, lines
from api.pages.interview import lists
from api.pages.interview.dates import a_date
from api.pages.interview.fields import professions
from api.pages.interview.fled import kept_away
from api.pages.interview.sheet import Sheet
from api.pages.moving import BACK, SPOUSE, THERE, YOU, Move, Question, questions
from api.pages.render import gettext as _
from api.pages.render import page
from api.pages.speaking import LANGUAGE
from api.pages.telling import told
from api.pages.whatif import MOST_MONTHS
from api.security.access import limited, public
from api.service import Service, service_of
from engine.facts import parse_case
from engine.language.corpus import Corpus
from engine.problems import CaseRefused
from engine.wording.countries import country_name

router = APIRouter()
ROWS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of the move in short; `sheet` is what the interview goes on with."""

    about: str
    deciding: str
    outcome: str
    words: str
    summary: Markup
    instrument: str | None
    sheet: str


@router.get("/move", dependencies=[Depends(public())])
async def empty(request: Request) -> Response:
    return _form(service_of(request), {}, {})


@router.post("/move", dependencies=[Depends(limited())])
async def asked(request: Request) -> Response:
    """The form once more, or everything that the move touches."""
    values = await form(request)
    action = values.pop("action", "decide")
    service = service_of(request)
    if action == "edit":
        return _form(service, values, {})
    move, errors = _read(service.decider.corpus, values)
    if errors:
        return _form(service, values, errors)
    return await service.run(lambda: _decided(service, move, values))


def _form(service: Service, values: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    more: dict[str, Any] = {"countries": countries(), "professions": professions(service.decider.corpus), "rows": ROWS}
    if values:
        more["carried"] = {**values, "action": "edit"}
    return page("move.html", status=422 if errors else 200, values=values, errors=errors, **more)


def _decided(service: Service, move: Move, values: Mapping[str, str]) -> Response:
    groups: dict[str, dict[str, list[Line]]] = {}
    steps: dict[tuple[str, str], dict[str, Any]] = {}
    for question in questions(move, service.decider.corpus, date.today()):
        answer = service.decide(question.case)
        answer = kept_away(service.decider.corpus, answer, [move.home] if move.fled else [])
        told_lines = groups.setdefault(question.person, {}).setdefault(question.direction, [])
        told_lines += _lines(question, answer, move)
        for step in answer["plan"]:
            entry = steps.setdefault((step["step"], step["institution"]), {**step, "whose": []})
            whose = persons(move)[question.person]
            if whose not in entry["whose"]:
                entry["whose"].append(whose)
    names = {"home": country_name(move.home, LANGUAGE.get()), "host": country_name(move.host, LANGUAGE.get())}
    directions = {
        THERE: _("From %(home)s to %(host)s", **names),
        BACK: _("Back again, from %(host)s to %(home)s", **names),
    }
    more: dict[str, Any] = {"persons": persons(move), "directions": directions, "names": names, "move": move}
    carried = {**values, "action": "decide"}
    return page("moved.html", groups=groups, steps=list(steps.values()), carried=carried, values=values, **more)


def persons(move: Move) -> dict[str, str]:
    """The persons of a move by neutral words, never by names."""
    return {YOU: _("You"), SPOUSE: _("Your husband, wife or partner"), "child": _("Your children")}


def _lines(question: Question, answer: Mapping[str, Any], move: Move) -> list[Line]:
    """The best decision of each State; the others are found in the interview."""
    words = lists.outcomes()
    about = {**lists.branches(), "credential": _("Qualification")}[question.about]
    sheet = Sheet(question.way, dict(question.case), fled=[move.home] if move.fled else None)
    begun = {"credential": ["home+host", "credential.profession", "credential.purpose"], "pension": ["benefit", "record"]}
    sheet.trail = begun.get(question.way, ["record"])
    best = [answer["decisions"][n] for n in sorted(set(answer["best"].values()))]
    return [_line(about, d, words, sheet.text()) for d in best]


def _line(about: str, decision: Mapping[str, Any], words: Mapping[str, str], sheet: str) -> Line:
    deciding = country_name(str(decision["deciding"]), LANGUAGE.get()) if decision["deciding"] else ""
    return Line(about, deciding, decision["outcome"], words[decision["outcome"]], told(decision["summary"]), decision["instrument"], sheet)


# --- reading the form


def _read(corpus: Corpus, values: Mapping[str, str]) -> tuple[Move, dict[str, str]]:
    errors: dict[str, str] = {}

    def read(name: str, reader: Any) -> Any:
        text = values.get(name, "").strip()
        try:
            return reader(text) if text else None
        except Unread as error:
            errors[name] = str(error)
            return None

    move = Move(read("home", a_country) or "", read("host", a_country) or "", read("birth_date", a_date) or "")
    for name, code, missing in (("home", move.home, _("Which country do you leave?")), ("host", move.host, _("Which country do you go to?"))):
        if not code:
            errors.setdefault(name, missing)
    if move.home and move.home == move.host:
        errors.setdefault("host", _("Choose two different countries."))
    for row in range(ROWS):
        names = {"country": a_country, "from": a_date, "to": a_date}
        period = {name: value for name, reader in names.items() if (value := read(f"{name}_{row}", reader)) is not None}
        if period:
            move.record.append(period if "country" in period else {**period, "country": move.home})
    for who in (YOU, SPOUSE):
        credential = {name: value for name in ("profession", "evidence") if (value := values.get(f"{who}_{name}", "").strip())}
        credential |= {name: value for name in ("training_started", "awarded") if (value := read(f"{who}_{name}", a_date))}
        if "profession" in credential:
            move.credentials[who] = credential
    move.children = [{"birth_date": born} for born in read("children", lambda text: [a_date(line) for line in lines(text)]) or []]
    move.stay = (read("stay", a_number) or 0) * 12
    if move.stay > MOST_MONTHS:
        errors["stay"] = _("Write at most %(most)s years.", most=MOST_MONTHS // 12)
    move.spouse, move.sent, move.fled = (values.get(name) == "yes" for name in ("spouse", "sent", "fled"))
    return move, errors or _refused(corpus, move)


def _refused(corpus: Corpus, move: Move) -> dict[str, str]:
    """What the engine would not take, beside the field it stands in."""
    errors: dict[str, str] = {}
    for question in questions(move, corpus, date.today()):
        try:
            parse_case(question.case, today=date.today())
        except CaseRefused as error:
            for problem in error.problems:
                errors.setdefault(_field(problem.place.pointer, question.person), _("This cannot be right. Check the dates and the order of them."))
    return errors


def _field(pointer: str, person: str) -> str:
    parts = pointer.strip("/").split("/")
    if parts[0] == "record" and len(parts) > 2:
        return f"{parts[2]}_{parts[1]}"
    if parts[0] == "credential" and parts[-1] in ("evidence", "training_started", "awarded", "profession"):
        return f"{person}_{parts[-1]}"
    return {"children": "children", "person": "birth_date"}.get(parts[0], "home")
