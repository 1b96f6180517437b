"""Text of another direction inside a sentence is isolated (Unicode UAX 9: FSI … PDI), so that neither disturbs the order of the other."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from engine.wording.languages import direction

FSI, PDI = "\u2068", "\u2069"
_LETTER = r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
#: Words from left to right, with the digits and marks between them: "§ 81a AufenthG", "Goethe-Institut, telc".
_LATIN = re.compile(rf"\{{[^{{}}]*\}}|(?:§+ )?\d*{_LETTER}(?:{_LETTER}|\d)*(?:[ .,:/&'’+\-–]+(?:{_LETTER}|\d)+)*")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def isolated(text: str, language: str) -> str:
    """Data as it stands in a sentence of a language: isolated where it holds letters of the other direction."""
    return f"{FSI}{text}{PDI}" if directions(text) - {direction(language)} else text


@lru_cache(maxsize=4096)
def directions(text: str) -> frozenset[str]:
    """The directions of the letters of a text: none, one or both."""
    return frozenset(_STRONG[c] for c in map(unicodedata.bidirectional, text) if c in _STRONG)


@lru_cache(maxsize=4096)
def isolated_within(template: str, language: str) -> str:
    """A translation with the foreign words in it isolated; its placeholders stay."""
    if direction(language) == "ltr" or "ltr" not in directions(template):
        return template
    return _LATIN.sub(_wrapped, template)


def _wrapped(found: re.Match[str]) -> str:
    text = found.group(0)
    return text if text.startswith("{") else f"{FSI}{text}{PDI}"
