"""Phrases said in a language. What has no translation is told in English, sentence by sentence, and is counted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Self

from engine.wording.countries import country_name
from engine.wording.isolating import FSI, PDI, isolated, isolated_within
from engine.wording.languages import OF_ANSWERS, SOURCE, catalogue, direction
from engine.wording.phrases import Counted, Country, Day, Listed, Money, Name, Phrase, Sentences, Several

_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_.\-]*)\}")
_COMMA = {"ar": "، "}


@dataclass(frozen=True, slots=True)
class Part:
    """Text in one language. `direction` is that of its script."""

    text: str
    language: str

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return direction(self.language)


class Said(str):
    """A text in a language. `parts` are its sentences where some are told in English; a page marks those with `lang` and `dir`."""

    __slots__ = ("language", "parts")
    language: str
    parts: tuple[Part, ...]

    def __new__(cls, text: str = "", language: str = SOURCE, parts: Iterable[Part] = ()) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        made.parts = tuple(parts)
        return made

    @property
    def complete(self) -> bool:
        """Whether nothing of it had to be told in English."""
        return all(part.language == self.language for part in self.parts)


class Speaker:
    """Says phrases in one language, and keeps which messages had no translation (`missing`) and which names were left (`kept`)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalogues = [catalogue(language, domain) for domain in OF_ANSWERS]
        self.missing: set[str] = set()
        self.kept: set[str] = set()
        self.sentences = self.untranslated = 0

    def say(self, value: str) -> Said:
        """A phrase in the language; anything else is data, and is told as it is."""
        if self.language == SOURCE or not isinstance(value, Phrase) or not value:
            return Said(value, self.language, (Part(str(value), self.language),) if value else ())
        parts = []
        for sentence in value.parts if isinstance(value, Sentences) else (value,):
            if sentence:
                parts.append(self._part(sentence))
        text = " ".join(p.text if p.language == self.language else f"{FSI}{p.text}{PDI}" for p in parts)
        if direction(self.language) == direction(SOURCE):
            text = " ".join(p.text for p in parts)
        return Said(text, self.language, parts)

    def _part(self, sentence: str) -> Part:
        self.sentences += 1
        text = self._rendered(sentence)
        if text is not None:
            return Part(text, self.language)
        self.untranslated += 1
        return Part(str(sentence), SOURCE)

    def _rendered(self, value: object) -> str | None:
        """None where a message has no translation: the whole sentence is then told in English."""
        if isinstance(value, Counted):
            return self._filled(value, value.n)
        if isinstance(value, Several):
            parts = [self._rendered(part) for part in value.parts]
            told = [part for part in parts if part is not None]
            return (_COMMA.get(self.language, ", ") if isinstance(value, Listed) else " ").join(told) if len(told) == len(parts) else None
        if isinstance(value, Country):
            name = country_name(value.message, self.language)
            return isolated(str(value), self.language) if name == value.message else isolated_within(name, self.language)
        if isinstance(value, Day):
            return self._day(int(str(value.values["day"])))
        if isinstance(value, Money):
            return self._money(Decimal(str(value.values["cents"])) / 100, str(value.values["currency"]))
        if isinstance(value, Phrase):
            return self._filled(value)
        return isolated(str(value), self.language)

    def _filled(self, value: Phrase, n: int | None = None) -> str | None:
        found = next((t for c in self.catalogues if (t := c.found(value.message, n)) is not None), None)
        if found is None and isinstance(value, Name):
            self.kept.add(value.message)
            return isolated(str(value), self.language)
        if found is None:
            self.missing.add(value.message)
            return None
        told = {name: self._rendered(value.values[name]) for name in value.values}
        if None in told.values():
            return None
        text = (
            _PLACEHOLDER.sub(lambda m: str(told[m.group(1)]), isolated_within(found, self.language))
            if told
            else isolated_within(found, self.language)
        )
        begins = value[:1].isupper() and not value.message[:1].isupper()  # English began it with a capital because a value stands first
        return text[:1].upper() + text[1:] if begins else text

    def _day(self, day: int) -> str:
        from babel.dates import format_date  # CLDR is read only where a language other than English is asked for

        return format_date(datetime.date.fromordinal(day), "long", locale=self.language)

    def _money(self, amount: Decimal, currency: str) -> str:
        from babel.numbers import format_decimal

        number = format_decimal(amount, "#,##0.00", locale=self.language, decimal_quantization=False)
        return isolated(f"{number} {currency}", self.language) if currency else number


def say(value: str, language: str) -> Said:
    """One phrase in a language. Raises `KeyError` for a language that is not in `LANGUAGES`."""
    return Speaker(language).say(value)
