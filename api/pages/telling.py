"""The engine's sentences and dates on a page: what is not told in the language of the page is marked with its own, so that it is read out
and laid out rightly."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterable

from markupsafe import Markup, escape

from api.pages.speaking import LANGUAGE
from engine.wording.countries import country_name
from engine.wording.languages import direction
from engine.wording.phrases import Phrase, worded
from engine.wording.saying import say

#: Dates of English pages are told with the day before the month, as most of the world writes them.
_DATES = {"en": "en_GB"}
_ISO = re.compile(r"\b([12]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30|31)\b", re.ASCII)
_ISO_PARTLY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


def told(value: object, capital: bool = False) -> Markup:
    """A text of the engine in the language of the page, escaped; what has no translation is marked as English. `capital` makes its first
    letter one."""
    said = say(value if isinstance(value, str) else str(value or ""), LANGUAGE.get())
    texts = [(_dates_in_words(part.text, part.language), part.language) for part in said.parts]
    if capital and texts:
        texts[0] = (f"{texts[0][0][:1].upper()}{texts[0][0][1:]}", texts[0][1])
    return Markup(" ").join(in_language(text, language) for text, language in texts)


def told_again(value: object, capital: bool = False) -> Markup:
    """A text of the engine that was kept as plain words: told in the language of the page where it is a message by itself, and else as English."""
    text = str(value or "")
    made = value if isinstance(value, Phrase) else worded(text) if text[:1].isdecimal() else Phrase(text)
    return told(made, capital)


def sentence(text: object) -> str:
    """Words as a sentence: with a capital, and with a stop unless they end with a mark of their own."""
    words = str(text)
    stop = "" if words.rstrip('”"’)').endswith((".", "?", "!")) else "."
    return f"{words[:1].upper()}{words[1:]}{stop}"


def _dates_in_words(text: str, language: str) -> str:
    """Dates of an English sentence as the page tells all others; translations have them so already."""

    def in_words(found: re.Match[str]) -> str:
        there_is = int(found[3]) <= monthrange(int(found[1]), int(found[2]))[1]
        return _in_words(found[0], language) if there_is else found[0]

    return _ISO.sub(in_words, text)


def in_language(text: str, language: str) -> Markup:
    """Text in a language, marked where the page is in another."""
    if language == LANGUAGE.get():
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)


def country(code: object) -> str:
    """The name of a State in the language of the page."""
    return country_name(str(code), LANGUAGE.get())


def listed(names: Iterable[str]) -> str:
    """Names one after another, as the language of the page joins them."""
    from babel.lists import format_list  # CLDR is large: it is read when a page first needs it

    return format_list(list(names), locale=LANGUAGE.get())


def languages(codes: Iterable[str]) -> str:
    """Languages by their names in the language of the page, one after another."""
    from babel import Locale

    names = Locale.parse(LANGUAGE.get()).languages
    return listed(str(names.get(code, code)) for code in codes)


def day(date: object) -> str:
    """A date of an answer or of a case in words: a day, a month or a year (`1958-03-14`, `1958-03`, `1958`); anything else as it is."""
    text = str(date or "")
    return _in_words(text, LANGUAGE.get()) if _ISO_PARTLY.fullmatch(text) else text


def _in_words(date: str, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _DATES.get(language, language)
    year, month, number = (int(part or 0) for part in (*date.split("-"), "", "")[:3])
    if number:
        return format_date(datetime.date(year, month, number), "long", locale=locale)
    return str(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=locale)) if month else date
