"""The catalogues: up to date with source and rule files, whole in engine, models and pages, with the placeholders of their messages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from engine.wording.languages import DOMAINS, LANGUAGES, LOCALES, SOURCE, reviewed
from tests.repository.tree import ROOT

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([^)]*\)[sd]")
ALL = [(code, domain) for code in LANGUAGES if code != SOURCE for domain in DOMAINS]


def read(language: str, domain: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def told(catalog: Catalog) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each translated message, its English forms and its translations."""
    for message in catalog:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.id and any(forms):
            yield message, (message.id,) if isinstance(message.id, str) else tuple(message.id), forms


def _said(message: Message, english: tuple[str, ...], form: str) -> bool:
    """Whether a form has the placeholders of the English; the form for one or two may say the number in words."""
    missing = {hole for text in english for hole in _PLACEHOLDER.findall(text)} ^ set(_PLACEHOLDER.findall(form))
    return not missing or (message.pluralizable and missing <= {"%(num)s", "%(num)d"} and "%(num" not in form)


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_placeholders_agree(language: str, domain: str) -> None:
    wrong = [(message.id, form) for message, english, forms in told(read(language, domain)) for form in forms if not _said(message, english, form)]
    assert wrong == []


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_every_plural_form_is_there_and_what_nobody_reviewed_says_so(language: str, domain: str) -> None:
    catalog = read(language, domain)
    for message, _, forms in told(catalog):
        assert all(forms), message.id
        assert len(forms) == (catalog.num_plurals if message.pluralizable else 1), message.id
        assert reviewed(language) or "unreviewed" in message.user_comments, message.id


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE])
@pytest.mark.parametrize("domain", ["engine", "models", "interface"])
def test_what_everybody_reads_is_translated_whole(language: str, domain: str) -> None:
    missing = [m.id for m in read(language, domain) if m.id and not any(m.string if isinstance(m.string, tuple) else (m.string,))]
    assert missing == []


def test_catalogues_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "scripts/words.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_a_translation_stays_when_the_words_are_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    words = __import__("words")
    template, old = Catalog(domain="engine"), Catalog(locale="es", domain="engine")
    template.add("stays"), template.add("is new")
    old.add("stays", "queda", user_comments=["unreviewed"]), old.add("is gone", "se va")
    path = tmp_path / "engine.po"
    path.write_bytes(words.written(old))
    new = words.updated(path, template, "es")
    assert {m.id: (m.string or "", m.user_comments) for m in new if m.id} == {"stays": ("queda", ["unreviewed"]), "is new": ("", [])}
