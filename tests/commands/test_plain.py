"""`portability coverage --plain`: the index is counted as it is published, and the texts of pages do not get harder."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest

from engine.cli import main
from engine.wording.languages import LANGUAGES
from engine.wording.readability import Reading

#: How hard the texts of pages are today as a whole, and how long a sentence of them may be.
MOST = {"en": (24.0, 25), "es": (33.0, 28), "fr": (32.5, 28), "de": (31.5, 28), "ar": (8.5, 25)}
#: Official names of groups of occupations (ISCO-08), which are not ours to shorten.
NAMES = {
    "Agricultores y trabajadores calificados agropecuarios, forestales y pesqueros",
    "Personnel des services directs aux particuliers, commerçants et vendeurs",
}


@lru_cache(maxsize=1)
def _measured() -> dict[str, Any]:
    from engine.checking.plainness import plainness
    from engine.language.corpus import Corpus

    return plainness(Corpus())


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_pages_do_not_get_harder(language: str) -> None:
    told = _measured()[language]["catalogues"]["interface"]
    index, longest = MOST[language]
    assert told["texts"] > 200
    assert told["index"] <= index
    assert told["longest_sentence"] <= longest
    assert [x["text"] for x in told["hardest"] if "hard" in x["level"] and x["text"] not in NAMES] == []


def test_the_index_is_words_in_a_sentence_and_long_words_of_a_hundred() -> None:
    text = "The institution counts {months}. A short word, and %(n)s more, stands in Art. 5 of it: insurance."
    reading = Reading.of(text)
    assert (reading.words, reading.sentences, reading.long, reading.longest) == (16, 3, 2, 11)
    assert reading.index("en") == pytest.approx(16 / 3 + 100 * 2 / 16)


def test_levels_are_held_against_the_newspapers_of_the_language() -> None:
    ordinary = Reading(words=100, sentences=5, long=31, longest=20)
    assert [ordinary.level(code) for code in ("en", "fr", "de", "es")] == ["ordinary", "ordinary", "easy", "easy"]
    assert [Reading(words=n, sentences=1, long=n).level("ar") for n in (14, 15, 25)] == ["easy", "ordinary", "hard"]


def test_arabic_is_counted_without_vowel_signs() -> None:
    assert Reading.of("تُحتسب مُدَّةٌ واحدةٌ.") == Reading.of("تحتسب مدة واحدة.")


def test_it_tells_catalogues_pages_provisions_and_the_hardest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--plain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == list(LANGUAGES)
    assert told["en"]["pages"]["api/pages/templates/keeping.html"]["texts"] > 1
    assert told["de"]["provisions"]["totalization"]["level"] in ("very easy", "easy", "ordinary")
    hardest = told["en"]["catalogues"]["models"]["hardest"]
    assert len(hardest) == 10 and [x["index"] for x in hardest] == sorted((x["index"] for x in hardest), reverse=True)
    assert main(["coverage", "--plain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("en English: engine ")
    assert "hardest, ar interface:" in lines
