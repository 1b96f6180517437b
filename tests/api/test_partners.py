"""The page for partners: its examples run as they stand, and its types are those of the description that is served."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.partners import digest
from api.security import admin
from api.security.scopes import SCOPES
from api.service import Service
from tests.api.browsing import served

SAID = "Germany, Regelaltersrente (regular old-age pension): yes"


def example(page: str, name: str) -> str:
    found = re.search(rf'<pre[^>]+id="example-{name}"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where a service is reached, and a key to it."""
    service = Service(database_url=f"sqlite:///{tmp_path_factory.mktemp('partners')}/portability.db")
    admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=[], frames=["https://www.alder.example"])
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    with served(create_app(service)) as address:
        yield address, key


def shown(address: str) -> str:
    with urlopen(f"{address}/partners", timeout=30) as answer:
        text: str = answer.read().decode()
    return text


def test_the_example_of_the_command_line_runs(site: tuple[str, str]) -> None:
    address, key = site
    ran = subprocess.run(["bash", "-c", example(shown(address), "sh")], env={**os.environ, "PORTABILITY_KEY": key}, capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert SAID in ran.stdout.decode()


def test_the_example_in_python_runs(site: tuple[str, str], tmp_path: Path) -> None:
    address, key = site
    script = tmp_path / "ask.py"
    script.write_text(example(shown(address), "py"), encoding="utf-8")
    env = {**os.environ, "PORTABILITY_KEY": key, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-I", str(script)], env=env, capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert f"yes {SAID}" in ran.stdout.decode()


def test_a_frame_of_the_example_is_there(site: tuple[str, str]) -> None:
    address, _ = site
    told = re.search(r'src="([^"]+)"', example(shown(address), "frame"))
    assert told
    with urlopen(told[1].replace("YOUR-NAME", "alder"), timeout=30) as answer:
        assert "frame-ancestors https://www.alder.example;" in answer.headers["Content-Security-Policy"]


def test_all_scopes_are_told(client: TestClient) -> None:
    page = client.get("/partners").text
    assert set(re.findall(r'<th scope="row"><code>([^<]+)</code>', page)) == set(SCOPES)


def test_the_types_are_those_of_the_description(app: FastAPI, client: TestClient) -> None:
    """Where this fails: bash scripts/clients/build.sh."""
    types = client.get("/partners/portability.d.ts")
    assert types.status_code == 200
    assert digest(app.openapi()) in types.text.partition("\n")[0]
    for path in app.openapi()["paths"]:
        assert f'"{path}": {{' in types.text


def test_an_odd_host_is_not_repeated(client: TestClient) -> None:
    page = client.get("/partners", headers={"Host": 'x"><script>.example'})
    assert page.status_code == 200
    assert "https://portability.example/v1/" in page.text
