"""Templates to pages. Everything is escaped; links to sources are only taken where they are web addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from api.catalogue.addresses import page_of
from api.pages.components import Components
from api.pages.speaking import LANGUAGE, PATH, PLACE
from api.pages.statics import address
from api.pages.telling import country, day, languages, sentence, told_again
from api.pages.telling import told as in_this_language
from api.security.sites import PREFIX
from engine.wording.facts import label
from engine.wording.languages import LANGUAGES, catalogue
from engine.wording.saying import say

_TEMPLATES = Path(__file__).parent / "templates"
#: Where the button leads that leaves at once: a page that everybody might have open.
EXIT_TO = "https://www.wikipedia.org/"

#: Links from a partner's frame to what cannot be shown in it: other sites, and data. They all say `noreferrer`, which `noopener` goes with.
_LEADING_OUT = re.compile(r'<a (?=[^>]*href="(?:https?://|/v1/))(?![^>]*target=)')


def gettext(message: str, **values: Any) -> str:
    """A sentence of the pages in the language of the request; `%(name)s` in it are filled."""
    told = catalogue(LANGUAGE.get(), "interface").gettext(message)
    return told % values if values else told


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """A sentence of the pages in the plural form for a number."""
    return catalogue(LANGUAGE.get(), "interface").ngettext(one, many, number) % {"num": number, **values}


def pgettext(context: str, message: str) -> str:
    """A word of the pages that is used in several ways, in the use that `context` names."""
    return catalogue(LANGUAGE.get(), "interface").pgettext(context, message)


def told(sentence: str) -> str:
    """A sentence of the engine in the language of the page."""
    return say(sentence, LANGUAGE.get())


def marked(errors: Mapping[str, str], name: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a field, and that it is wrong where it is."""
    return {**attributes, "aria-invalid": "true"} if name in errors else dict(attributes)


def pages() -> list[tuple[str, str]]:
    """Where the pages lead to, with words for it."""
    return [
        ("/", gettext("Start")),
        ("/instruments", gettext("Agreements and rules")),
        ("/corridors", gettext("Countries")),
        ("/search", gettext("Search")),
        ("/recruiters", gettext("For recruiters")),
        ("/ministry", gettext("For ministries")),
    ]


def lower_pages() -> list[tuple[str, str]]:
    """What stands at the foot of each page."""
    return [
        ("/statistics", gettext("Statistics")),
        ("/keeping", gettext("What is kept, and how long")),
        ("/partners", gettext("For partners")),
        ("/sign-in", gettext("Sign in as a partner")),
    ]


def _web(url: object) -> str:
    """A web address, or nothing: a rule file cannot bring another kind of link onto a page."""
    text = str(url or "")
    return text if text.startswith(("https://", "http://")) else ""


def _code(text: str) -> Markup:
    """A text in which what stands in backticks is code."""
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(text.split("`")))


@cache
def environment() -> Environment:
    """The templates of all pages, with the filters and functions that they use."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.filters |= {
        "web": _web,
        "country": country,
        "label": label,
        "told": in_this_language,
        "day": day,
        "page_of": page_of,
        "languages": languages,
    }
    made.filters["first_capital"] = lambda text: f"{str(text)[:1].upper()}{str(text)[1:]}"
    made.filters |= {"zip_same": lambda xs: [(x, x) for x in xs], "zip_labels": lambda xs: [(x, label(x)) for x in xs]}
    made.filters |= {"code": _code, "told_again": told_again, "sentence": sentence}
    made.filters["in_words"] = lambda name, told: told.get(name, name)
    made.globals |= {
        "govuk": Components(),
        "static": address,
        "languages": LANGUAGES,
        "exit_to": EXIT_TO,
        "marked": marked,
        "pages": pages,
        "lower_pages": lower_pages,
    }
    return made


def rendered(template: str, **context: Any) -> str:
    """A template in the language of the request. It knows `root` (where links begin), `language` and, for links to other languages, `place` and
    `path` (which may be given)."""
    where = {"root": PREFIX.get(), "language": LANGUAGES[LANGUAGE.get()], "place": PLACE.get(), "path": PATH.get()}
    return environment().get_template(template).render({**where, **context})


def page(template: str, *, status: int = 200, private: bool = True, **context: Any) -> HTMLResponse:
    """A page in the language of the request. A private one holds what a person typed and is kept nowhere."""
    html = rendered(template, **context)
    if PLACE.get():
        html = _LEADING_OUT.sub('<a target="_blank" ', html)
    headers = {"Cache-Control": "no-store" if private else "no-cache", "Content-Language": LANGUAGE.get()}
    return HTMLResponse(html, status, headers)
