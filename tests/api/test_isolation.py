"""Every route, as nobody, with what does not let in, and as another tenant: nothing tells whether something is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event
from starlette.routing import Route

from api.app import create_app
from api.problems import HttpProblem
from api.security import admin, secret
from api.security.access import Needs, OfPages, declared, hold, not_there, require, signed_in
from api.security.principal import Principal
from api.security.scopes import SCOPES
from api.service import Service
from tests.api.databases import SERVERS, empty_database
from tests.api.possessions import POSSESSIONS


@pytest.fixture(scope="module", params=SERVERS)
def isolated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with empty_database(request.param, tmp_path_factory.mktemp("isolation")) as url:
        service = Service(database_url=url)
        yield service
        service.database.engine.dispose()


@pytest.fixture(scope="module")
def asking(isolated: Service) -> Iterator[TestClient]:
    with TestClient(create_app(isolated), raise_server_exceptions=False, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        yield client


@pytest.fixture(scope="module")
def keys(isolated: Service) -> dict[str, str]:
    """Two tenants, each with a key that may do everything."""
    found = {}
    for name in ("alder", "birch"):
        admin.add_tenant(isolated.database, name, name, per_minute=0, per_day=0, origins=(), frames=())
        found[name] = admin.add_key(isolated.database, name, "key", SCOPES).shown
    return found


def tenants_alone(app: FastAPI) -> list[tuple[str, str]]:
    """Routes that take a key; pages of tenants take the cookie alone."""
    return [at for at, needs in declared(app).items() if isinstance(needs, Needs) and not needs.anonymous and not isinstance(needs, OfPages)]


def pages_of_tenants(app: FastAPI) -> list[tuple[str, str]]:
    return [at for at, needs in declared(app).items() if isinstance(needs, OfPages) and needs.scopes]


def told(client: TestClient, method: str, url: str, key: str = "") -> tuple[int, dict[str, object]]:
    response = client.request(method, url, headers={"Authorization": f"Bearer {key}"} if key else {})
    body = response.json() if response.content else {}
    body.pop("request_id", None)
    return response.status_code, body


def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    found = declared(app)
    assert ("POST", "/v1/decisions/contribution-record") in found
    assert [at for at, needs in found.items() if needs is None] == []


def test_a_route_that_does_not_say_it_is_refused_at_start(isolated: Service) -> None:
    app = create_app(isolated)
    app.add_api_route("/v1/forgotten", lambda: {}, methods=["GET"])
    with pytest.raises(RuntimeError, match="GET /v1/forgotten"):
        hold(app)
    app = create_app(isolated)
    app.router.routes.append(Route("/v1/plain", lambda request: None))  # type: ignore[arg-type, return-value]
    with pytest.raises(RuntimeError, match="/v1/plain"):
        hold(app)


def test_nobody_learns_nothing(asking: TestClient, keys: dict[str, str]) -> None:
    """401 alike with nothing, with a key that was never given, with one byte of a good key changed, and with another scheme."""
    good = keys["alder"]
    changed = good[:-1] + ("a" if good[-1] != "a" else "b")
    for method, path in tenants_alone(asking.app):  # type: ignore[arg-type]
        url = re.sub(r"\{[^}]*\}", "x", path)
        answers = [told(asking, method, url, key) for key in ("", secret.key(*secret.drawn()), changed, "a.b.c", "ptk_", good.upper())]
        assert answers[0][0] == 401, path
        assert all(answer == answers[0] for answer in answers), path
    for scheme in (f"Basic {good}", good, f"Bearer  {changed} {good}"):
        response = asking.get("/v1/access", headers={"Authorization": scheme})
        assert (response.status_code, response.headers["www-authenticate"]) == (401, 'Bearer realm="portability"')


def test_who_shows_an_unknown_id_waits_as_long_as_who_shows_a_wrong_secret(asking: TestClient, isolated: Service, keys: dict[str, str]) -> None:
    """The same statements are sent and the same hash is made, so that time does not tell which ids there are."""
    good, sent = keys["alder"], list[str]()
    wrong = good[:-1] + ("a" if good[-1] != "a" else "b")
    event.listen(isolated.database.engine, "before_cursor_execute", lambda _c, _k, statement, *_: sent.append(statement))
    work = []
    for shown in (wrong, secret.key(*secret.drawn())):
        sent.clear()
        assert told(asking, "GET", "/v1/access", shown)[0] == 401
        work.append(list(sent))
    assert work[0] == work[1] != []


def leaks(client: TestClient, method: str, path: str, there: dict[str, str], key: str) -> list[str]:
    """What the holder of a key learns of a thing of another at a path: nothing, where both answers are the same 404."""
    nowhere = dict.fromkeys(re.findall(r"\{([^}:]*)", path), "0" * 32)
    found, never = (told(client, method, path.format(**names), key) for names in (there, nowhere))
    return [] if found == never and found[0] == 404 else [f"{method} {path}: {found} and {never}"]


def test_what_is_anothers_is_not_there(asking: TestClient, isolated: Service, keys: dict[str, str]) -> None:
    """What a tenant has, another is told of in the words in which it is told of what never was."""
    for method, path in tenants_alone(asking.app):  # type: ignore[arg-type]
        if "{" in path:
            assert path in POSSESSIONS, f"name {path} in tests/api/possessions.py"
            assert leaks(asking, method, path, POSSESSIONS[path](isolated, "alder"), keys["birch"]) == []


def test_a_route_that_tells_what_is_anothers_is_found(isolated: Service, keys: dict[str, str]) -> None:
    app = create_app(isolated)

    @app.get("/v1/things/{id}")
    def thing(id: str, who: Annotated[Principal, Depends(require("jobs:read"))]) -> None:
        raise not_there() if id != "there" else HttpProblem(403, "not-yours", "Not yours", f"It is not of {who.tenant}.")

    with TestClient(app) as client:
        assert ("GET", "/v1/things/{id}") in tenants_alone(app)
        assert leaks(client, "GET", "/v1/things/{id}", {"id": "there"}, keys["birch"])
        assert leaks(client, "GET", "/v1/things/{id}", {"id": "nowhere"}, keys["birch"]) == []


def test_a_key_opens_only_what_it_names(isolated: Service, asking: TestClient, keys: dict[str, str]) -> None:
    least = admin.add_key(isolated.database, "alder", "key", ["statistics:read"]).shown
    for (method, path), needs in declared(asking.app).items():  # type: ignore[arg-type]
        if needs and needs.scope and needs.scope != "statistics:read" and not isinstance(needs, OfPages):
            response = asking.request(method, re.sub(r"\{[^}]*\}", "x", path), headers={"Authorization": f"Bearer {least}"})
            assert response.status_code == 403, path
            assert needs.scope in response.headers["www-authenticate"]


def signed(client: TestClient, key: str) -> str:
    """The cookie of who signs in with a key, as a header."""
    response = client.post("/sign-in", data={"key": key}, follow_redirects=False)
    assert response.status_code == 303
    client.cookies.clear()
    return str(response.headers["set-cookie"].partition(";")[0])


def test_a_page_of_a_tenant_takes_the_cookie_alone(asking: TestClient, keys: dict[str, str]) -> None:
    """Nothing, a key, a token of the API, and the cookie's token as a key are all the same 401; no route of the API takes the cookie."""
    cookie = signed(asking, keys["alder"])
    token = cookie.partition("=")[2]
    key = {"Authorization": f"Bearer {keys['alder']}"}
    changed = cookie[:-2] + ("aa" if cookie[-2:] != "aa" else "bb")
    tries = [{}, key, {"Cookie": f"portability={keys['alder']}"}, {"Cookie": changed}, {"Cookie": f"__Host-{cookie}"}]
    for method, path in pages_of_tenants(asking.app):  # type: ignore[arg-type]
        answers = [asking.request(method, re.sub(r"\{[^}]*\}", "x", path), headers=headers, follow_redirects=False) for headers in tries]
        assert [answer.status_code for answer in answers] == [401] * len(tries), path
        assert len({re.sub("request_id.{36}", "", answer.text) for answer in answers}) == 1, path
    for method, path in tenants_alone(asking.app):  # type: ignore[arg-type]
        for headers in ({"Cookie": cookie}, {"Authorization": f"Bearer {token}"}):
            assert asking.request(method, re.sub(r"\{[^}]*\}", "x", path), headers=headers).status_code == 401, path


def test_a_page_takes_nothing_that_another_site_sends(asking: TestClient, keys: dict[str, str]) -> None:
    cookie = signed(asking, keys["alder"])
    elsewhere = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none", "Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {"Origin": "null"},
        {"Origin": "http://testserver.example"},
        {},
    ]
    posted = [path for method, path in declared(asking.app) if method == "POST" and isinstance(declared(asking.app)[method, path], OfPages)]  # type: ignore[arg-type]
    assert "/sign-out" in posted
    browser = TestClient(asking.app, raise_server_exceptions=False)
    for path in posted:
        for headers in elsewhere:
            response = browser.post(re.sub(r"\{[^}]*\}", "x", path), headers={"Cookie": cookie, **headers})
            assert (response.status_code, response.json()["type"]) == (403, "urn:portability:problem:not-from-here"), (path, headers)


def test_a_page_shows_nothing_of_another(asking: TestClient, isolated: Service, keys: dict[str, str]) -> None:
    cookie = signed(asking, keys["birch"])
    for method, path in pages_of_tenants(asking.app):  # type: ignore[arg-type]
        if "{" in path:
            assert path in POSSESSIONS, f"name {path} in tests/api/possessions.py"
            there = POSSESSIONS[path](isolated, "alder")
            nowhere = {name: value if value.isdecimal() else "0" * 32 for name, value in there.items()}
            answers = []
            for names in (there, nowhere):
                response = asking.request(method, path.format(**names), headers={"Cookie": cookie}, follow_redirects=False)
                answers.append((response.status_code, {k: v for k, v in response.json().items() if k != "request_id"}))
            assert answers[0] == answers[1] and answers[0][0] == 404, path


def test_a_page_opens_only_to_keys_that_have_its_scopes(asking: TestClient, isolated: Service) -> None:
    cookie = signed(asking, admin.add_key(isolated.database, "alder", "key", ["statistics:read"]).shown)
    for method, path in pages_of_tenants(asking.app):  # type: ignore[arg-type]
        response = asking.request(method, re.sub(r"\{[^}]*\}", "x", path), headers={"Cookie": cookie}, follow_redirects=False)
        assert response.status_code == 403, path
    with pytest.raises(ValueError, match="no scope"):
        signed_in("everything")
