"""The pages of the interview. Every form carries the whole sheet in its body; nothing stands in an address or a cookie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import form
from api.pages.answers import shown
from api.pages.forms import countries
from api.pages.interview import lists, spells
from api.pages.interview import sheet as sheets
from api.pages.interview.fields import fields_of, spell_in_words
from api.pages.interview.fled import kept_away
from api.pages.interview.kinds import kind_of
from api.pages.interview.progress import FLED, Step, again, ahead, may_have_fled
from api.pages.interview.sheet import FIELD, WAYS, Sheet, Unreadable
from api.pages.interview.summary import entries
from api.pages.interview.taking import take
from api.pages.render import page
from api.pages.timeline import timeline
from api.problems import HttpProblem
from api.security.access import limited, public
from api.service import Service, service_of

router = APIRouter()
HERE = "/interview"
Values = Mapping[str, str]


@router.get("/interview", dependencies=[Depends(public())])
async def begin(request: Request) -> Response:
    return await _begun(request, "pension")


@router.get("/interview/{way}", dependencies=[Depends(public())])
async def begin_way(request: Request, way: str) -> Response:
    """The first question of a way in. Raises HttpProblem (404) where there is no such way."""
    if way not in WAYS:
        raise HttpProblem(404, "no-such-way", "There is no such page", "The ways in stand on the first page.")
    return await _begun(request, way)


async def _begun(request: Request, way: str) -> Response:
    service = service_of(request)
    return await service.run(lambda: onward(service, Sheet.new(way)))


@router.post("/interview", dependencies=[Depends(limited())])
async def answered(request: Request) -> Response:
    """What was told is taken, and the next page shown. Somebody else's words in the hidden field are refused on a page that says so."""
    values = await form(request)
    service = service_of(request)
    size = len(values.get(FIELD, ""))
    return await service.run(lambda: turned(service, values), size + 1)


def turned(service: Service, values: Values) -> Response:
    """The page that follows a form."""
    # What comes without a button is an answer that is shown again, in another language or from a saved file.
    action, _, detail = values.get("action", "show" if "step" in values else "answer").partition(":")
    if action == "begin":
        way = values.get("way", "")
        return (
            onward(service, Sheet.new(way, helping=values.get("helping") == "yes", mark=values.get("mark", "").strip()))
            if way in WAYS
            else _refused()
        )
    try:
        sheet = sheets.read(values.get(FIELD, ""))
        return _ACTIONS.get(action, _show)(service, sheet, values, detail)
    except Unreadable:
        return _refused()


def onward(service: Service, sheet: Sheet) -> Response:
    """The next question; where there is none, what was told, with the way to the answer."""
    step = ahead(service, sheet)
    return summary_page(service, sheet, done=True) if step is None else step_page(service, sheet, step)


# --- what a button does


def _go_on(service: Service, sheet: Sheet, values: Values, _detail: str) -> Response:
    step = _step(values)
    if step == FLED:
        told = [code for code in may_have_fled(sheet, service.decide(sheet.case)["decisions"]) if values.get(f"fled-{code}")]
        sheet.fled = told
        sheet.went(step)
        return onward(service, sheet)
    if step == "record":
        sheet.went(step)
        sheet.settle(step)
        return onward(service, sheet)
    fields = fields_of(service.decider.corpus, sheet, step, {})
    after, errors = take(sheet, step, fields, values)
    if errors:
        return step_page(service, sheet, again(service, sheet, step), values, errors)
    return onward(service, after)


def _not_known(service: Service, sheet: Sheet, values: Values, _detail: str) -> Response:
    step = _step(values)
    sheet.settle(*step.split("+"))
    sheet.went(step)
    sheet.fled = (sheet.fled or []) if step == FLED else sheet.fled
    return onward(service, sheet)


def _none(service: Service, sheet: Sheet, values: Values, _detail: str) -> Response:
    """There is none of what a list asks for."""
    step = _step(values)
    fact = "credential.recognised_in" if step == "credential.recognised_in" else step
    if kind_of(fact) not in ("rows", "countries", "lines"):
        raise Unreadable
    case = dict(sheet.case)
    head, _, key = fact.partition(".")
    empty: Any = {} if fact == "posting.shares_of_work" else []
    case[head] = {**case.get(head, {}), key: empty} if key else empty
    sheet.settle(fact)
    sheet.went(step)
    sheet.take(case)
    return onward(service, sheet)


def _back(service: Service, sheet: Sheet, values: Values, _detail: str) -> Response:
    gone = [s for s in sheet.trail if s != values.get("step")]
    if not gone:
        return step_page(service, sheet, again(service, sheet, sheet.trail[0] if sheet.trail else _first(sheet)))
    step = gone[-1]
    sheet.trail = sheet.trail[: sheet.trail.index(step)]
    return step_page(service, sheet, again(service, sheet, step))


def _show(service: Service, sheet: Sheet, values: Values, detail: str) -> Response:
    """A step once more, in another language or to change what was told."""
    step = detail or values.get("step", "")
    if not step:
        return onward(service, sheet)
    return step_page(service, sheet, again(service, sheet, _step({"step": step})))


def _summary(service: Service, sheet: Sheet, _values: Values, _detail: str) -> Response:
    return summary_page(service, sheet, done=False)


def _answer(service: Service, sheet: Sheet, _values: Values, _detail: str) -> Response:
    answer = kept_away(service.decider.corpus, service.decide(sheet.case), sheet.fled or ())
    return shown(answer, sheet.case, {FIELD: sheet.text()}, HERE, fled=sheet.fled or ())


def _spell(service: Service, sheet: Sheet, _values: Values, detail: str) -> Response:
    return spell_page(sheet, _number(detail))


def _save(service: Service, sheet: Sheet, values: Values, detail: str) -> Response:
    after, errors = spells.saved(sheet, _number(detail), values)
    return spell_page(sheet, _number(detail), values, errors) if errors else step_page(service, after, Step("record"))


def _remove(service: Service, sheet: Sheet, _values: Values, detail: str) -> Response:
    number = _number(detail)
    return step_page(service, sheet if number is None else spells.removed(sheet, number), Step("record"))


_ACTIONS = {
    "continue": _go_on,
    "unknown": _not_known,
    "none": _none,
    "back": _back,
    "show": _show,
    "change": _show,
    "summary": _summary,
    "edit": _summary,
    "answer": _answer,
    "spell": _spell,
    "save": _save,
    "remove": _remove,
}


def _step(values: Values) -> str:
    """The step that a form names. Raises Unreadable where it is none of ours."""
    step = values.get("step", "")
    if step != FLED and (len(step) > sheets.LONGEST_STEP or not all(kind_of(fact) for fact in step.split("+"))):
        raise Unreadable
    return step


def _first(sheet: Sheet) -> str:
    return {"pension": "benefit", "survivors": "record", "abroad": "posting.home+posting.host"}.get(sheet.way, "home+host")


def _number(detail: str) -> int | None:
    return int(detail) if detail.isascii() and detail.isdigit() and len(detail) < 4 else None


# --- pages


def step_page(service: Service, sheet: Sheet, step: Step, typed: Values | None = None, errors: Values | None = None) -> Response:
    """One question, or a few that belong together."""
    carried = {FIELD: sheet.text(), "step": step.name, "action": "show"}
    common: dict[str, Any] = {"sheet": sheet, "step": step, "carried": carried, "errors": errors or {}, "here": HERE}
    common["spell_in_words"] = spell_in_words
    status = 422 if errors else 200
    if step.name == "record":
        return page("spells.html", **common) if sheet.case.get("record") else spell_page(sheet, None)
    if step.name == FLED:
        named = {code: code for code in may_have_fled(sheet, service.decide(sheet.case)["decisions"])}
        return page("fled.html", codes=list(named), ticked=sheet.fled or [], **common)
    fields = fields_of(service.decider.corpus, sheet, step.name, step.questions, typed)
    fields = [f for f in fields if f.kind != "choice" or f.options]
    if not fields:
        sheet.settle(*step.name.split("+"))
        return onward(service, sheet)
    for made in fields:
        if made.kind == "amount":
            made.values.setdefault(f"{made.fact}-country", step.states.get(made.fact, ""))
    return page("question.html", status=status, fields=fields, countries=countries(), **common)


def spell_page(sheet: Sheet, number: int | None, typed: Values | None = None, errors: Values | None = None) -> Response:
    """The form for one period."""
    values = dict(typed) if typed is not None else spells.before(sheet, number)
    detail = "new" if number is None else str(number)
    carried = {FIELD: sheet.text(), "action": f"spell:{detail}"}
    more: dict[str, Any] = {"countries": countries(), "units": lists.units(), "carried": carried, "here": HERE}
    return page("spell.html", status=422 if errors else 200, sheet=sheet, detail=detail, values=values, errors=errors or {}, **more)


def summary_page(service: Service, sheet: Sheet, *, done: bool) -> Response:
    """What was told, with the way to change each; `done` where nothing more is asked."""
    told = entries(service, sheet)
    carried = {FIELD: sheet.text(), "action": "summary"}
    words = lists.ways()[sheet.way]
    return page(
        "summary.html",
        sheet=sheet,
        entries=told,
        done=done,
        carried=carried,
        here=HERE,
        way=words,
        spell_in_words=spell_in_words,
        career=timeline(sheet.case),
    )


def _refused() -> Response:
    return page("refused.html", status=422)
