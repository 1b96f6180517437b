"""Whole journeys in a real browser, as people make them: by an old phone and a wide screen, from either side, with scripts and without.

PORTABILITY_PICTURES names a folder in which a picture of each step is left.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from tests.api.browsing import chromium, faults, served, sticking_out

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PORTABILITY_PICTURES", "")
#: Each side of each way to read: language, width, scripts.
WAYS = [("en", 320, False), ("en", 1280, True), ("ar", 320, True), ("ar", 1280, False)]
#: What a person says of herself, and nothing of it may stand in an address or be kept in the browser.
TOLD = ("1979", "Diplom-Pflegewirt", "Krankenschwester")


@pytest.fixture(scope="module")
def site(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


class Journey:
    """A person at a screen. `look` is taken at every page: nothing runs out of it, and nothing told stands in its address."""

    def __init__(self, page: Page, name: str, language: str, width: int) -> None:
        self.page, self.name, self.language, self.width = page, name, language, width
        self.steps = 0

    def look(self) -> None:
        self.steps += 1
        assert sticking_out(self.page) == [], self.page.url
        assert not any(word in unquote(self.page.url) for word in TOLD)
        assert self.page.locator("html").get_attribute("lang") == self.language
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{self.name}-{self.language}-{self.width}-{self.steps:02}.png", full_page=True)

    def press(self, action: str) -> None:
        """The button of the form with this value, and the page that answers."""
        with self.page.expect_navigation():
            self.page.click(f'button[name="action"][value="{action}"]')
        self.look()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") == "radio":
                self.page.check(f'[name="{name}"][value="{value}"]')
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}-{'scripts' if way[2] else 'plain'}")
def person(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[[str], Journey]]:
    language, width, scripts = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce")
    yield lambda name: Journey(context.new_page(), name, language, width)
    kept = context.storage_state(indexed_db=True)
    assert kept["cookies"] == [] and all(not origin["localStorage"] for origin in kept["origins"])
    context.close()


def test_a_nurse_from_the_philippines_with_years_in_germany(person: Callable[[str], Journey], site: str) -> None:
    """Her pension by the interview, then her diploma; each answer leads to rules and can be saved."""
    nurse = person("nurse")
    page = nurse.page
    page.goto(f"{site}/{nurse.language}/")
    nurse.look()
    page.click('main a[href$="/interview/pension"]')
    nurse.look()
    nurse.fill(benefit="old-age")
    nurse.press("continue")
    for country, first, last in (("PH", "1999", "2007"), ("DE", "2010", "2021")):
        if not page.locator('[name="from-year"]').count():
            nurse.press("spell:new")
        nurse.fill(country=country, **{"from-year": first, "to-year": last})
        nurse.press("save:new")
    nurse.press("continue")
    for _ in range(40):
        born = page.locator('[name="person.birth_date-year"]')
        if born.count():
            born.fill("1979")
            nurse.press("continue")
        elif page.locator('button[value="unknown"]').count():
            nurse.press("unknown")
        else:
            break
    nurse.press("answer")
    assert page.locator(".portal-outcome").count() >= 1
    assert faults(page) == []

    page.goto(f"{site}/{nurse.language}/credential")
    nurse.look()
    nurse.fill(home="PH", host="DE", profession="nurse-general-care", evidence="Bachelor of Science in Nursing", awarded="1999")
    nurse.press("decide")
    assert page.locator(".portal-outcome").count() >= 1
    assert faults(page) == []
    rule = page.locator('main a[href*="/instruments/"]').first.get_attribute("href")
    assert rule and re.match(rf"/{nurse.language}/instruments/", rule)
    page.goto(f"{site}{rule}")
    nurse.look()


def test_the_keys_alone_are_enough(browser: Browser, site: str) -> None:
    """Tab leads through a form in the order in which it is read, each place is in sight with a mark of its own, and Enter sends it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/interview/survivors")
    seen: list[str] = []
    before = -1.0
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null; const box = e.getBoundingClientRect();
            const style = getComputedStyle(e); const all = [...document.querySelectorAll("*")];
            return {what: e.outerHTML.slice(0, 80), place: all.indexOf(e),
            shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
            marked: style.outlineStyle !== "none" || style.boxShadow !== "none"}; }"""
        )
        if told is None:
            break
        assert told["shown"] and told["marked"], told["what"]
        assert told["place"] > before, told["what"]
        before = told["place"]
        seen.append(told["what"])
    assert "skip-link" in seen[0]
    assert any('name="country"' in x for x in seen) and any('value="save:new"' in x for x in seen)
    page.locator('[name="country"]').focus()
    page.keyboard.type("Jamaica")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Jamaica" in page.locator("main").inner_text()
    context.close()


def test_the_skip_link_leads_to_the_content(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/instruments")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_leaving_at_once(browser: Browser, site: str, scripts: bool) -> None:
    """The button leads elsewhere; with scripts, pressing Escape three times does too, and the way back does not show the page."""
    context = browser.new_context(java_script_enabled=scripts)
    context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html"))
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{site}/keeping")
    page.goto(f"{site}/interview/survivors")
    if scripts:
        for _ in range(3):
            page.keyboard.press("Escape")
    else:
        page.click("[data-exit] a")
    page.wait_for_url("https://www.wikipedia.org/")
    page.go_back()
    assert page.url.endswith("/keeping") == scripts
    context.close()
