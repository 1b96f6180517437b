"""Every page and state in a real browser: axe, 320 and 1280 pixels, from the right too, forced colours, without scripts.

PORTABILITY_PICTURES names a folder in which pictures are left.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from tests.api.browsing import chromium, faults, opened, served, sticking_out
from tests.api.test_move import BUILDER, MOVE, sheet
from tests.api.test_pages import CREDENTIAL, FILLED
from tests.api.test_recruiters import EXAMPLE

pytestmark = pytest.mark.browser
WRONG = {**FILLED, "birth_date": "yesterday", "to_0": "1979"}
RECRUITED = {"table": base64.b64encode(EXAMPLE.encode()).decode()}
PAGES: dict[str, tuple[str, dict[str, str] | None]] = {
    "start": ("/", None),
    "helping": ("/helping", None),
    "question": ("/interview", None),
    "period": ("/interview/survivors", None),
    "spells": ("/interview", {"facts": sheet(BUILDER), "action": "show", "step": "record"}),
    "family-question": ("/interview", {"facts": sheet(BUILDER), "action": "show", "step": "children"}),
    "choices": ("/interview", {"facts": sheet(BUILDER), "action": "change:record.0.kind+record.1.kind"}),
    "wrong-question": ("/interview", {"facts": sheet(BUILDER), "action": "continue", "step": "person.residence", "person.residence": "Germony"}),
    "summary": ("/interview", {"facts": sheet(BUILDER), "action": "summary"}),
    "refused": ("/interview", {"facts": "x"}),
    "what-if": ("/what-if", {"facts": sheet(BUILDER), "months": "7", "country": "DE", "action": "compare"}),
    "move": ("/move", None),
    "moved": ("/move", MOVE),
    "form": ("/periods", None),
    "keeping": ("/keeping", None),
    "open": ("/open", None),
    "credential-form": ("/credential", None),
    "instruments": ("/instruments", None),
    "sign-in": ("/sign-in", None),
    "recruiters": ("/recruiters", None),
    "recruiters-list": ("/recruiters/results", RECRUITED),
    "ministry-signed-out": ("/ministry", None),
    "agreement": ("/instruments/de-us", None),
    "statistics": ("/statistics", None),
    "law-of-a-state": ("/instruments/national.DE", None),
    "article": ("/instruments/ca-in/art-12", None),
    "rule": ("/instruments/national.DE/reduced-earning-capacity", None),
    "model": ("/models/posting", None),
    "list": ("/lists/directive-2005-36-nurse/annex-v", None),
    "scenarios": ("/scenarios/eu-883-2004", None),
    "corridors": ("/corridors", None),
    "corridors-wrong": ("/corridors?home=DE&host=DE", None),
    "corridor": ("/corridors/DE/US", None),
    "corridor-without": ("/corridors/DE/KE", None),
    "corridors-of-a-state": ("/corridors/DE", None),
    "corridors-table": ("/corridors/table/europe/europe", None),
    "partners": ("/partners", None),
    "search": ("/search", None),
    "search-found": ("/search?q=krankenpfleger", None),
    "answer": ("/periods", FILLED),
    "no": ("/periods", {**FILLED, "to_0": "1981-05-31"}),
    "errors": ("/periods", WRONG),
    "credential-answer": ("/credential", CREDENTIAL),
}
PICTURES = os.environ.get("PORTABILITY_PICTURES", "")


@pytest.fixture(scope="module")
def site(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_for_everybody(browser: Browser, site: str, name: str, language: str) -> None:
    """No fault of axe; nothing runs out of the window at 320 pixels, which is 1280 at 400 %, nor at 1280; the same in forced colours."""
    path, fields = PAGES[name]
    page = browser.new_page(viewport={"width": 320, "height": 900}, reduced_motion="reduce")
    try:
        opened(page, site, path, fields, language)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert faults(page) == []
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert sticking_out(page) == []
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{width}.png", full_page=True)
        page.emulate_media(forced_colors="active")
        assert faults(page) == []
    finally:
        page.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["answer", "no", "credential-answer"])
def test_a_printed_answer_is_what_can_be_read_on_paper(browser: Browser, site: str, name: str, language: str) -> None:
    """No way around the site, no buttons, nothing folded; each text that is cited stands once with its address, and our own pages with none."""
    path, fields = PAGES[name]
    page = browser.new_page()
    try:
        opened(page, site, path, fields, language)
        assert page.locator(".portal-print").is_hidden()
        page.emulate_media(media="print")
        for gone in ("nav", "button", ".govuk-button", ".portal-plain", ".portal-screen", "pre", ".portal-footer a"):
            assert page.locator(gone).count() > 0
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        assert page.locator("main details p, main details li").locator("visible=true").count() > 0
        assert page.locator(".portal-footer p").locator("visible=true").count() == (1 if language == "en" else 2)
        printed = page.locator(".portal-print a")
        addresses = [a.get_attribute("href") for a in printed.all()]
        cited = {a.get_attribute("href") for a in page.locator("a.portal-cite").locator("visible=true").all()}
        assert len(addresses) == len(set(addresses)) and set(addresses) == cited != set()
        after = "e => getComputedStyle(e, '::after').content"
        assert addresses[0] is not None and addresses[0] in printed.first.evaluate(after)
        assert page.locator("a.portal-cite").first.evaluate(after) == '"]"'
        assert page.locator('main a[href^="/"]').first.evaluate(after) == "none"
    finally:
        page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_script(browser: Browser, site: str, name: str) -> None:
    """Without scripts the page says the same."""
    path, fields = PAGES[name]
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        if fields is None:
            page.goto(f"{site}{path}")
        else:
            answered = context.request.post(f"{site}{path}", form=dict(fields))
            page.set_content(answered.text())
        texts.append(re.sub(r"\b[0-9a-f]{32}\b", "(the id of the request)", page.locator("main").inner_text()))
        context.close()
    assert texts[0] == texts[1] != ""
