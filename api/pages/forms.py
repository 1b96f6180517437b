"""From the fields of a form to a case, and from the problems of a case back to the fields they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from api.pages.render import gettext as _
from api.pages.speaking import LANGUAGE
from engine.facts.countries import KNOWN
from engine.problems import CaseRefused
from engine.wording.countries import country_name


def countries() -> dict[str, str]:
    """Code by name in the language of the page, in the order of the names."""
    return _countries(LANGUAGE.get())


@cache
def _countries(language: str) -> dict[str, str]:
    named = ((country_name(code, language), code) for code in KNOWN)
    return dict(sorted(((name, code) for name, code in named if name != code), key=lambda x: _folded(x[0])))


@cache
def _by_name(language: str) -> dict[str, str]:
    return {_folded(name): code for spoken in ("en", language) for name, code in _countries(spoken).items()}


def _folded(name: str) -> str:
    """A name without marks and capitals: people leave them out."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


class Unread(ValueError):
    """What a field holds cannot be read; the message is for the person who typed it."""


def a_country(text: str) -> str:
    """A country by its name or by its code; codes of subdivisions pass. Raises Unread."""
    names = _by_name(LANGUAGE.get())
    if _folded(text) in names:
        return names[_folded(text)]
    code = text.upper()
    if code in KNOWN or code.partition("-")[0] in KNOWN:
        return code
    near = get_close_matches(_folded(text), list(names), n=1, cutoff=0.6)
    if near:
        raise Unread(_("This country is not known. Did you mean %(name)s?", name=country_name(names[near[0]], LANGUAGE.get())))
    raise Unread(_("This country is not known. Choose one from the list, or write its two-letter code."))


def some_countries(text: str) -> list[str]:
    """Countries with commas between them."""
    return [a_country(part.strip()) for part in text.split(",") if part.strip()]


def a_number(text: str) -> int:
    """A whole number, in the digits of any script. Raises Unread."""
    if not (text.isdecimal() and len(text) < 8):
        raise Unread(_("Write a whole number, such as 32."))
    return int(text)


def lines(text: str) -> list[str]:
    """One entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Filled:
    """A form as it was filled in. `values` is kept as typed; `case` grows by `put`; `errors` are sentences by field."""

    def __init__(self, values: Mapping[str, str], question: str) -> None:
        self.values = dict(values)
        self.case: dict[str, Any] = {"question": question}
        self.errors: dict[str, str] = {}
        self._fields: dict[str, str] = {}

    def text(self, field: str) -> str:
        return self.values.get(field, "").strip()

    def put(self, field: str, path: str, read: Callable[[str], Any] = str, into: dict[str, Any] | None = None, at: str = "") -> None:
        """Put a field that is not empty at a path (`person/birth_date`) of the case, or of `into`, which stands at `at`."""
        text = self.text(field)
        *parents, key = path.split("/")
        self._fields[f"{at}/{path}"] = field
        if not text:
            return
        try:
            value = read(text)
        except Unread as error:
            self.errors[field] = str(error)
            return
        here = self.case if into is None else into
        for parent in parents:
            here = here.setdefault(parent, {})
        here[key] = value

    def refused(self, error: CaseRefused) -> None:
        """Put the problems beside the fields they stand in; one without a field of its own stands at the whole form."""
        for problem in error.problems:
            plain = problem.expected and "`" not in problem.expected and len(problem.expected) < 80
            expected = f" Expected: {problem.expected}." if plain else ""
            mend = f" {problem.mend[:1].upper()}{problem.mend[1:]}." if problem.mend else ""
            told = f"{problem.message[:1].upper()}{problem.message[1:]}.{expected}{mend}".replace("?.", "?").replace("`", "")
            self.errors.setdefault(self._field_of(problem.place.pointer), told)

    def _field_of(self, pointer: str) -> str:
        while pointer:
            if pointer in self._fields:
                return self._fields[pointer]
            inside = sorted(f for p, f in self._fields.items() if p.startswith(pointer + "/"))
            if inside:
                return inside[0]
            pointer = pointer.rpartition("/")[0]
        return "form"
