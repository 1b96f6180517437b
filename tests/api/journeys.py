"""A person in front of a browser: pages opened and forms sent by hand, looked at when narrow and when wide, with scripts and without.

PORTABILITY_SCREENSHOTS names a folder in which a picture of each step is left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Response

from tests.api.browsing import sticking_out

SCREENSHOTS = os.environ.get("PORTABILITY_SCREENSHOTS", "")
WIDTHS = (320, 1280)
#: Milliseconds: a step, and a job that a worker does.
STEP, JOB = 20_000, 120_000


@dataclass
class Person:
    """Somebody who reads a language, in a window of their own. `troubles` are answers that no person should meet, and faults of scripts."""

    page: Page
    site: str
    journey: str
    language: str
    scripts: bool
    troubles: list[str] = field(default_factory=list)
    steps: int = 0

    def begin(self, path: str = "/") -> None:
        """Open a page, in English, and choose the own language there."""
        self.page.goto(f"{self.site}{path}")
        if self.language != "en":
            self.go(f'.portal-languages [lang="{self.language}"]')
        assert self.page.locator("html").get_attribute("lang") == self.language

    def look(self, step: str) -> None:
        """The page as it stands is one page of this language, nothing sticks out of it, and no request failed on the way."""
        self.steps += 1
        assert self.page.locator("html").get_attribute("dir") == ("rtl" if self.language == "ar" else "ltr"), step
        assert self.page.locator("h1").count() == 1, step
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert sticking_out(self.page) == [], (step, width)
            if SCREENSHOTS:
                name = f"{self.journey}-{self.steps:02}-{step}-{self.language}-{width}{'' if self.scripts else '-without-scripts'}.png"
                self.page.screenshot(path=Path(SCREENSHOTS) / name, full_page=True)
        assert self.troubles == [], step

    def go(self, where: str) -> None:
        """Follow a link or press a button, and wait for all of the page that it leads to: a click alone does not wait for its style."""
        with self.page.expect_navigation():
            self.page.locator(where).first.click()

    def press(self, action: str) -> None:
        """The button of a form that does this."""
        self.go(f'button[name="action"][value="{action}"]')

    def fill(self, told: Mapping[str, str]) -> None:
        """Write into the boxes of these names."""
        for name, text in told.items():
            self.page.fill(f'[name="{name}"]', text)

    def send(self, path: str) -> None:
        """Send the form of this address."""
        self.go(button_of(path))

    def taken(self, button: Locator) -> Path:
        """What a button or link hands over as a file."""
        with self.page.expect_download() as found:
            button.click()
        return found.value.path()

    def text(self, where: str) -> str:
        """What stands at the one place of this kind, or at the first."""
        return self.page.locator(where).first.inner_text()

    def awaited(self, where: str) -> None:
        """Wait until a job has come to its end: the page looks again by itself."""
        self.page.locator(where).first.wait_for(timeout=JOB)
        self.page.wait_for_load_state()

    def look_at_work(self, button: str) -> None:
        """Begin a job, and look at its page while it is at work, if it takes so long. Its events are held back meanwhile, or the page
        would be another in the middle of a look; a page without scripts cannot be held."""
        if not self.scripts:
            self.go(button)
            return
        self.page.route("**/events", lambda route: None)
        self.go(button)
        if self.page.locator("progress").count():
            self.look("at-work")
        self.page.unroute("**/events")
        self.page.reload()


def button_of(path: str) -> str:
    """The button of the form that is sent to this address."""
    return f'form[action$="{path}"] button:not([formaction])'


@contextmanager
def person(browser: Browser, site: str, journey: str, language: str, scripts: bool) -> Iterator[Person]:
    """A person whose window is closed at the end."""
    context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce", viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    page.set_default_timeout(STEP)
    who = Person(page, site, journey, language, scripts)

    def answered(response: Response) -> None:
        if response.status >= 400:
            who.troubles.append(f"{response.status} {response.url}")

    page.on("response", answered)
    page.on("pageerror", lambda error: who.troubles.append(error.message))
    page.on("console", lambda told: who.troubles.append(told.text) if told.type == "error" else None)
    yield who
    context.close()
