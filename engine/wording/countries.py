"""Names of States in a language, from CLDR; a subdivision is named by its State and its code."""

from __future__ import annotations

from functools import lru_cache

from engine.wording.phrases import Country

#: States whose English name takes an article in a sentence.
_WITH_ARTICLE = frozenset(["AE", "BS", "CD", "CF", "CG", "DO", "FK", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "SC", "TC", "US"])


def in_a_sentence(code: str) -> Country:
    """`US` as "the United States", as an English sentence says it; other languages say the name of CLDR."""
    return with_article(country_name(code), code)


def with_article(name: str, code: str) -> Country:
    """An English name as a sentence says it."""
    return Country(f"the {name}" if code.partition("-")[0] in _WITH_ARTICLE else name, code)


@lru_cache(maxsize=2048)
def country_name(code: str, language: str = "en") -> str:
    """`DE` as "Germany". A code that CLDR does not know is given back as it is."""
    from babel import Locale  # CLDR is large: it is read when a name is first needed

    state, _, part = code.partition("-")
    name = Locale.parse(language).territories.get(state)
    if name is None:
        return code
    return f"{name} ({part})" if part else str(name)
