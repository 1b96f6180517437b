"""The PDF of an answer: a tagged document (PDF/UA-1), whole in itself, the same bytes for the same answer, in each language."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import anyio
import pdfua
import pikepdf
import pytest

from api.pages.paper import html, pdf
from api.pages.speaking import LANGUAGE
from api.service import Service
from engine.reporting.paper import NoPaper, paper
from engine.wording.languages import LANGUAGES
from tests.api.cases import CREDENTIAL, NO, YES
from tests.api.pdf_ua import elements, faults

CASES = {"yes": YES, "no": NO, "credential": {**CREDENTIAL, "question": "credential"}}
#: The tool looks for the scope at the headers of a table alone; here each cell names its headers, which ISO 14289-1 (7.5) asks for first.
_OTHER_WAY = "UA-15-003"


@pytest.fixture(scope="module")
def made(service: Service) -> Callable[[str, str], bytes]:
    kept: dict[tuple[str, str], bytes] = {}

    def make(case: str, language: str) -> bytes:
        if (case, language) not in kept:
            token = LANGUAGE.set(language)
            try:
                kept[case, language] = anyio.run(pdf, service.decide(CASES[case]), CASES[case])
            finally:
                LANGUAGE.reset(token)
        return kept[case, language]

    return make


@pytest.mark.parametrize(("case", "language"), [*(("yes", language) for language in LANGUAGES), ("no", "ar"), ("credential", "en")])
def test_it_is_pdf_ua(made: Callable[[str, str], bytes], case: str, language: str) -> None:
    """By a tool, and by our own check of what the tool does not look at."""
    file = made(case, language)
    report = pdfua.validate(io.BytesIO(file))
    assert [f for f in report.findings if f.rule_id != _OTHER_WAY] == []
    with pikepdf.open(io.BytesIO(file)) as read:
        assert faults(read) == []
        assert str(read.Root.Lang) == language
        assert read.docinfo["/Title"]


def test_the_same_answer_gives_the_same_bytes(made: Callable[[str, str], bytes], service: Service) -> None:
    assert anyio.run(pdf, service.decide(YES), YES) == made("yes", "en")


def test_it_loads_nothing(service: Service) -> None:
    """Nothing on the page asks for a file; one that did would not be fetched."""
    page = html(service.decide(YES), YES)
    assert "<link" not in page and "<script" not in page and "<img" not in page and "url(" not in page
    with pytest.raises(NoPaper):
        paper('<html lang="en"><title>x</title><h1>x</h1><img alt="x" src="file:///etc/hostname"></html>', 0, "x")


def test_a_page_that_is_too_long_becomes_none() -> None:
    with pytest.raises(NoPaper):
        paper("<p>" + "x" * 3_000_000, 0, "x")


def _without(key: str) -> Callable[[pikepdf.Pdf], Any]:
    return lambda read: read.Root.__delitem__(key)


def _plain_text(read: pikepdf.Pdf) -> None:
    read.pages[0].contents_add(b"BT (x) Tj ET")


def _silent_picture(read: pikepdf.Pdf) -> None:
    del next(e for e in elements(read) if str(e.S) == "/Figure")["/Alt"]


def _higher_heading(read: pikepdf.Pdf) -> None:
    next(e for e in elements(read) if str(e.S) == "/H2").S = pikepdf.Name("/H4")


def _lonely_cell(read: pikepdf.Pdf) -> None:
    del next(e for e in elements(read) if str(e.S) == "/TD")["/A"]["/Headers"]


def _silent_link(read: pikepdf.Pdf) -> None:
    annotation = next(a for page in read.pages for a in page.get("/Annots", []))
    del annotation["/Contents"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without("/Lang"), "the file has no language"),
        (_without("/MarkInfo"), "the file does not say that it is tagged"),
        (_without("/ViewerPreferences"), "the title is not shown"),
        (_plain_text, "something is drawn that is not marked (Tj)"),
        (_silent_picture, "a picture says nothing"),
        (_higher_heading, "a heading of level 4 follows one of level 1"),
        (_lonely_cell, "a cell names no header"),
        (_silent_link, "a link does not say where it leads"),
    ],
)
def test_our_own_check_finds_faults(made: Callable[[str, str], bytes], spoil: Callable[[pikepdf.Pdf], Any], told: str) -> None:
    with pikepdf.open(io.BytesIO(made("yes", "en"))) as read:
        spoil(read)
        assert told in faults(read)
