"""Pages on what is encoded: all instruments, and each one article by article and rule by rule. Their addresses may be shared."""

from __future__ import annotations

import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.catalogue.instrument import Told, party_names
from api.catalogue.parts import Article, RulePart, article, home_of
from api.pages.law import filters, instruments  # noqa: F401
from api.pages.law.names import Names
from api.pages.law.rules import in_words, title_of, used, view
from api.pages.law.series import all_series
from api.pages.public import public_page
from api.pages.render import gettext
from api.problems import HttpProblem
from api.security.access import public
from api.service import Service, service_of

router = APIRouter(dependencies=[Depends(public())])


def kinds() -> dict[str, str]:
    return {
        "agreement": gettext("Agreements between States"),
        "credential": gettext("Recognition of credentials"),
        "national": gettext("Laws of single States"),
    }


@router.get("/instruments")
async def all_instruments(request: Request) -> Response:
    service = service_of(request)
    heads = await service.run(service.catalogue.heads)
    told = [{**x, "party_names": party_names(x["parties"])} for x in heads["instruments"]]
    return public_page(request, "instruments.html", instruments=told, kinds=kinds(), unreadable=heads["unreadable"])


@router.get("/instruments/{id}")
async def instrument(request: Request, id: str) -> Response:
    """One instrument to read. Raises HttpProblem (404) where there is none of this id."""
    service = service_of(request)
    told = await _told(service, id)
    return public_page(request, "instrument.html", **await service.run(lambda: instruments.shown(service.catalogue, told)))


@router.get("/instruments/{id}/{part}")
async def part(request: Request, id: str, part: str) -> Response:
    """An article; of a State's law, whose rules stand in no article, a rule."""
    service = service_of(request)
    told = await _told(service, id)
    found = article(told, part)
    if found is not None and found.id:
        return public_page(request, "article.html", **await service.run(lambda: _article(service, found)))
    return await _rule_page(request, service, Article(told, {}).rule(part))


@router.get("/instruments/{id}/{part}/{rule}")
async def rule(request: Request, id: str, part: str, rule: str) -> Response:
    service = service_of(request)
    found = article(await _told(service, id), part)
    return await _rule_page(request, service, found.rule(rule) if found and found.id else None)


@router.get("/models/{id}")
async def model(request: Request, id: str) -> Response:
    """A model provision that agreements adopt."""
    service = service_of(request)
    told = await _model(service, id)
    return public_page(request, "instrument.html", **await service.run(lambda: instruments.shown(service.catalogue, told)))


@router.get("/models/{id}/{rule}")
async def model_rule(request: Request, id: str, rule: str) -> Response:
    service = service_of(request)
    return await _rule_page(request, service, Article(await _model(service, id), {}).rule(rule))


async def _told(service: Service, id: str) -> Told:
    told = await service.run(lambda: service.catalogue.told(id))
    if told is None:
        raise HttpProblem(404, "no-such-instrument", "There is no such instrument", "All instruments are listed at /instruments.")
    return told


async def _model(service: Service, id: str) -> Told:
    told = await service.run(lambda: service.catalogue.model(id))
    if told is None:
        raise HttpProblem(404, "no-such-model", "There is no such model provision", "All instruments are listed at /instruments.")
    return told


async def _rule_page(request: Request, service: Service, found: RulePart | None) -> Response:
    if found is None:
        raise HttpProblem(404, "no-such-rule", "There is no such rule", "The page of the instrument lists its articles and rules.")
    return public_page(request, "rule.html", **await service.run(lambda: _rule(service, found)))


def _rule(service: Service, part: RulePart) -> dict[str, Any]:
    told, way = part.article.told, [(part.path, title_of(part))]
    if part.article.id:
        way.insert(0, (part.article.path, part.article.title))
    return {
        "r": view(part),
        "used": used(part),
        "tested": _tested(service, part.article, part.own_name),
        "home": home_of(told),
        "home_title": str(told.data["title"]),
        "crumbs": instruments.crumbs(told, *way),
        "title_of": title_of,
    }


def _article(service: Service, found: Article) -> dict[str, Any]:
    names, data = Names(found), found.data
    return {
        "a": found,
        "rules": [view(r) for r in found.rules],
        "where": found.cited,
        "for_": names.narrowed(data.get("for")),
        "span": {"since": names.day(data.get("since")), "until": names.day(data.get("until"))},
        "doubt": {"confidence": str(data.get("confidence", "confirmed")), "note": str(data.get("note", ""))},
        "filled": all_series(data, names),
        "tested": _tested(service, found, found.id),
        "home_title": str(found.told.data["title"]),
        "crumbs": instruments.crumbs(found.told, (found.path, found.title)),
    }


def _tested(service: Service, found: Article, name: str) -> list[dict[str, Any]]:
    """Scenarios that name a rule or article: those beside the instrument; of a State's law, those of the instruments that bind it."""
    told, tested, kind = found.told, service.catalogue.tested, found.told.kind
    if kind == "model":
        return []
    names = [told.name]
    if kind == "national":
        names, kind = service.catalogue.binding(str(told.data["national"]), datetime.date.today().toordinal()), "agreement"
    return [{**s, "title": s["title"] or in_words(s["id"], told)} for n in names for s in tested.naming(tested.of(n, kind), name)]
