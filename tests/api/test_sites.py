"""Partners' sites: exact origins, each tenant's own, and nothing for anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.security import admin, sites
from api.service import Service
from engine.problems import InputRefused
from tests.api.cases import YES

URL, ACCESS = "/v1/decisions/contribution-record", "/v1/access"
ALDER, BIRCH, FRAME = "https://www.alder.example", "https://birch.example:8443", "https://portal.alder.example"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(sites, "REMEMBERED", -1.0)
    made = Service(database_url=f"sqlite:///{tmp_path}/portability.db")
    admin.add_tenant(made.database, "alder", "Alder", per_minute=0, per_day=0, origins=[ALDER], frames=[FRAME])
    admin.add_tenant(made.database, "birch", "Birch", per_minute=0, per_day=0, origins=[BIRCH], frames=[])
    return made


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def allowed(client: TestClient, origin: str, key: str = "") -> str:
    headers = {"Origin": origin} | ({"Authorization": f"Bearer {key}"} if key else {})
    response = client.get(ACCESS, headers=headers) if key else client.post(URL, json=YES, headers=headers)
    assert "origin" in response.headers["vary"].lower()
    assert "access-control-allow-credentials" not in response.headers
    return response.headers.get("access-control-allow-origin", "")


def test_scripts_of_partners_may_call_and_no_others(client: TestClient) -> None:
    assert [allowed(client, o) for o in (ALDER, BIRCH)] == [ALDER, BIRCH]
    for origin in (
        "https://alder.example",
        f"{ALDER}.evil.example",
        f"{ALDER}:8443",
        ALDER.replace("https", "http"),
        "null",
        "*",
        ALDER.upper(),
        FRAME,
    ):
        assert allowed(client, origin) == ""


def test_a_key_is_used_from_its_own_tenants_sites_alone(service: Service, client: TestClient) -> None:
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    assert (allowed(client, ALDER, key), allowed(client, BIRCH, key)) == (ALDER, "")


def test_a_browser_may_ask_first(client: TestClient) -> None:
    asked = {"Origin": ALDER, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = client.options(URL, headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-origin"], answer.headers["vary"]) == (204, ALDER, "Origin")
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    other = client.options(URL, headers={**asked, "Origin": "https://else.example"})
    assert other.status_code == 405
    assert "access-control-allow-origin" not in other.headers


def test_a_refusal_can_be_read_by_the_partner(client: TestClient) -> None:
    answer = client.post(URL, json={"record": None}, headers={"Origin": ALDER})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (422, ALDER)


def test_a_disabled_tenants_sites_are_none(service: Service, client: TestClient) -> None:
    admin.change_tenant(service.database, "alder", disabled=True)
    assert allowed(client, ALDER) == ""
    assert client.get("/embed/alder/").status_code == 404


def test_pages_in_a_frame_of_a_partner(client: TestClient) -> None:
    page = client.get("/embed/alder/credential")
    assert page.status_code == 200
    assert f"frame-ancestors {FRAME};" in page.headers["content-security-policy"]
    assert 'action="/embed/alder/credential"' in page.text
    assert 'href="/embed/alder/"' in page.text
    form = {"action": "decide", "home": "Czechia", "host": "Germany"}
    answer = client.post("/embed/alder/credential", data=form)
    assert f"frame-ancestors {FRAME};" in answer.headers["content-security-policy"]
    assert 'action="/embed/alder/credential"' in answer.text
    plain = client.get("/credential")
    assert "frame-ancestors 'none'" in plain.headers["content-security-policy"]
    assert "embed" not in plain.text


def test_a_frame_of_nobody_is_no_address(client: TestClient) -> None:
    """A tenant without frames, one that is none, the API in a frame, and a frame in a frame are told alike."""
    answers = [client.get(f"/embed/{x}") for x in ("birch/", "cedar/", "alder/v1/access", "alder/embed/alder/", "alder", "ALDER/")]
    assert {a.status_code for a in answers} == {404}
    assert len({a.json()["detail"] for a in answers}) == 1


PATTERNS = (
    *("*", "https://*.alder.example", "http://alder.example", "https://alder.example/", "https://alder.example/x", "https://u:p@alder.example"),
    *("https://a.example;script-src", "https://a.example https://b.example", "https://A.example", "'self'", "https://", "alder.example", "data:", ""),
)


@pytest.mark.parametrize("site", PATTERNS)
def test_a_pattern_is_no_site(service: Service, site: str) -> None:
    for name in ("origins", "frames"):
        with pytest.raises(InputRefused, match="origin"):
            admin.change_tenant(service.database, "birch", **{name: [site]})
