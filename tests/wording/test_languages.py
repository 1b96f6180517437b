"""Languages and their catalogues: read as they stand, told in English where nothing is translated."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.wording import languages
from engine.wording.languages import LANGUAGES, catalogue, direction

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: ar\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);\\n"

msgid "Yes"
msgstr "نعم"

#, fuzzy
msgid "No"
msgstr "لا"

msgid "{n} month"
msgid_plural "{n} months"
msgstr[0] "صفر"
msgstr[1] "واحد"
msgstr[2] "اثنان"
msgstr[3] "قليل"
msgstr[4] "آخر"
msgstr[5] "كثير"
"""


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[languages.Catalogue]:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "rules.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    catalogue.cache_clear()
    yield catalogue("ar", "rules")
    catalogue.cache_clear()


def test_five_languages_one_of_them_from_right_to_left() -> None:
    assert list(LANGUAGES) == ["en", "es", "fr", "de", "ar"]
    assert [code for code in LANGUAGES if direction(code) == "rtl"] == ["ar"]


def test_a_message_is_told_in_the_language_and_in_english_where_it_is_missing_or_fuzzy(arabic: languages.Catalogue) -> None:
    assert arabic.gettext("Yes") == "نعم"
    assert arabic.gettext("No") == "No" and arabic.found("No") is None
    assert arabic.gettext("Perhaps") == "Perhaps" and arabic.found("Perhaps") is None


def test_plural_forms_are_those_of_the_language(arabic: languages.Catalogue) -> None:
    said = [arabic.ngettext("{n} month", "{n} months", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["صفر", "واحد", "اثنان", "قليل", "كثير", "آخر"]


def test_english_needs_no_catalogue_and_an_unknown_language_is_refused() -> None:
    assert catalogue("en", "engine").ngettext("{n} month", "{n} months", 2) == "{n} months"
    with pytest.raises(KeyError, match="languages are en, es, fr, de, ar"):
        catalogue("tlh", "engine")
