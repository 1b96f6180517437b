"""What templates about the law use beside the filters of all pages: `law`, `day`, `state`."""

from __future__ import annotations

from api.pages.law import values
from api.pages.law.texts import law
from api.pages.render import environment, gettext
from api.pages.speaking import LANGUAGE
from engine.wording.countries import country_name


def outcomes() -> dict[str, str]:
    """The outcomes in short, in the language of the page."""
    return {
        "yes": gettext("yes"),
        "no": gettext("no"),
        "undetermined": gettext("not decided yet: facts are missing"),
        "needs_authority": gettext("an authority decides"),
        "not_covered": gettext("not covered"),
    }


environment().filters |= {"law": law, "day": values.date, "state": lambda code: country_name(str(code), LANGUAGE.get())}
environment().globals["outcomes_told"] = outcomes
