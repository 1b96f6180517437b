"""The languages in which answers and pages are told, and their gettext catalogues.

Catalogues are `.po` files under `engine/wording/locales/LANGUAGE/LC_MESSAGES/DOMAIN.po`, read as they stand: nothing is compiled, in a
checkout or in an installed wheel. A message without a translation, or one marked fuzzy, is told in English.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

LOCALES = Path(__file__).parent / "locales"
#: What each catalogue holds: the engine's sentences, those of model provisions, of national law and lists, of agreements, and of the pages.
DOMAINS = ("engine", "models", "rules", "agreements", "interface")
#: The catalogues in which a text of an answer is looked for, in this order.
OF_ANSWERS = DOMAINS[:-1]
#: The language in which everything is written, and into which a missing translation falls back.
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its BCP 47 code, with its own name for itself and the direction of its script."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"


#: In the order in which a page offers them; the keys are the codes.
LANGUAGES: dict[str, Language] = {
    "en": Language("en", "English"),
    "es": Language("es", "Español"),
    "fr": Language("fr", "Français"),
    "de": Language("de", "Deutsch"),
    "ar": Language("ar", "العربية", "rtl"),
}


def direction(code: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written. Raises `KeyError` for one that is not in `LANGUAGES`."""
    return LANGUAGES[code].direction


@lru_cache(maxsize=1)
def _reviewed() -> frozenset[str]:
    told = yaml.safe_load((LOCALES / "reviewed.yaml").read_text(encoding="utf-8"))
    return frozenset({SOURCE, *told["reviewed"]})


def reviewed(code: str) -> bool:
    """Whether a native reader has read the catalogues of a language whole; a page says so where nobody has."""
    return code in _reviewed()


class Catalogue(gettext.NullTranslations):
    """Translations of one domain into one language; what it does not hold is given back in English.

    It serves wherever a gettext translation does (`jinja2.ext.i18n`: `environment.install_gettext_translations(catalogue)`), and tells
    apart what is missing: `found` gives None there.
    """

    def __init__(self, messages: dict[tuple[str | None, str], tuple[str, ...]], plural: Callable[[int], int]) -> None:
        super().__init__()
        self.messages, self.plural = messages, plural

    def found(self, message: str, n: int | None = None, context: str | None = None) -> str | None:
        """The translation, in the plural form for `n` where that is given; None where there is none."""
        forms = self.messages.get((context, message))
        if forms is None:
            return None
        form = self.plural(n) if n is not None else 0
        return forms[form] if form < len(forms) else None

    def gettext(self, message: str) -> str:
        return self.found(message) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.found(msgid1, n) or (msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.found(message, context=context) or message

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.found(msgid1, n, context) or (msgid1 if n == 1 else msgid2)


@dataclass(frozen=True, slots=True)
class Message:
    """What a catalogue should hold: the English text, the use that tells it from the same text elsewhere, and the files it stands in."""

    text: str
    context: str | None = None
    places: tuple[str, ...] = ()


def template(domain: str) -> Iterator[Message]:
    """The messages of a catalogue, as its template has them."""
    from babel.messages.pofile import read_po

    with (LOCALES / f"{domain}.pot").open("rb") as file:
        for m in read_po(file):
            if m.id:
                yield Message(m.id if isinstance(m.id, str) else m.id[0], m.context, tuple(path for path, _ in m.locations))


@lru_cache(maxsize=64)
def catalogue(language: str, domain: str) -> Catalogue:
    """The catalogue of a domain in a language, read once; an empty one for English and where no file stands."""
    path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
    if language not in LANGUAGES or domain not in DOMAINS:
        raise KeyError(f"no catalogue {domain!r} in {language!r}: languages are {', '.join(LANGUAGES)}; domains are {', '.join(DOMAINS)}")
    if language == SOURCE or not path.is_file():
        return Catalogue({}, lambda n: 0 if n == 1 else 1)
    from babel.messages.pofile import read_po  # only a language other than English needs it

    with path.open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    messages: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for message in read:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.id and all(forms) and not message.fuzzy:
            messages[(message.context, message.id if isinstance(message.id, str) else message.id[0])] = forms
    return Catalogue(messages, gettext.c2py(read.plural_expr))
