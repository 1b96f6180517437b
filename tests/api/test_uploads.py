"""Drafts and batches: stored as they were sent, once, listed in pages, gone at once; and what is not taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from api.batches import batches as batch_limits
from api.drafts import drafts as draft_limits
from tests.api.stored import AMENDMENT, CANDIDATES, Storing, storing


@pytest.fixture
def tenant(archive_url: str, tmp_path: Path) -> Iterator[Storing]:
    with storing(archive_url, tmp_path) as found:
        yield found


def test_a_draft_is_what_was_sent_until_it_is_deleted(tenant: Storing) -> None:
    made = tenant.ask("POST", "/drafts", files={"file": AMENDMENT, "scenarios": b"scenarios: []\n"}, data={"title": "Ours"})
    assert made.status_code == 201
    told = made.json()
    assert made.headers["location"] == f"/v1/drafts/{told['id']}"
    whole = tenant.ask("GET", f"/drafts/{told['id']}").json()
    assert (whole["text"], whole["scenarios_text"], whole["title"], whole["format"]) == (AMENDMENT.decode(), "scenarios: []\n", "Ours", "yaml")
    replaced = tenant.ask("PUT", f"/drafts/{told['id']}", files={"file": b'{"amends": "ca-in"}'}).json()
    assert (replaced["format"], replaced["title"], replaced["scenarios"], replaced["created_at"]) == ("json", "", False, told["created_at"])
    assert replaced["sha256"] != told["sha256"]
    assert tenant.ask("DELETE", f"/drafts/{told['id']}").status_code == 204
    for method in ("GET", "DELETE"):
        assert tenant.ask(method, f"/drafts/{told['id']}").status_code == 404


def test_a_request_that_is_sent_twice_makes_one_thing(tenant: Storing) -> None:
    first, second = (tenant.ask("POST", "/drafts", once="a", files={"file": AMENDMENT}) for _ in range(2))
    assert (first.json(), first.status_code) == (second.json(), second.status_code)
    assert "idempotency-replayed" not in first.headers and second.headers["idempotency-replayed"] == "true"
    assert len(tenant.ask("GET", "/drafts").json()["drafts"]) == 1
    other = tenant.ask("POST", "/drafts", once="a", files={"file": AMENDMENT}, data={"title": "Other"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:portability:problem:idempotency-key-reused")
    assert tenant.ask("POST", "/credential-batches", once="a", files={"file": CANDIDATES}).status_code == 201, "a key is one of its route"
    job = [tenant.ask("POST", "/jobs", once="a", json={"kind": "check", "draft": first.json()["id"]}) for _ in range(2)]
    assert job[0].json() == job[1].json() and job[0].status_code == 202
    assert tenant.ask("DELETE", f"/drafts/{first.json()['id']}").status_code == 204
    for again in (
        tenant.ask("POST", "/drafts", once="a", files={"file": AMENDMENT}),
        tenant.ask("POST", "/jobs", once="a", json={"kind": "check", "draft": first.json()["id"]}),
    ):
        assert (again.status_code, again.json()["type"]) == (409, "urn:portability:problem:deleted")


@pytest.mark.parametrize("key", ["\x7f", "x" * 201])
def test_what_is_no_key_of_a_request(tenant: Storing, key: str) -> None:
    assert tenant.ask("POST", "/drafts", once=key, files={"file": AMENDMENT}).status_code == 422


def test_lists_have_pages(tenant: Storing) -> None:
    ids = [tenant.draft() for _ in range(5)]
    found, after = [], ""
    while after is not None:
        page = tenant.ask("GET", f"/drafts?limit=2{f'&after={after}' if after else ''}").json()
        found += [row["id"] for row in page["drafts"]]
        after = page["after"]
    assert found == sorted(ids, reverse=True)


def test_a_batch_tells_nothing_of_its_table(tenant: Storing) -> None:
    told = tenant.ask("POST", "/credential-batches", files={"file": CANDIDATES, "mapping": b'{"dates": "dmy"}'}, data={"title": "May"}).json()
    assert (told["format"], told["size"], told["mapping"], told["title"]) == ("csv", len(CANDIDATES), True, "May")
    assert tenant.ask("GET", f"/credential-batches/{told['id']}").json() == told
    assert tenant.ask("GET", f"/credential-batches/{told['id']}/results").status_code == 404, "no job has ended yet"
    assert tenant.ask("DELETE", f"/credential-batches/{told['id']}").status_code == 204
    with tenant.service.database.operator(reads=True) as session:
        assert session.connection().execute(text("select count(*) from batches")).scalar() == 0


@pytest.mark.parametrize("path", ["/drafts", "/credential-batches"])
def test_what_is_not_taken(tenant: Storing, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def status(**sent: object) -> int:
        return tenant.ask("POST", path, **sent).status_code

    assert status(json={"file": "x"}) == 415
    assert status(files={"File": b"x"}) == 422
    assert status(files={"file": b"x"}, data={"title": "x" * 201}) == 422
    assert status(files={"file": b"x"}, data={"title": "two\nlines"}) == 422
    assert status(files=[("file", b"x"), ("file", b"y")]) == 422
    assert status(files={"file": b" \n"}) == 422
    monkeypatch.setattr(draft_limits, "MOST_BYTES", 10)
    monkeypatch.setattr(batch_limits, "MOST_BYTES", 10)
    assert status(files={"file": b"x" * 11}) == 413
    monkeypatch.setattr(draft_limits, "MOST_DRAFTS", 0)
    monkeypatch.setattr(batch_limits, "MOST_BATCHES", 0)
    assert status(files={"file": b"x"}) == 409


def test_a_draft_is_text_and_a_mapping_is_one(tenant: Storing) -> None:
    assert tenant.ask("POST", "/drafts", files={"file": b"\xff\xfe"}).status_code == 422
    assert tenant.ask("POST", "/drafts", files={"file": b"amends: x\0"}).status_code == 422
    for mapping, expected in ((b'{"columns": {"Name": "candidates"}}', 422), (b"{", 400), (b"[]", 422)):
        assert tenant.ask("POST", "/credential-batches", files={"file": CANDIDATES, "mapping": mapping}).status_code == expected
