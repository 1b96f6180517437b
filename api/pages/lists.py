"""Long lists in pages: the tables of a rule file (titles of diplomas, authorities), and the persons that test an instrument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.catalogue import words
from api.catalogue.parts import home_of
from api.catalogue.search import ROWS_A_PAGE
from api.pages.law import filters, instruments, values  # noqa: F401
from api.pages.law.rules import in_words
from api.pages.public import public_page
from api.pages.render import gettext, pgettext
from api.problems import HttpProblem
from api.security.access import public
from api.security.sites import PREFIX
from api.service import service_of
from engine.language.tables import rows_of
from engine.wording.facts import label

router = APIRouter(dependencies=[Depends(public())])
Row = TypeVar("Row")


@router.get("/lists/{id}/{name}")
async def rows(request: Request, id: str, name: str, page: str = "1") -> Response:
    """A list of a rule file, a hundred rows on each page."""
    service = service_of(request)
    told = await service.run(lambda: service.catalogue.told(id))
    table = (told.data.get("tables") or {}).get(name) if told else None
    if told is None or table is None:
        raise HttpProblem(404, "no-such-list", "There is no such list", "The page of the instrument names its lists.")
    found = await service.run(lambda: rows_of(told.corpus, told.file, name))
    path, title = f"/lists/{id}/{name}", str(table.get("title") or label(name))
    columns = list(found[0]) if found else []
    shown, first, pages = _page(found, page, path)
    return public_page(
        request,
        "list.html",
        title=title,
        home={"title": str(told.data["title"]), "path": home_of(told)},
        crumbs=instruments.crumbs(told, (path, title)),
        cite=words.citation(table.get("cite"), told.sources),
        edition=str(table.get("edition") or ""),
        note=str(table.get("note") or ""),
        columns=[_heading(c) for c in columns],
        rows=[(first + n, [_cell(c, r[c], told.sources) for c in columns]) for n, r in enumerate(shown)],
        count=len(found),
        pagination=pages,
    )


@router.get("/scenarios/{id}")
async def scenarios(request: Request, id: str, page: str = "1") -> Response:
    """The persons that test an instrument: what is asked of them, what must come out, where they come from."""
    service = service_of(request)
    told = await service.run(lambda: service.catalogue.told(id))
    if told is None:
        raise HttpProblem(404, "no-such-instrument", "There is no such instrument", "All instruments are listed at /instruments.")
    found = await service.run(lambda: service.catalogue.tested.of(told.name, told.kind) if told.kind != "national" else [])
    shown, _, pages = _page(found, page, f"/scenarios/{id}")
    return public_page(
        request,
        "scenarios.html",
        home={"title": str(told.data["title"]), "path": home_of(told)},
        crumbs=instruments.crumbs(told, (f"/scenarios/{id}", gettext("Worked persons"))),
        found=[{**s, "title": s["title"] or in_words(s["id"], told)} for s in shown],
        count=len(found),
        pagination=pages,
    )


def _page(rows: Sequence[Row], told: str, path: str) -> tuple[Sequence[Row], int, dict[str, Any] | None]:
    """The rows of a page, the number of the first, and the links to other pages. Raises HttpProblem (404) for a page that is not there."""
    last = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    if not 1 <= number <= last:
        raise HttpProblem(404, "no-such-page", "There is no such page", f"There are pages 1 to {last}.")
    first = (number - 1) * ROWS_A_PAGE
    return rows[first : first + ROWS_A_PAGE], first + 1, _links(number, last, path) if last > 1 else None


def _links(number: int, last: int, path: str) -> dict[str, Any]:
    def link(n: int) -> str:
        return f"{PREFIX.get()}{path}?page={n}"

    near = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
    items: list[dict[str, Any]] = []
    for before, n in zip([0, *near], near, strict=False):
        if n - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": n, "href": link(n), "current": n == number, "visuallyHiddenText": gettext("Page %(number)s", number=str(n))})
    told: dict[str, Any] = {"items": items, "landmarkLabel": gettext("Pages of this list")}
    if number > 1:
        told["previous"] = {"href": link(number - 1), "text": gettext("Previous page")}
    if number < last:
        told["next"] = {"href": link(number + 1), "text": gettext("Next page")}
    return told


def _heading(column: str) -> str:
    told = {
        "home": gettext("Country"),
        "host": gettext("Country where it counts"),
        "title": gettext("Title of the diploma"),
        "entry": pgettext("of an entry", "Number"),
        "awarding_body": gettext("Awarded by"),
        "certificate": gettext("Certificate that goes with it"),
        "professional_title": gettext("Professional title"),
        "reference_date": gettext("Reference date"),
        "source": gettext("Source"),
        "page": gettext("Where it was read"),
        "region": gettext("Region"),
        "authority": gettext("Authority"),
        "confidence": gettext("How sure"),
        "specialty": gettext("Specialty"),
    }
    return told.get(column) or label(column).capitalize()


def _cell(column: str, value: Any, sources: Any) -> dict[str, str]:
    if column == "source":
        known = sources.get(str(value), {})
        return {"text": str(known.get("title") or value), "url": str(known.get("url") or "")}
    text = values.written(value) if column in ("home", "host", "country", "region") or not isinstance(value, str) else value
    return {"text": text or "–", "url": value if isinstance(value, str) and value.startswith("https://") else ""}
