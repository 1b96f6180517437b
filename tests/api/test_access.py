"""Keys, clients and tokens: what lets in, until when, and how often."""

from __future__ import annotations

import base64
import datetime
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OKPKey
from sqlalchemy.exc import OperationalError
from sqlmodel import col, update

from api import schemas
from api.app import create_app
from api.security import admin, rates
from api.security.admission import today
from api.service import Service
from api.settings import Settings
from api.storage.tenants import ApiKey
from engine.problems import InputRefused
from tests.api.cases import YES

URL, TOKEN, ACCESS = "/v1/decisions/contribution-record", "/oauth/token", "/v1/access"


@pytest.fixture
def settings(archive_url: str, tmp_path: Path) -> Settings:
    told = {"DATABASE_URL": archive_url, "PORTABILITY_TOKEN_KEY": str(tmp_path / "keys/token.json"), "PORTABILITY_ANONYMOUS_LIMIT": "20/minute"}
    return Settings.read(told)


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    made = Service(settings=settings)
    admin.add_tenant(made.database, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
    yield made
    made.database.engine.dispose()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def status(client: TestClient, key: str) -> int:
    return client.get(ACCESS, headers=bearer(key)).status_code


def test_a_key_tells_what_it_may(service: Service, client: TestClient) -> None:
    given = admin.add_key(service.database, "alder", "key", ["decisions:ask", "statistics:read"], days=30)
    answer = client.get(ACCESS, headers=bearer(given.shown))
    assert answer.status_code == 200
    assert schemas.Access.model_validate(answer.json()).scopes == ["decisions:ask", "statistics:read"]
    assert client.post(URL, json=YES, headers=bearer(given.shown)).status_code == 200
    (row,) = admin.keys(service.database, "alder")
    assert row.last_used == today()
    assert given.secret not in json.dumps(row.model_dump(mode="json"))


def test_a_key_that_is_not_good_is_not_taken_for_none(service: Service, client: TestClient) -> None:
    """Somebody with a wrong key is told so, also where nobody needs a key."""
    assert client.post(URL, json=YES, headers=bearer("ptk_wrong")).status_code == 401


def test_revoked_expired_and_disabled(service: Service, client: TestClient) -> None:
    given = [admin.add_key(service.database, "alder", "key", ["decisions:ask"]) for _ in range(3)]
    assert [status(client, g.shown) for g in given] == [200, 200, 200]
    admin.revoke(service.database, f"ptk_{given[0].row.id}")
    with service.database.operator() as session:
        a_second_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
        session.exec(update(ApiKey).where(col(ApiKey.id) == given[1].row.id).values(expires=a_second_ago))
    assert [status(client, g.shown) for g in given] == [401, 401, 200]
    admin.change_tenant(service.database, "alder", disabled=True)
    assert status(client, given[2].shown) == 401
    admin.change_tenant(service.database, "alder", disabled=False)
    assert status(client, given[2].shown) == 200


def test_both_keys_are_good_while_they_overlap(service: Service, client: TestClient) -> None:
    old = admin.add_key(service.database, "alder", "key", ["decisions:ask"], days=100)
    new = admin.rotate(service.database, old.row.id, overlap=2)
    assert (status(client, old.shown), status(client, new.shown)) == (200, 200)
    assert (new.row.scopes, new.row.replaces) == (old.row.scopes, old.row.id)
    before = next(r for r in admin.keys(service.database, "alder") if r.id == old.row.id)
    assert before.expires and new.row.expires
    assert before.expires < datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2, seconds=1) < new.row.expires
    admin.rotate(service.database, new.row.id, overlap=0)
    assert status(client, new.shown) == 401
    with pytest.raises(InputRefused, match="ended"):
        admin.rotate(service.database, new.row.id, overlap=1)


def test_wrong_keys_are_counted_by_address(client: TestClient) -> None:
    assert [status(client, "ptk_wrong") for _ in range(21)] == [401] * 20 + [429]


def test_a_client_gets_a_token(service: Service, client: TestClient) -> None:
    given = admin.add_key(service.database, "alder", "client", ["decisions:ask", "jobs:read"])
    id = f"ptc_{given.row.id}"
    basic = base64.b64encode(f"{id}:{given.secret}".encode()).decode()
    ways = (
        client.post(TOKEN, data={"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {basic}"}),
        client.post(TOKEN, data={"grant_type": "client_credentials", "client_id": id, "client_secret": given.secret, "scope": "jobs:read"}),
    )
    for answer, scopes in zip(ways, (["decisions:ask", "jobs:read"], ["jobs:read"]), strict=True):
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        token = schemas.Token.model_validate(answer.json())
        assert (token.expires_in, token.scope.split()) == (600, scopes)
        assert client.get(ACCESS, headers=bearer(token.access_token)).json()["scopes"] == scopes
    assert client.post(URL, json=YES, headers=bearer(ways[1].json()["access_token"])).status_code == 403
    assert status(client, given.secret) == 401
    admin.revoke(service.database, id)
    assert status(client, ways[0].json()["access_token"]) == 401


def test_no_token(service: Service, client: TestClient) -> None:
    given = admin.add_key(service.database, "alder", "client", ["jobs:read"])
    good = {"grant_type": "client_credentials", "client_id": f"ptc_{given.row.id}", "client_secret": given.secret}
    for change, code, error in (
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_secret": given.secret[:-1]}, 401, "invalid_client"),
        ({"client_id": given.row.id}, 401, "invalid_client"),
        ({"scope": "jobs:read jobs:write"}, 400, "invalid_scope"),
    ):
        service_answer = client.post(TOKEN, data={**good, **change})
        assert (service_answer.status_code, service_answer.json()["error"]) == (code, error)
        assert schemas.Problem.model_validate(service_answer.json())
        assert ("www-authenticate" in service_answer.headers) == (code == 401)


def test_tokens_that_were_not_given_here(service: Service, client: TestClient, settings: Settings) -> None:
    """Ended, signed by another, of another kind, for another, unsigned, or signed with a public key as if it were a secret."""
    given = admin.add_key(service.database, "alder", "client", ["jobs:read"])
    fields = {"grant_type": "client_credentials", "client_id": f"ptc_{given.row.id}", "client_secret": given.secret}
    good = client.post(TOKEN, data=fields).json()["access_token"]
    assert status(client, good) == 200
    key = OKPKey.import_key(json.loads(settings.token_key.read_text()))
    assert settings.token_key.stat().st_mode & 0o077 == 0
    claims = dict(jwt.decode(good, key, algorithms=["Ed25519"]).claims)

    def signed(by: OKPKey = key, typ: str = "at+jwt", **changes: object) -> str:
        return jwt.encode({"alg": "Ed25519", "typ": typ}, {**claims, **changes}, by, algorithms=["Ed25519"])

    assert status(client, signed()) == 200
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').decode().rstrip("=")
    without_end = {k: v for k, v in claims.items() if k != "exp"}
    for bad in (
        signed(exp=int(time.time()) - 1),
        jwt.encode({"alg": "Ed25519", "typ": "at+jwt"}, without_end, key, algorithms=["Ed25519"]),
        signed(OKPKey.generate_key("Ed25519")),
        signed(typ="JWT"),
        signed(aud="another"),
        signed(iss="another"),
        signed(tenant="birch"),
        signed(tenant=""),
        signed(sub="nobody"),
        f"{none}.{good.split('.')[1]}.",
        good[:-4] + ("aaaa" if good[-4:] != "aaaa" else "bbbb"),
        f"{good}{'a' * 3000}",
    ):
        assert status(client, bad) == 401
    assert client.get(ACCESS, headers=bearer(signed(scope="jobs:read operations"))).json()["scopes"] == ["jobs:read"]


def test_citizens_are_counted_by_address_and_nothing_of_them_is_stored(service: Service, client: TestClient) -> None:
    answers = [client.post(URL, json=YES) for _ in range(21)]
    assert [a.status_code for a in answers] == [200] * 20 + [429]
    assert 1 <= int(answers[20].headers["retry-after"]) <= 60
    assert answers[20].headers["content-type"] == "application/problem+json"
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    assert client.post(URL, json=YES, headers=bearer(key)).status_code == 200
    assert client.get("/v1/instruments").status_code == 200
    assert client.get("/livez").status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "testclient", True),
    ],
)
def test_an_address_of_ipv6_is_counted_as_its_network(service: Service, first: str, second: str, same: bool) -> None:
    from api.problems import HttpProblem

    counted = rates.Rates(service.database, "1/minute")
    counted.address(first)
    if same:
        with pytest.raises(HttpProblem):
            counted.address(second)
    else:
        counted.address(second)


def test_quotas_of_a_tenant(service: Service, client: TestClient) -> None:
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    admin.change_tenant(service.database, "alder", per_minute=3)
    assert [status(client, key) for _ in range(4)] == [200, 200, 200, 429]
    admin.change_tenant(service.database, "alder", per_minute=0, per_day=4)
    assert [status(client, key) for _ in range(5)] == [200] * 4 + [429]
    refused = client.get(ACCESS, headers=bearer(key))
    assert int(refused.headers["retry-after"]) <= 86_400


def test_a_day_is_shared_by_all_workers_and_never_exceeded(service: Service, settings: Settings) -> None:
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    admin.change_tenant(service.database, "alder", per_day=250)
    with TestClient(create_app(service)) as one, TestClient(create_app(Service(settings=settings))) as other:
        found = [status(one if n % 3 else other, key) for n in range(270)]
    assert found.count(200) in range(250 - 2, 251)
    assert found[-1] == 429


def test_without_database_it_is_told_when_to_come_back(service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    key = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown

    def down(*told: object, **more: object) -> None:
        raise OperationalError("select secret", {}, Exception("password"))

    monkeypatch.setattr(service.database, "presented", down)
    answer = client.get(ACCESS, headers=bearer(key))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "secret" not in answer.text
    assert client.post(URL, json=YES).status_code == 200
