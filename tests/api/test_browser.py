"""The pages in a real browser: at 320 and at 1280 pixels nothing runs out of the window, and a picture is taken to look at.

PORTABILITY_PICTURES names a folder in which the pictures are left.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages import render
from tests.api.test_pages import CREDENTIAL, FILLED

pytestmark = pytest.mark.browser
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
]
WRONG = {**FILLED, "birth_date": "yesterday", "to_0": "1979"}
PAGES: dict[str, tuple[str, dict[str, str] | None]] = {
    "form": ("/", None),
    "credential-form": ("/credential", None),
    "instruments": ("/instruments", None),
    "agreement": ("/instruments/de-us", None),
    "answer": ("/", FILLED),
    "no": ("/", {**FILLED, "to_0": "1981-05-31"}),
    "errors": ("/", WRONG),
    "credential-answer": ("/credential", CREDENTIAL),
}
#: A page is shown in a frame, since a window has a least width; the frame's own page stays as it is served.
FRAME = """<!doctype html><body style="margin:0"><iframe src="page.html" style="border:0;width:{width}px;height:2400px"
onload="document.body.dataset.width = this.contentDocument.documentElement.scrollWidth"></iframe>"""


def chromium(tmp_path: Path, *words: str) -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    command = [found, *FLAGS, f"--user-data-dir={tmp_path}/profile", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_out_of_the_window(client: TestClient, tmp_path: Path, name: str, width: int) -> None:
    url, values = PAGES[name]
    response = client.get(url) if values is None else client.post(url, data=values)
    assert response.status_code in (200, 422)
    style = (Path(render.__file__).parent / "static/page.css").as_uri()
    (tmp_path / "page.html").write_text(response.text.replace("/static/page.css", style), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    dom = chromium(tmp_path, f"--window-size={width},2400", "--dump-dom", frame.as_uri())
    measured = re.search(r'data-width="(\d+)"', dom)
    assert measured
    assert int(measured.group(1)) <= width
    folder = Path(os.environ.get("PORTABILITY_PICTURES") or tmp_path)
    picture = folder / f"{name}-{width}.png"
    chromium(tmp_path, f"--window-size={width},2400", f"--screenshot={picture}", frame.as_uri())
    assert picture.stat().st_size > 5_000
