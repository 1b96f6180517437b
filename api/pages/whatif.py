"""What if: the same case with more months of work or another residence, decided again and held against the answer before."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import form
from api.pages.forms import Unread, a_country, a_number, countries
from api.pages.interview import lists
from api.pages.interview.sheet import FIELD, Sheet, Unreadable, read
from api.pages.render import gettext as _
from api.pages.render import page
from api.pages.speaking import LANGUAGE
from api.pages.telling import told
from api.security.access import limited
from api.service import Service, service_of
from engine.counting.calendar import add_months
from engine.language.corpus import Corpus
from engine.problems import CaseRefused
from engine.wording.countries import country_name

router = APIRouter()
MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed: so many more months in a country, and where the person lives then. Empty where that stays."""

    months: int = 0
    country: str = ""
    residence: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One decision before and after: outcomes, sentences, the days from which it is paid, and whether anything of it differs."""

    about: str
    before: str
    after: str
    said_before: str
    said_after: str
    paid_before: str
    paid_after: str
    differs: bool


@router.post("/what-if", dependencies=[Depends(limited())])
async def what_if(request: Request) -> Response:
    """The form, or what would change."""
    values = await form(request)
    service = service_of(request)
    return await service.run(lambda: _answered(service, values), len(values.get(FIELD, "")) + 1)


def _answered(service: Service, values: Mapping[str, str]) -> Response:
    try:
        sheet = read(values.get(FIELD, ""))
    except Unreadable:
        return page("refused.html", status=422)
    if values.get("action") != "compare":
        return _page(sheet, _before(sheet), {})
    change, errors = _read(sheet, values)
    if errors:
        return _page(sheet, values, errors)
    before = service.decide(sheet.case)
    try:
        case = changed(service.decider.corpus, sheet.case, change, date.today())
        after = service.decide(case)
    except CaseRefused:
        return _page(sheet, values, {"months": _("This cannot be worked out. Try fewer months.")})
    return _page(sheet, values, {}, compared(before, after), _in_words(change))


def changed(corpus: Corpus, case: Mapping[str, Any], change: Change, today: date) -> dict[str, Any]:
    """The case with the change in it. The months begin when those that were told are over, and the law is asked on the day after them.

    A posting is made longer; a record gets a period like the last one in that country. A scheme that counts quarters gets one quarter
    for three full months.
    """
    after = copy.deepcopy(dict(case))
    if change.residence:
        who = "claimant" if case.get("benefit") in ("survivors", "orphans") else "person"
        after[who] = {**after.get(who, {}), "residence": change.residence}
    if not change.months:
        return after
    posting = after.get("posting") or {}
    if case.get("benefit") == "applicable-legislation":
        if "to" in posting:
            posting["to"] = str(_months_later(_last_day(posting["to"]), change.months))
        return after
    return _with_months(corpus, after, change, today)


def _with_months(corpus: Corpus, case: dict[str, Any], change: Change, today: date) -> dict[str, Any]:
    there = [p for p in case.get("record", []) if p.get("country") == change.country]
    ends = [_last_day(p["to"]) for p in there if "to" in p]
    first = max([today, *ends]) + timedelta(days=1)
    last = _months_later(first, change.months) - timedelta(days=1)
    like = {k: there[-1][k] for k in ("scheme", "kind", "activity", "insured_under") if there and k in there[-1]}
    period = {"kind": "compulsory", **like, "country": change.country, "from": str(first), "to": str(last)}
    schemes = _schemes(corpus, change.country)
    counted = schemes.get(str(period.get("scheme", "")), {}) if "scheme" in period else next(iter(schemes.values()), {})
    if counted.get("counted_in") == "quarters":
        period["quarters"] = change.months // 3
    case["record"] = [*case.get("record", []), period]
    case["as_of"] = str(max(last + timedelta(days=1), date.fromisoformat(case.get("as_of", str(today)))))
    return case


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Compared]:
    """The decisions of both answers side by side, those that differ first."""
    found = {_key(d): d for d in after["decisions"]}
    rows = [_row(d, found.pop(_key(d), None)) for d in before["decisions"]]
    rows += [_row(None, d) for d in found.values()]
    return sorted(rows, key=lambda row: not row.differs)


def _key(decision: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(decision["deciding"]), str(decision["instrument"]), str(decision["benefit"])


def _row(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Compared:
    words = lists.outcomes()
    one = before or after or {}
    sides = [(words[d["outcome"]], told(d["summary"]), _paid(d)) if d else ("–", "", "") for d in (before, after)]
    about = country_name(str(one["deciding"]), LANGUAGE.get()) if one["deciding"] else ""
    (out_before, said_before, paid_before), (out_after, said_after, paid_after) = sides
    return Compared(about, out_before, out_after, said_before, said_after, paid_before, paid_after, sides[0] != sides[1])


def _paid(decision: Mapping[str, Any]) -> str:
    """Whether it is paid where the person lives, in a word."""
    portable = decision["portable"]
    return lists.outcomes()[portable["outcome"]] if portable and portable["payable_in"] else ""


def _schemes(corpus: Corpus, country: str) -> Mapping[str, Mapping[str, Any]]:
    national = corpus.national(country)
    return (national.data.get("schemes") or {}) if national else {}


def _last_day(told_date: str) -> date:
    """The last day that a date of a case can mean."""
    year, month, day = (*told_date.split("-"), "", "")[:3]
    if day:
        return date.fromisoformat(told_date)
    first = date(int(year), int(month) if month else 12, 1)
    return _months_later(first, 1) - timedelta(days=1)


def _months_later(day: date, months: int) -> date:
    return date.fromordinal(add_months(day.toordinal(), months))


def _read(sheet: Sheet, values: Mapping[str, str]) -> tuple[Change, dict[str, str]]:
    errors: dict[str, str] = {}
    read_as: dict[str, Any] = {}
    for name, reader in (("months", a_number), ("country", a_country), ("residence", a_country)):
        text = values.get(name, "").strip()
        try:
            read_as[name] = reader(text) if text else None
        except Unread as error:
            errors[name] = str(error)
    months, country, residence = (read_as.get(name) for name in ("months", "country", "residence"))
    posting = sheet.branch == "applicable-legislation"
    if months and months > MOST_MONTHS:
        errors["months"] = _("Write at most %(most)s months.", most=MOST_MONTHS)
    if months and not country and not posting:
        errors.setdefault("country", _("In which country would you work?"))
    if not months and not residence:
        errors.setdefault("months", _("Write how many months, or where you would live."))
    return Change(months or 0, country or "", residence or ""), errors


def _before(sheet: Sheet) -> dict[str, str]:
    """What the form offers: seven months in the country of the last period."""
    record = sheet.case.get("record") or []
    country = record[-1].get("country") if record else ""
    return {"country": country_name(country, LANGUAGE.get()) if country else ""}


def _in_words(change: Change) -> list[str]:
    said = []
    if change.months and change.country:
        country = country_name(change.country, LANGUAGE.get())
        said.append(_("%(months)s more months of work in this country: %(country)s.", months=change.months, country=country))
    elif change.months:
        said.append(_("The work abroad lasts %(months)s months longer.", months=change.months))
    if change.residence:
        said.append(_("You live in this country: %(country)s.", country=country_name(change.residence, LANGUAGE.get())))
    return said


def _page(
    sheet: Sheet, values: Mapping[str, str], errors: Mapping[str, str], rows: list[Compared] | None = None, said: list[str] | None = None
) -> Response:
    typed = {name: values.get(name, "") for name in ("months", "country", "residence")}
    carried = {FIELD: sheet.text(), "action": "compare" if rows is not None else "show", **typed}
    more: dict[str, Any] = {"countries": countries(), "rows": rows, "said": said or [], "posting": sheet.branch == "applicable-legislation"}
    fixed = sheet.branch in ("invalidity", "survivors")
    return page("what_if.html", status=422 if errors else 200, sheet=sheet, values=typed, errors=errors, carried=carried, fixed=fixed, **more)
