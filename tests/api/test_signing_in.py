"""Signing in to the pages: a key for a cookie, until when, and where to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends
from fastapi.testclient import TestClient

from api.app import create_app
from api.security import admin
from api.security.access import OfPages, signed_in, visiting
from api.security.principal import Principal
from api.service import Service
from api.settings import Settings
from tests.api.test_pages import sound

SAME = {"Sec-Fetch-Site": "same-origin"}
BROWSER = {"Accept": "text/html", **SAME}


@pytest.fixture
def service(archive_url: str, tmp_path: Path) -> Iterator[Service]:
    told = {"DATABASE_URL": archive_url, "PORTABILITY_TOKEN_KEY": str(tmp_path / "token.json"), "PORTABILITY_ANONYMOUS_LIMIT": "off"}
    made = Service(settings=Settings.read(told))
    admin.add_tenant(made.database, "alder", "Alder Recruiting", per_minute=0, per_day=0, origins=(), frames=["https://alder.example"])
    yield made
    made.database.engine.dispose()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """With a page of tenants that tells who signed in, and one for everybody."""
    app = create_app(service)

    @app.get("/who")
    async def who(it: Annotated[Principal, Depends(signed_in("batches:read"))]) -> str:
        return it.tenant

    @app.get("/whoever")
    async def whoever(it: Annotated[Principal, Depends(visiting())]) -> str:
        return it.tenant or "nobody"

    with TestClient(app, raise_server_exceptions=False, headers=SAME) as client:
        yield client


def key(service: Service, *scopes: str) -> admin.Given:
    return admin.add_key(service.database, "alder", "key", scopes or ["batches:read"])


def test_a_key_becomes_a_cookie_that_no_script_and_no_other_site_gets(service: Service, client: TestClient) -> None:
    given = key(service)
    assert client.get("/who").status_code == 401
    response = client.post("/sign-in", data={"key": f" {given.shown}\n", "to": "/recruiters"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/recruiters")
    told = response.headers["set-cookie"]
    name, _, attributes = told.partition("; ")
    assert {a.lower() for a in attributes.split("; ")} == {"httponly", "path=/", "samesite=strict"}
    assert given.secret not in told and name.startswith("portability=")
    assert (client.get("/who").json(), client.get("/whoever").json()) == ("alder", "alder")
    page = client.get("/sign-in")
    assert "Alder Recruiting" in page.text and given.shown not in page.text
    sound(page.text)


def test_over_https_the_cookie_is_secure_and_of_this_host_alone(service: Service, client: TestClient) -> None:
    response = client.post("https://testserver/sign-in", data={"key": key(service).shown}, follow_redirects=False)
    told = response.headers["set-cookie"].lower()
    assert told.startswith("__host-portability=") and "; secure" in told and "domain" not in told
    assert client.get("https://testserver/who").json() == "alder"


def test_who_signs_out_or_whose_key_ends_is_out_at_once(service: Service, client: TestClient) -> None:
    given = key(service)
    client.post("/sign-in", data={"key": given.shown})
    assert client.get("/who").status_code == 200
    admin.revoke(service.database, given.row.id)
    assert client.get("/who").status_code == 401
    client.post("/sign-in", data={"key": key(service).shown})
    assert client.get("/who").status_code == 200
    admin.change_tenant(service.database, "alder", disabled=True)
    assert (client.get("/who").status_code, client.get("/whoever").json()) == (401, "nobody")
    admin.change_tenant(service.database, "alder", disabled=False)
    assert client.get("/who").status_code == 200
    client.post("/sign-out")
    assert client.get("/who").status_code == 401


def test_it_ends_by_itself(service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/sign-in", data={"key": key(service).shown})
    import time

    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 28_790)
    assert client.get("/who").status_code == 200
    monkeypatch.setattr("time.time", lambda: now + 28_810)
    assert client.get("/who").status_code == 401


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/recruiters//evil", "/recruiters/../sign-out", "/v1/access", "/", "x"])
def test_signing_in_leads_to_our_pages_alone(service: Service, client: TestClient, to: str) -> None:
    response = client.post("/es/sign-in", data={"key": key(service).shown, "to": to}, follow_redirects=False)
    assert response.headers["location"] == "/es/sign-in"


def test_a_wrong_key_is_not_shown_again(client: TestClient) -> None:
    wrong = "ptk_" + "a" * 12 + "_" + "b" * 52
    response = client.post("/sign-in", data={"key": wrong, "to": "/ministry"})
    assert response.status_code == 422
    assert "set-cookie" not in response.headers
    assert wrong not in response.text and 'value="/ministry"' in response.text
    assert "key" in sound(response.text).anchors


def test_the_pages_say_kindly_what_is_needed(service: Service, client: TestClient) -> None:
    """Who asks for a page is answered by one, in the language of the address."""
    for path in ("/who", "/es/who", "/ar/who"):
        response = client.get(path, headers=BROWSER)
        assert response.status_code == 401
        assert {"key"} <= set(sound(response.text).fields)
        assert "batches:read" in response.text and "portability keys add" in response.text
    client.post("/sign-in", data={"key": key(service, "drafts:read").shown})
    response = client.get("/who", headers=BROWSER)
    assert response.status_code == 403 and "batches:read" in response.text
    sound(response.text)
    nothing = client.get("/nowhere", headers=BROWSER)
    assert nothing.status_code == 404
    sound(nothing.text)
    assert client.get("/v1/nowhere", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_nothing_is_signed_in_within_a_frame(service: Service, client: TestClient) -> None:
    """A page in a partner's frame can be laid over with another: it reads no cookie."""
    client.post("/sign-in", data={"key": key(service).shown})
    assert (client.get("/who").status_code, client.get("/embed/alder/who").status_code) == (200, 401)
    assert client.get("/embed/alder/es/whoever").json() == "nobody"


def test_forms_can_tell_where_they_come_from(client: TestClient) -> None:
    """With the policy of other pages a browser without Sec-Fetch-Site would tell no origin."""
    for path in ("/sign-in", "/who"):
        assert client.get(path, headers=BROWSER).headers["referrer-policy"] == "same-origin"
    old = TestClient(client.app, raise_server_exceptions=False)
    assert [old.post("/sign-in", data={"key": ""}, headers={"Origin": f"http://{host}"}).status_code for host in ("testserver", "other")] == [
        422,
        403,
    ]
    assert client.post("/sign-in", data={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_page_of_tenants_names_its_scopes() -> None:
    assert OfPages("batches:read", "jobs:read").scopes == ("batches:read", "jobs:read")
    with pytest.raises(ValueError):
        signed_in()
