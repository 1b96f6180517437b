"""Jobs: accepted, done in contained processes, followed, cancelled, repeated; done once however often they are taken up."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.jobs import working
from api.jobs.folder import Folder, Interrupted, sweep
from api.jobs.taking import MOST_STARTS, Lost, Taken, Taking
from api.routes import following
from tests.api import canaries
from tests.api.stored import CANDIDATES, NEW, Storing, storing


@pytest.fixture
def tenant(archive_url: str, tmp_path: Path) -> Iterator[Storing]:
    with storing(archive_url, tmp_path) as found:
        yield found


def test_a_check_tells_what_it_found(tenant: Storing, tmp_path: Path) -> None:
    told = tenant.done("check", tenant.draft(NEW))
    assert (told["state"], told["documents"], told["problems"], told["attempt"]) == ("done", ["result.json"], [], 1)
    document = tenant.ask("GET", f"/jobs/{told['id']}/documents/result.json")
    assert {f["place"].partition(":")[0] for f in document.json()["findings"]} == {"draft.yaml"}, "where it lay is nobody's business"
    assert not list((tmp_path / "jobs").iterdir())
    assert tenant.ask("GET", f"/jobs/{told['id']}/documents/other.json").status_code == 404
    assert tenant.ask("GET", f"/jobs/{told['id']}/documents/result.json", key=tenant.keyed("jobs:read")).status_code == 403


def test_a_job_that_cannot_be_done_says_why_and_is_repeated(tenant: Storing) -> None:
    told = tenant.done("compare", tenant.draft(NEW), clauses_only=True)
    assert (told["state"], told["documents"]) == ("failed", [])
    assert "nothing-to-compare" in told["problems"][0]["message"]
    again = tenant.ask("POST", f"/jobs/{told['id']}/retry")
    assert (again.status_code, again.json()["state"], again.json()["attempt"], again.json()["problems"]) == (202, "queued", 2, [])
    assert tenant.ask("POST", f"/jobs/{told['id']}/retry").status_code == 409
    told = tenant.done("compare", told["draft"], clauses_only=True, against="model")
    assert (told["state"], told["findings"]) == ("done", True)


def test_what_is_no_job(tenant: Storing) -> None:
    draft = tenant.draft()
    wrong = [
        {"kind": "checks", "draft": draft},
        {"kind": "check"},
        {"kind": "check", "batch": draft},
        {"kind": "check", "draft": "0" * 32},
        {"kind": "check", "draft": draft, "options": {"as_of": "2024-01-01"}},
        {"kind": "compare", "draft": draft, "options": {"as_of": "2024-02-30"}},
        {"kind": "compare", "draft": draft, "options": {"against": "--out"}},
        {"kind": "check", "draft": draft, "Quorlim": 1},
    ]
    for sent in wrong:
        response = tenant.ask("POST", "/jobs", json=sent)
        assert (response.status_code, bool(response.json()["problems"])) == (422, True), sent
        assert "Quorlim" not in response.text
    assert tenant.ask("GET", "/jobs").json() == {"jobs": [], "after": None}


def test_so_many_jobs_may_wait(archive_url: str, tmp_path: Path) -> None:
    with storing(archive_url, tmp_path, PORTABILITY_JOBS_WAITING="2") as tenant:
        draft = tenant.draft()
        jobs = [tenant.job("check", draft) for _ in range(2)]
        refused = tenant.ask("POST", "/jobs", json={"kind": "check", "draft": draft})
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
        assert tenant.ask("POST", f"/jobs/{jobs[0]}/cancel").json()["state"] == "cancelled"
        assert tenant.ask("POST", "/jobs", json={"kind": "check", "draft": draft}).status_code == 202
        assert [j["id"] for j in tenant.ask("GET", "/jobs?state=cancelled").json()["jobs"]] == [jobs[0]]


def test_a_job_that_runs_is_cancelled_or_deleted_at_once(tenant: Storing, tmp_path: Path) -> None:
    """Its process is ended, and nothing of it is left; the worker goes on to the next."""
    for method, path, state in (("POST", "/jobs/{}/cancel", "cancelled"), ("DELETE", "/jobs/{}", None)):
        id = tenant.job("prove", tenant.draft())
        worker = threading.Thread(target=tenant.worker().work, args=(id,))
        worker.start()
        until = time.monotonic() + 60
        while not (tmp_path / "jobs" / id).exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert tenant.ask(method, path.format(id)).is_success
        worker.join(60)
        assert not worker.is_alive()
        assert tenant.ask("GET", f"/jobs/{id}").json().get("state") == state
        assert not (tmp_path / "jobs" / id).exists()


def test_a_worker_that_stops_leaves_its_job_to_the_next(tenant: Storing, tmp_path: Path) -> None:
    id = tenant.job("check", tenant.draft(NEW))
    tenant.stopping.set()
    with pytest.raises(Interrupted):
        tenant.worker().work(id)
    assert (tmp_path / "jobs" / id).exists()
    assert tenant.ask("GET", f"/jobs/{id}").json()["state"] == "running"
    tenant.stopping.clear()
    tenant.worker().work(id)
    assert tenant.ask("GET", f"/jobs/{id}").json()["state"] == "done"


def test_a_job_that_was_taken_up_twice_ends_once(tenant: Storing) -> None:
    """Whoever took it up first was taken for dead, and brings its result when another has the job."""
    id, taking = tenant.job("check", tenant.draft()), Taking(tenant.service.database)
    first, second = taking.take(id), taking.take(id)
    assert first and second and second.start == first.start + 1
    assert not taking.wanted(first) and taking.wanted(second)
    for write in (lambda: taking.done(first, [("result.json", "application/json", b"1")], findings=False), lambda: taking.progress(first, "x", 1, 2)):
        with pytest.raises(Lost):
            write()
    taking.done(second, [("result.json", "application/json", b"2")], findings=True)
    assert tenant.ask("GET", f"/jobs/{id}/documents/result.json").content == b"2"
    assert taking.take(id) is None
    with pytest.raises(Lost):
        taking.failed(second, [])


def test_a_worker_taken_for_dead_lets_go_before_the_next_begins(tenant: Storing, tmp_path: Path) -> None:
    """Both worked in the folder of the job, and the one that lost it took it away from under the other."""
    id = tenant.job("prove", tenant.draft())
    first = threading.Thread(target=tenant.worker().work, args=(id,))
    first.start()
    until = time.monotonic() + 60
    while not (tmp_path / "jobs" / id / "draft.yaml").exists() and time.monotonic() < until:
        time.sleep(0.05)
    second = threading.Thread(target=tenant.worker().work, args=(id,))
    second.start()
    first.join(60)
    assert not first.is_alive()
    told = tenant.ask("GET", f"/jobs/{id}").json()
    assert (told["state"], told["problems"]) == ("running", [])
    while not (tmp_path / "jobs" / id / "draft.yaml").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / "jobs" / id / "draft.yaml").exists()
    tenant.ask("POST", f"/jobs/{id}/cancel")
    second.join(60)
    assert not second.is_alive()
    assert not (tmp_path / "jobs" / id).exists()


def test_a_job_that_ends_its_workers_is_given_up(tenant: Storing) -> None:
    id, taking = tenant.job("check", tenant.draft()), Taking(tenant.service.database)
    for _ in range(MOST_STARTS):
        assert taking.take(id)
    assert taking.take(id) is None
    assert tenant.ask("GET", f"/jobs/{id}").json()["problems"][0]["code"] == "given-up"


def test_a_fault_of_the_service_ends_the_job_and_not_the_worker(tenant: Storing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "contained", lambda *_, **__: 1 / 0)
    told = tenant.done("check", tenant.draft())
    assert (told["state"], told["problems"][0]["code"]) == ("failed", "unexpected")


def test_a_job_that_cannot_be_taken_up_waits(tenant: Storing, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a right is missing at the database: once that is mended the job is done."""
    take, tries = Taking.take, list[str]()

    def refused(self: Taking, id: str) -> Taken | None:
        tries.append(id)
        if len(tries) < 3:
            raise ProgrammingError("select", {}, Exception("permission denied"))
        return take(self, id)

    monkeypatch.setattr(working, "_AGAIN", 0.01)
    monkeypatch.setattr(Taking, "take", refused)
    assert (tenant.done("check", tenant.draft())["state"], len(tries)) == ("done", 3)


def test_a_batch_is_verified_row_by_row_and_leaves_no_trace(tenant: Storing, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The canary stands in its batch and nowhere else, since no candidate is called by a name; and there no longer once that is deleted."""
    caplog.set_level(logging.DEBUG)
    table = CANDIDATES.replace(b"row-0001", canaries.NAME.encode())
    batch = tenant.ask("POST", "/credential-batches", files={"file": table}).json()["id"]
    told = tenant.done("batch-verify", batch, as_of="2026-01-01")
    assert (told["state"], told["progress"]["done"], told["progress"]["total"]) == ("done", 7, 7)
    assert not canaries.traces(json.dumps(told))
    summary = tenant.ask("GET", f"/jobs/{told['id']}/documents/result.json").json()
    assert (summary["rows"], sum(summary["codes"].values()), summary["as_of"]) == (7, 7, "2026-01-01")
    page = tenant.ask("GET", f"/credential-batches/{batch}/results?limit=3").json()
    assert ([r["row"] for r in page["results"]], page["after"], page["results"][0]["code"]) == ([2, 3, 4], 4, "bad_row")
    assert len(tenant.ask("GET", f"/credential-batches/{batch}/results?after=4").json()["results"]) == 4
    assert set(canaries.in_tables(tenant.service)) == {"batches"}
    assert not canaries.traces(" ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records if r.name.startswith("portability")))
    assert tenant.ask("DELETE", f"/credential-batches/{batch}").status_code == 204
    assert tenant.ask("GET", f"/jobs/{told['id']}").status_code == 404
    assert canaries.in_tables(tenant.service) == []
    assert canaries.in_files(tmp_path) == []


def test_progress_is_followed_by_events(tenant: Storing, monkeypatch: pytest.MonkeyPatch) -> None:
    id, taking = tenant.job("check", tenant.draft()), Taking(tenant.service.database)
    job = taking.take(id)
    assert job

    def end() -> None:
        time.sleep(0.7)
        taking.progress(job, "persons", 1, 2)
        time.sleep(0.7)
        taking.done(job, [], findings=False)

    thread = threading.Thread(target=end)
    thread.start()
    stream = tenant.ask("GET", f"/jobs/{id}/events")
    thread.join()
    assert stream.headers["content-type"].startswith("text/event-stream")
    events = [dict(line.split(": ", 1) for line in part.splitlines()) for part in stream.text.split("\n\n") if "data: " in part]
    assert [e["event"] for e in events] == ["running", "running", "done"]
    assert json.loads(events[1]["data"])["progress"] == {"stage": "persons", "done": 1, "total": 2}
    assert [int(e["id"]) for e in events] == sorted({int(e["id"]) for e in events})
    assert tenant.ask("GET", f"/jobs/{id}/events", last=events[-1]["id"]).status_code == 204
    assert "event: done" in tenant.ask("GET", f"/jobs/{id}/events", last=events[0]["id"]).text
    monkeypatch.setattr(following, "MOST", 0)
    full = tenant.ask("GET", f"/jobs/{id}/events")
    assert (full.status_code, full.headers["retry-after"]) == (503, "10")


def test_polling_is_told_when_to_come_back(tenant: Storing) -> None:
    id = tenant.job("check", tenant.draft())
    assert tenant.ask("GET", f"/jobs/{id}").headers["retry-after"] == "1"
    tenant.ask("POST", f"/jobs/{id}/cancel")
    assert "retry-after" not in tenant.ask("GET", f"/jobs/{id}").headers


def test_folders_of_jobs_that_have_ended_are_removed(tenant: Storing, tmp_path: Path) -> None:
    ids = [tenant.job("check", tenant.draft()) for _ in range(2)]
    for id in ids:
        job = Taking(tenant.service.database).take(id)
        assert job
        Folder(tmp_path / "jobs", job).fill()
        assert (tmp_path / "jobs" / id).stat().st_mode & 0o777 == 0o700
    sweep(tmp_path / "jobs", {ids[0]})
    assert [p.name for p in (tmp_path / "jobs").iterdir()] == [ids[0]]


def test_a_job_reads_the_draft_as_it_is_when_it_is_done(tenant: Storing) -> None:
    draft = tenant.draft()
    id = tenant.job("check", draft)
    changed = tenant.ask("PUT", f"/drafts/{draft}", files={"file": NEW}).json()
    tenant.worker().work(id)
    assert tenant.ask("GET", f"/jobs/{id}").json()["sha256"] == changed["sha256"]


def test_the_tables_of_the_library_hold_ids_alone(tenant: Storing) -> None:
    """What stands outside the walls between tenants names no tenant, no draft and nothing that stands in one."""
    from api.jobs.workers import Workers

    workers = Workers(tenant.service.database, tenant.service.jobs, 1)
    id = tenant.job("check", tenant.draft(b"agreement: zyxwvu\n"))
    workers.start()
    try:
        until = time.monotonic() + 120
        while tenant.ask("GET", f"/jobs/{id}").json()["state"] != "done" and time.monotonic() < until:
            time.sleep(0.2)
        assert tenant.ask("GET", f"/jobs/{id}").json()["state"] == "done"
        told = _everything(tenant)
    finally:
        workers.stop()
    assert id in told
    assert "alder" not in told.casefold() and "zyxwvu" not in told


def _everything(tenant: Storing) -> str:
    """All that stands in the tables of the library."""
    from sqlalchemy import create_engine, inspect

    from api.jobs.durable import _url

    schema = "dbos" if tenant.service.database.postgres else None
    engine = create_engine(_url(tenant.service.database))
    with engine.connect() as connection:
        names = inspect(engine).get_table_names(schema=schema)
        assert "workflow_status" in names
        told = " ".join(str(connection.execute(text(f'select * from {f"{schema}." if schema else ""}"{n}"')).all()) for n in names)
    engine.dispose()
    return told
