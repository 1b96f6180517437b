"""How hard a text is to read, by LIX: words in a sentence, and the share of long words. Letters are counted, no dictionary is needed.

LIX is Björnsson's index (Läsbarhet, 1968). What a figure means differs by language, so levels are held against the ordinary newspapers of
each language that he measured ("Readability of newspapers in 11 languages", Reading Research Quarterly 18 (1983), 480-497). He measured
none in Arabic, and the formulas for Arabic ask for vowel signs or for whole books: there the length of sentences is told, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

#: LIX of ordinary newspapers, as Björnsson found it; Swedish, in which his levels were made, is 47.
NEWSPAPERS = {"en": 52, "fr": 55, "de": 59, "es": 67}
_SWEDISH = 47
#: His levels for Swedish: below this figure a text is …
_LEVELS = ((30, "very easy"), (40, "easy"), (50, "ordinary"), (60, "hard"))
_HARDEST = "very hard"
#: Words in a sentence, for a language whose newspapers he did not measure. GOV.UK asks writers to look at sentences of more than 25.
_LENGTHS = ((15, "easy"), (25, "ordinary"))
_LONG = 6
#: Fewer words are a name, a heading or a button; the index was made for sentences.
FEWEST = 8
_HOLE = re.compile(r"\{[^{}]*\}|%\([^)]*\)[sd]")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"(?<=[.!?؟:])\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is counted of a text, or of several: words, sentences, words of more than six letters, and the words of the longest sentence."""

    words: int = 0
    sentences: int = 0
    long: int = 0
    longest: int = 0

    @classmethod
    def of(cls, text: str) -> Self:
        """A placeholder counts as a short word; letters are counted without vowel signs."""
        bare = "".join(c for c in unicodedata.normalize("NFC", _HOLE.sub("X", _TAG.sub(" ", text))) if not unicodedata.combining(c))
        words = [told for sentence in _END.split(bare) if (told := _WORD.findall(sentence))]
        lengths = [len(told) for told in words]
        return cls(sum(lengths), len(words), sum(len(word) > _LONG for told in words for word in told), max(lengths, default=0))

    @classmethod
    def whole(cls, readings: Iterable[Reading]) -> Self:
        told = list(readings)
        longest = max((x.longest for x in told), default=0)
        return cls(sum(x.words for x in told), sum(x.sentences for x in told), sum(x.long for x in told), longest)

    @property
    def length(self) -> float:
        """Words in a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def share(self) -> float:
        """Long words of a hundred."""
        return 100 * self.long / self.words if self.words else 0.0

    def index(self, language: str) -> float:
        """The figure by which texts of a language are ranked: LIX, or the length of sentences where LIX was not tried."""
        return self.length + self.share if language in NEWSPAPERS else self.length

    def level(self, language: str) -> str:
        """How hard that is, against the newspapers of the language."""
        paper = NEWSPAPERS.get(language)
        steps = _LENGTHS if paper is None else tuple((most + paper - _SWEDISH, name) for most, name in _LEVELS)
        return next((name for most, name in steps if self.index(language) < most), "hard" if paper is None else _HARDEST)
