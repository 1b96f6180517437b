"""Answers in other languages: the same figures, nothing raw, no mixed direction; a missing sentence falls back alone and is counted."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.decision.decide import Decider
from engine.wording import languages
from engine.wording.answers import translate_answer
from engine.wording.isolating import isolated_within
from engine.wording.languages import LANGUAGES, SOURCE, catalogue
from engine.wording.phrases import UNITS, Country, Name, Phrase, age, counted, listed, measure, phrase, sentences, worded
from engine.wording.saying import Speaker, say
from tests.decision.people import decided, people
from tests.wording.told import disordered, faults, figures

OTHERS = [code for code in LANGUAGES if code != SOURCE]


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, dict[str, Any]]]:
    """Answers of persons drawn from all scenarios, always the same."""
    drawn = random.Random(6).sample(people(), 40)
    return [(f"{s.file} {s.id}", decided(s.case())) for s in drawn]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_wrong_with_an_answer_in_a_language(answers: list[tuple[str, dict[str, Any]]], language: str) -> None:
    found = [f"{name} {fault}" for name, answer in answers for fault in faults(answer, language)]
    assert found[:10] == []


def test_an_answer_of_phrases_is_the_same_json_as_one_of_text(answers: list[tuple[str, dict[str, Any]]]) -> None:
    for _, answer in answers[:5]:
        plain = json.loads(json.dumps(answer))
        assert json.dumps(plain) == json.dumps(answer)
        assert pickle.loads(pickle.dumps(answer)) == answer
        assert translate_answer(answer, "en") == (answer, translate_answer(answer, "en")[1])


# --- what is found wrong where something is


def test_the_faults_are_seen() -> None:
    assert figures("1.234,50 EUR") == figures("1234.50 EUR") != figures("1234.51 EUR")
    assert figures("2024-03-14") == figures("14 de marzo de 2024")
    assert list(disordered("نص Art. 6", "ar")) and list(disordered("text نص", "es"))
    assert list(disordered("نص \u2068Art. 6", "ar")) == ["isolates do not close"]
    assert list(disordered("نص \u2068Art. 6 نص\u2069", "ar")) == ["an isolate holds letters of both directions"]
    assert not list(disordered("نص \u2068Art. 6\u2069", "ar"))


# --- sentences


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue that holds one sentence, and one unit."""
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    text = '\nmsgid "{what} is there."\nmsgstr "hay {what}."\n'
    unit = '\nmsgid "{n} month"\nmsgid_plural "{n} months"\nmsgstr[0] "{n} mes"\nmsgstr[1] "{n} meses"\n'
    (folder / "engine.po").write_text(head + text + unit, encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


@pytest.mark.usefixtures("spanish")
def test_a_sentence_without_a_translation_alone_is_english_and_counted() -> None:
    speaker = Speaker("es")
    told = speaker.say(sentences(phrase("{what} is there.", what=measure("months", 2)), phrase("More is not.")))
    assert told == "hay 2 meses. More is not."
    assert [(p.text, p.language) for p in told.parts] == [("hay 2 meses.", "es"), ("More is not.", "en")]
    assert not told.complete and (speaker.sentences, speaker.untranslated, speaker.missing) == (2, 1, {"More is not."})


@pytest.mark.usefixtures("spanish")
def test_a_word_without_a_translation_takes_its_sentence_with_it_and_a_name_does_not() -> None:
    assert say(phrase("{what} is there.", what=phrase("A thing")), "es") == "A thing is there."
    speaker = Speaker("es")
    assert speaker.say(phrase("{what} is there.", what=Name("Service Canada"))) == "Hay Service Canada."
    assert speaker.kept == {"Service Canada"} and not speaker.missing


def test_values_are_told_as_each_language_writes_them() -> None:
    day, money = measure("date", 738959), measure("amount", 123450, "EUR")
    assert (day, money) == ("2024-03-14", "1234.50 EUR")
    assert [say(day, c) for c in OTHERS] == ["14 de marzo de 2024", "14 mars 2024", "14. März 2024", "14 مارس 2024"]
    assert [say(money, c) for c in ("es", "de")] == ["1.234,50 EUR", "1.234,50 EUR"]
    assert say(money, "ar") == "\u20681,234.50 EUR\u2069"
    assert [say(counted(UNITS["months"], n), "ar") for n in (1, 2, 3, 11)] == ["شهر واحد (1)", "شهران (2)", "3 أشهر", "11 شهرًا"]
    assert [say(Country("CA-ON", "CA-ON"), c) for c in ("de", "ar")] == ["Kanada (ON)", "كندا (\u2068ON\u2069)"]
    assert say(age(794), "fr") == "66 ans et 2 mois"
    assert say(worded("90 days"), "de") == "90 Tage"
    assert say(listed([measure("truth", 1), phrase("none")]), "ar") == "نعم، لا يوجد"


def test_data_is_told_as_it_is_and_isolated_where_it_must_be() -> None:
    assert say("Art. 6", "ar") == "Art. 6"
    assert say(phrase("at least {value}", value="Art. 6"), "ar") == "\u2068Art. 6\u2069 على الأقل"
    assert say(Phrase(""), "es") == ""


def test_foreign_words_of_a_translation_are_isolated_each_by_itself() -> None:
    text = "مسار (PRC) بموجب § 81a AufenthG، و {value} عبر Goethe-Institut, telc أو B2. ثم 30,000 يورو"
    told = isolated_within(text, "ar")
    assert told == "مسار (⁨PRC⁩) بموجب ⁨§ 81a AufenthG⁩، و {value} عبر ⁨Goethe-Institut, telc⁩ أو ⁨B2⁩. ثم 30,000 يورو"
    assert isolated_within("Regelaltersrente – {value}", "es") == "Regelaltersrente – {value}"


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(KeyError, match="languages are"):
        translate_answer(Decider().decide({"question": "contribution-record"}), "tlh")
