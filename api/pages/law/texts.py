"""Text of rule files on a page of another language: translated where a catalogue has it, else marked as English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from api.pages.render import gettext
from api.pages.speaking import LANGUAGE
from engine.wording.isolating import isolated, isolated_within
from engine.wording.languages import OF_ANSWERS, SOURCE, catalogue, direction
from engine.wording.sentences import filled

_STATE = re.compile(r"(?<=[.!?] )the(?= (?:other )?State)")  # a State by its part, where a sentence begins
_APART = re.compile(r" \(\u2068?\[[^\]()]*\]\u2069?\)")  # in brackets, only what a case can tell: nothing without one
_FIRST, _LAST = "\u2068", "\u2069"  # isolate what stands between (Unicode UAX 9)


class Text(str):
    """A text and the language in which it stands."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Text:
        made = super().__new__(cls, text)
        made.language = language
        return made


def sentence(message: str, value: Callable[[str], str]) -> Text:
    """A sentence of a rule file with its placeholders filled, in the language of the page where a catalogue has it."""
    language, found = LANGUAGE.get(), _translated(message)
    if found is None:
        return Text(_STATE.sub("The", _APART.sub("", filled(message, value))), SOURCE)
    told = filled(isolated_within(found, language), lambda name: isolated(value(name), language))
    return Text(_APART.sub("", told), language)


def _translated(message: str) -> str | None:
    """A text of a rule file or of the engine in the language of the page; None where no catalogue has it."""
    language = LANGUAGE.get()
    if language == SOURCE or not message:
        return None
    return next((t for d in OF_ANSWERS if (t := catalogue(language, d).found(message))), None)


def told(message: str) -> Text:
    """A sentence of the engine or of a rule file without placeholders."""
    return sentence(message, lambda name: f"[{name}]")


def say(message: str, **values: str) -> str:
    """A sentence of the pages; in a script that runs from the right, what is put in keeps its own direction."""
    if values and direction(LANGUAGE.get()) == "rtl":
        values = {name: f"{_FIRST}{value}{_LAST}" for name, value in values.items()}
    return gettext(message, **values)


def law(text: Any) -> Markup:
    """A text of a rule file as HTML: translated where a catalogue has it, else with its language where that is not the one of the page."""
    if not isinstance(text, Text) and (found := _translated(str(text or ""))):
        return Markup(escape(found))
    language = getattr(text, "language", SOURCE)
    if not text or language == LANGUAGE.get():
        return Markup(escape(text))
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)
