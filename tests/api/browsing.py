"""A real Chromium against a real server: opening pages, sending forms, and what is looked at on each."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
#: Sends a form as a person does: the page that answers is a page of its own.
_SEND = """([path, fields]) => { const form = document.createElement("form"); form.method = "post"; form.action = path;
for (const [name, value] of Object.entries(fields)) { const field = document.createElement("input"); field.type = "hidden"; field.name = name;
field.value = value; form.append(field); } document.body.append(form); form.submit(); }"""
#: Elements that stick out of the window, apart from what scrolls by itself.
_STICKING_OUT = """() => { const width = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= width) return [];
return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".portal-wide, pre"))
.slice(0, 5).map(e => e.outerHTML.slice(0, 120)).concat(`the page is ${document.documentElement.scrollWidth} wide`); }"""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def opened(page: Page, site: str, path: str, fields: Mapping[str, str] | None = None, language: str = "en") -> Page:
    """A page of the site, or what answers to a form sent there."""
    prefix = "" if language == "en" else f"/{language}"
    if fields is None:
        page.goto(f"{site}{prefix}{path}")
        return page
    page.goto(f"{site}/static/icon.svg")
    page.goto(f"{site}{prefix}/instruments")
    with page.expect_navigation():
        page.evaluate(_SEND, [f"{prefix}{path}", dict(fields)])
    return page


def faults(page: Page) -> list[str]:
    """What axe finds, each with the element it is about."""
    found: list[dict[str, Any]] = Axe().run(page, options=_AXE).response["violations"]
    return [f"{x['id']}: {x['help']}: {node['html'][:160]}" for x in found for node in x["nodes"]]


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    told: list[str] = page.evaluate(_STICKING_OUT)
    return told
