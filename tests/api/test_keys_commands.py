"""`portability tenants` and `portability keys`: from nothing to a first key that lets in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands import keys, tenants
from api.security.admin import first_key_is_there
from api.service import Service
from engine.problems import InputRefused


@pytest.fixture(autouse=True)
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/deep/portability.db")


def out(capsys: pytest.CaptureFixture[str], command: Any, *words: str) -> str:
    assert command(words) == 0
    return capsys.readouterr().out.strip()


def status(key: str) -> int:
    with TestClient(create_app(Service())) as client:
        return client.get("/v1/access", headers={"Authorization": f"Bearer {key}"}).status_code


def test_from_nothing_to_a_first_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert "600 a minute, 1000 a day" in out(capsys, tenants.run, "add", "alder", "--title", "Alder", "--per-day", "1000")
    assert out(capsys, keys.run, "list", "alder") == "no keys"
    assert not first_key_is_there(Service().database)
    key = out(capsys, keys.run, "add", "alder", "--scopes", "decisions:ask,jobs:read", "--title", "portal", "--days", "90")
    assert status(key) == 200
    assert first_key_is_there(Service().database)
    listed = out(capsys, keys.run, "list", "alder")
    assert "portal" in listed
    assert key.rpartition("_")[0] in listed
    assert key.rpartition("_")[2] not in listed

    new = json.loads(out(capsys, keys.run, "rotate", key.rpartition("_")[0], "--overlap", "1", "--json"))
    assert new["scopes"] == ["decisions:ask", "jobs:read"]
    assert (status(key), status(new["secret"])) == (200, 200)
    assert "revoked" in out(capsys, keys.run, "revoke", key)
    assert (status(key), status(new["secret"])) == (401, 200)

    assert "disabled since" in out(capsys, tenants.run, "disable", "alder")
    assert status(new["secret"]) == 401
    out(capsys, tenants.run, "enable", "alder")
    assert status(new["secret"]) == 200


def test_sites_are_changed_and_what_is_not_named_stays(capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, tenants.run, "add", "alder", "--origin", "https://a.example", "--frame", "https://b.example", "--per-minute", "5")
    out(capsys, tenants.run, "change", "alder", "--origin", "https://c.example")
    (told,) = json.loads(out(capsys, tenants.run, "list", "--json"))
    assert (told["origins"], told["frames"], told["per_minute"]) == (["https://c.example"], ["https://b.example"], 5)


def test_a_client_is_shown_with_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, tenants.run, "add", "alder")
    told = json.loads(out(capsys, keys.run, "add", "alder", "--client", "--scopes", "jobs:read", "--json"))
    assert told["kind"] == "client"
    assert told["id"].startswith("ptc_")
    assert "secret_hash" not in told


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        (tenants, ("add", "Alder"), "no id of a tenant"),
        (tenants, ("disable", "nobody"), "no such tenant"),
        (tenants, ("add", "oak", "--origin", "*"), "no origin"),
        (keys, ("add", "nobody", "--scopes", "jobs:read"), "no such tenant"),
        (keys, ("add", "nobody", "--scopes", "job:read"), "did you mean “jobs:read”"),
        (keys, ("add", "nobody", "--scopes", ","), "without a scope"),
        (keys, ("add", "nobody", "--scopes", "jobs:read", "--days", "0"), "3660"),
        (keys, ("revoke", "ptk_nothing"), "no such key"),
    ],
)
def test_what_cannot_be_done_is_told(command: Any, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputRefused, match=told):
        command.run(words)
    with pytest.raises(InputRefused, match="taken"):
        for _ in range(2):
            tenants.run(("add", "birch"))


def test_the_tables_can_be_brought_up_by_hand(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_MIGRATE", "off")
    with pytest.raises(InputRefused, match="tenants migrate"):
        tenants.run(("list",))
    out(capsys, tenants.run, "migrate")
    assert out(capsys, tenants.run, "list") == ""
