"""Templates to pages. Everything is escaped; links to sources are only taken where they are web addresses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.security.sites import PREFIX
from engine.wording.countries import country_name
from engine.wording.facts import label
from engine.wording.notes import DISCLAIMER

_TEMPLATES = Path(__file__).parent / "templates"


def _web(url: object) -> str:
    """A web address, or nothing: a rule file cannot bring another kind of link onto a page."""
    text = str(url or "")
    return text if text.startswith(("https://", "http://")) else ""


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"web": _web, "country": lambda code: country_name(str(code)), "label": label}
    made.filters["first_capital"] = lambda text: f"{str(text)[:1].upper()}{str(text)[1:]}"
    made.filters |= {"zip_same": lambda xs: [(x, x) for x in xs], "zip_labels": lambda xs: [(x, label(x)) for x in xs]}
    made.globals["disclaimer"] = DISCLAIMER
    return made


def page(template: str, *, status: int = 200, private: bool = True, **context: Any) -> HTMLResponse:
    """A page. A private one holds what a person typed and is kept nowhere."""
    html = _environment().get_template(template).render(root=PREFIX.get(), **context)
    return HTMLResponse(html, status, {"Cache-Control": "no-store" if private else "no-cache"})
