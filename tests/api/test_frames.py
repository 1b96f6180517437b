"""A page of a partner with a frame in a sandbox, in a real browser: the theme reaches it, its forms work, its links lead out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.app import create_app
from api.security import admin
from api.service import Service
from tests.api.browsing import chromium, served

pytestmark = pytest.mark.browser
SANDBOX = "allow-forms allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def partner() -> Iterator[tuple[str, list[str]]]:
    """A partner's site that shows one frame; the address in the list."""
    shown: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<!doctype html><title>Alder</title><iframe title="Portability" sandbox="{SANDBOX}" width="600" height="900" src="{shown[0]}">'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", shown
    server.shutdown()
    thread.join(10)


def test_a_frame_in_a_sandbox(browser: Browser, partner: tuple[str, list[str]], tmp_path: Path) -> None:
    origin, shown = partner
    service = Service(database_url=f"sqlite:///{tmp_path}/portability.db")
    admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=[], frames=[origin])
    admin.change_tenant(service.database, "alder", theme=["brand=#7b1e3a", "radius=6"])
    with served(create_app(service)) as site:
        shown.append(f"{site}/embed/alder/corridors")
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.goto(origin)
        frame = page.frame_locator("iframe")
        header = frame.locator(".portal-header")
        assert header.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(123, 30, 58)"
        assert frame.locator(".govuk-button").first.evaluate("e => getComputedStyle(e).borderRadius") == "6px"
        frame.locator("#home").select_option("DE")
        frame.locator("#host").select_option("US")
        frame.get_by_role("button", name="Show").click()
        frame.get_by_role("link", name="Agreement between the Federal Republic of Germany").first.click()
        frame.get_by_role("heading", name="Rules").wait_for()
        link = frame.locator('a[target="_blank"][href^="https://"]').first
        assert "noreferrer" in str(link.get_attribute("rel"))
        assert refused == []
        page.close()


def test_a_site_that_is_not_named_shows_nothing(browser: Browser, partner: tuple[str, list[str]], tmp_path: Path) -> None:
    origin, shown = partner
    service = Service(database_url=f"sqlite:///{tmp_path}/portability.db")
    admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=[], frames=["https://www.alder.example"])
    with served(create_app(service)) as site:
        shown.append(f"{site}/embed/alder/corridors")
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(origin)
        page.wait_for_timeout(1000)
        assert any("frame-ancestors" in told for told in refused)
        assert page.frame_locator("iframe").locator("#home").count() == 0
        page.close()


def test_the_example_in_javascript_runs_on_a_partners_page(browser: Browser, partner: tuple[str, list[str]], tmp_path: Path) -> None:
    origin, shown = partner
    shown.append("about:blank")
    service = Service(database_url=f"sqlite:///{tmp_path}/portability.db")
    admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=[origin], frames=[])
    with served(create_app(service)) as site:
        page = browser.new_page()
        page.goto(f"{site}/partners")
        example = page.locator("#example-js").inner_text()
        page.goto(origin)
        with page.expect_console_message(lambda message: message.type in ("log", "error")) as told:
            page.add_script_tag(content=example)
        assert told.value.type == "log"
        assert "Germany, Regelaltersrente" in told.value.text
        page.close()
