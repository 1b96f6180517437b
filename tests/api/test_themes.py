"""A partner's frame: its theme is a closed list of checked values, the pages in it lead out of it, and a sandbox does not break them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands import tenants
from api.security import admin, sites, themes
from api.service import Service
from engine.problems import InputRefused

FRAME = "https://portal.alder.example"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(sites, "REMEMBERED", -1.0)
    made = Service(database_url=f"sqlite:///{tmp_path}/portability.db")
    admin.add_tenant(made.database, "alder", "Alder", per_minute=0, per_day=0, origins=[], frames=[FRAME])
    admin.add_tenant(made.database, "birch", "Birch", per_minute=0, per_day=0, origins=[], frames=[])
    return made


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def test_contrast_is_that_of_the_guidelines() -> None:
    assert themes.contrast("#000000", "#ffffff") == Decimal(21)
    assert themes.contrast("#ffffff", "#ffffff") == Decimal(1)
    assert themes.contrast("#767676", "#ffffff") == Decimal("4.54")  # the lightest grey that passes on white
    assert themes.contrast("#777777", "#ffffff") == Decimal("4.47")


@pytest.mark.parametrize(
    "told", ["brand=#777777", "link=#757575", "brand=red", "brand=#12345", "link=#12345g", "font=comic", "radius=17", "radius=-1"]
)
def test_what_cannot_be_read_or_written_is_refused(told: str) -> None:
    with pytest.raises(InputRefused):
        themes.read([told])


def test_a_colour_without_contrast_is_refused_with_its_ratio() -> None:
    with pytest.raises(InputRefused, match=r"3\.54 to 1"):
        themes.read(["brand=#888888"])
    with pytest.raises(InputRefused, match="brand, link, font, radius"):
        themes.read(["colour=#000000"])


@pytest.mark.parametrize("told", ["brand=#000;}body{", "font=serif;x:y", 'font="x"', "radius=1px", "brand=url(https://x.example)", "x=1", "=", ""])
def test_nothing_else_reaches_the_sheet(told: str) -> None:
    with pytest.raises(InputRefused):
        themes.read([told])


def test_a_theme_is_set_changed_and_taken_away(client: TestClient, service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert client.get("/embed/alder/theme.css").text == ""
    admin.change_tenant(service.database, "alder", theme=["brand=#7B1E3A", "font=serif", "radius=4"])
    sheet = client.get("/embed/alder/theme.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert sheet.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "--govuk-brand-colour: #7b1e3a;" in sheet.text and "--portal-radius: 4px;" in sheet.text and "Georgia" in sheet.text
    admin.change_tenant(service.database, "alder", theme=["brand=", "link=#0b4f8a"])
    changed = client.get("/embed/alder/theme.css").text
    assert "brand" not in changed and "--govuk-link-colour: #0b4f8a;" in changed and "Georgia" in changed
    assert client.get("/embed/birch/theme.css").status_code == 404  # no frames, no theme


def test_the_command_sets_a_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/portability.db")
    assert tenants.run(["add", "alder", "--frame", FRAME]) == 0
    assert tenants.run(["change", "alder", "--theme", "brand=#123456", "--theme", "radius=6"]) == 0
    assert "theme brand=#123456 radius=6" in capsys.readouterr().out
    with pytest.raises(InputRefused, match=r"1\.07 to 1"):
        tenants.run(["change", "alder", "--theme", "brand=#ffff00"])


def test_a_framed_page_is_reduced_and_leads_out(client: TestClient) -> None:
    page = client.get("/embed/alder/instruments/de-us/art-7/opens").text
    assert '<link rel="stylesheet" href="/embed/alder/theme.css">' in page
    assert 'class="portal-nav"' not in page
    outside = re.findall(r'<a [^>]*href="(?:https?://|/v1/)[^>]*>', page)
    assert outside
    for link in outside:
        assert re.search(r'target="(_blank|_top)"', link), link
        assert "noreferrer" in link or 'href="/v1/' in link, link
    inside = re.findall(r'<a [^>]*href="(/embed/[^"]+)"[^>]*>', page)
    assert "/embed/alder/instruments/de-us" in inside
    assert not re.search(r'href="/(?!embed/|static/|v1/)', page)
    plain = client.get("/instruments/de-us/art-7/opens").text
    assert "_blank" not in plain and "theme.css" not in plain and 'class="portal-nav"' in plain


def test_a_frame_in_another_language_keeps_its_theme(client: TestClient) -> None:
    page = client.get("/embed/alder/ar/corridors").text
    assert '<link rel="stylesheet" href="/embed/alder/theme.css">' in page
    assert 'action="/embed/alder/ar/corridors"' in page
    sent = client.get("/embed/alder/ar/corridors", params={"home": "DE"}, follow_redirects=False)
    assert sent.headers["location"] == "/embed/alder/ar/corridors/DE"
