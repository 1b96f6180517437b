"""What templates about the law use beside the filters of all pages: `law`, `state`."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from api.pages.law.texts import law
from api.pages.render import environment, gettext
from api.pages.speaking import LANGUAGE
from engine.wording.countries import country_name
from engine.wording.languages import SOURCE


def outcomes() -> dict[str, str]:
    """The outcomes in short, in the language of the page."""
    return {
        "yes": gettext("yes"),
        "no": gettext("no"),
        "undetermined": gettext("not decided yet: facts are missing"),
        "needs_authority": gettext("an authority decides"),
        "not_covered": gettext("not covered"),
    }


def snippet(pieces: Sequence[str]) -> Markup:
    """A text around what was sought, in English, with the words sought marked."""
    marked = Markup("").join(Markup("<mark>{}</mark>").format(p) if n % 2 else escape(p) for n, p in enumerate(pieces))
    return Markup('<span lang="en" dir="ltr">{}</span>').format(marked) if LANGUAGE.get() != SOURCE else marked


environment().filters |= {
    "snippet": snippet,
    "law": law,
    "state": lambda code: country_name(str(code), LANGUAGE.get()),
}
environment().globals["outcomes_told"] = outcomes
