"""Values of the law in the language of a page: lengths, dates, amounts, codes of States, lists."""

from __future__ import annotations

import datetime
import re
from typing import Any

from api.pages.render import gettext
from api.pages.speaking import LANGUAGE
from api.pages.telling import day
from engine.facts.countries import KNOWN
from engine.wording.countries import country_name
from engine.wording.facts import label
from engine.wording.phrases import UNITS, YEARS, age, counted
from engine.wording.saying import say

_PART = re.compile(r"(\d{1,9}) (days?|weeks?|months?|quarters?|years?|calendar_years?)")
_LENGTH = re.compile(rf"{_PART.pattern}(?: {_PART.pattern})*")
_AMOUNT = re.compile(r"(-?\d+(?:\.\d\d)?) ([A-Z]{3})")


def role(name: str) -> str | None:
    """A State by its part in the case; None for any other word."""
    told = {
        "deciding": gettext("the State that decides"),
        "partner": gettext("the other State"),
        "home": gettext("the State of the qualification"),
        "host": gettext("the State where it is to count"),
        "sending": gettext("the State that sends the worker"),
        "receiving": gettext("the State that receives the worker"),
        "residence_state": gettext("the State of residence"),
    }
    return told.get(name)


def written(value: Any) -> str:
    """A literal of a rule file, read out; a word that is no literal in words."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime.date):
        return date(value)
    if value is None:
        return gettext("nothing more")
    if isinstance(value, list):
        return ", ".join(written(v) for v in value)
    text = str(value)
    if _LENGTH.fullmatch(text):
        return length(text)
    if found := _AMOUNT.fullmatch(text):
        return amount(found[1], found[2])
    if country(text):
        return country_name(text, LANGUAGE.get())
    return role(text) or (label(text) if re.fullmatch(r"[a-z][a-z0-9_.-]*", text) else text)


def country(text: str) -> bool:
    """Whether a text is the code of a State, or of a part of one."""
    return text.partition("-")[0] in KNOWN and text.isupper()


def date(told: datetime.date) -> str:
    return day(told)


def amount(number: str, currency: str) -> str:
    from babel.numbers import format_decimal

    return f"{format_decimal(number, '#,##0.00' if '.' in number else '#,##0', locale=LANGUAGE.get())} {currency}"


def length(text: str) -> str:
    """ "65 years 4 months" in the language of the page."""
    parts = [(int(n), unit.rstrip("s")) for n, unit in _PART.findall(text)]
    if [unit for _, unit in parts] == ["year", "month"]:
        return str(say(age(parts[0][0] * 12 + parts[1][0]), LANGUAGE.get()))
    return " ".join(_unit(*part) for part in parts)


def _unit(n: int, unit: str) -> str:
    """So many of a unit, in the words of the answers."""
    kind = f"{unit}s"
    return str(say(counted(YEARS if kind == "years" else UNITS[kind], n), LANGUAGE.get()))
