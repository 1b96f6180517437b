"""Counting: only with consent, only words of closed lists, one counter of one tenant at a time, and never at the price of an answer."""

from __future__ import annotations

import datetime
import json
import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.app import create_app
from api.retention.sweep import sweep
from api.security import admin
from api.service import Service
from api.settings import Settings
from api.statistics.seen import Given
from api.statistics.statistics import Statistics
from api.statistics.tables import PARTS, TABLES
from api.storage.statistics import CounterRow, FigureRow
from tests.api.canaries import NAME, NUMBER, traces
from tests.api.cases import CREDENTIAL, NOT_COVERED, YES
from tests.api.databases import POSTGRES_ALONE
from tests.statistics.giving import TENANTS, Clock, clocked, tenants
from tests.statistics.worlds import Counters, counters

ASK, RECOGNISE = "/v1/decisions/contribution-record", "/v1/decisions/credential"
AGREED = {"Prefer": "respond-async, Portability-Statistics; occupation=2221; skill=4"}
DAY = datetime.date(2026, 8, 3)
#: The first part of each table, by its id.
PART = {table.id: sum(t.parts for t in TABLES[:n]) for n, table in enumerate(TABLES)}


@pytest.fixture
def service(archive_url: str) -> Iterator[Service]:
    made = Service(settings=Settings.read({"DATABASE_URL": archive_url, "PORTABILITY_ANONYMOUS_LIMIT": "off"}))
    clocked(made, DAY)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def keys(service: Service) -> dict[str, str]:
    return tenants(service)


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def drawing(service: Service, table: str, clock: Callable[[], datetime.date] | None = None) -> None:
    """Every question is drawn for one table, and the first of whatever else is drawn from."""
    service.statistics = Statistics(
        service.database, lambda: service.edition.corpus, clock=clock or Clock(DAY), draw=lambda n: PART[table] if n == PARTS else 0
    )


def cells(found: Counters) -> dict[str, list[str]]:
    return {name: json.loads(cell) for name, _, cell in found}


def as_tenant(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_nothing_is_counted_without_consent(client: TestClient, service: Service, keys: dict[str, str]) -> None:
    """No key, no header, another header, no scope, a question that is refused: no counter, and no word that there is one."""
    unscoped = admin.add_key(service.database, "alder", "key", ["decisions:ask"]).shown
    drawing(service, "outcomes")
    for told in (AGREED, as_tenant(keys["alder"]), as_tenant(unscoped) | AGREED, as_tenant(keys["alder"]) | {"Prefer": "portability-statistic"}):
        response = client.post(ASK, json=YES, headers=told)
        assert response.status_code == 200
        assert "preference-applied" not in response.headers
    assert client.post(ASK, json=YES | {"benefit": 1}, headers=as_tenant(keys["alder"]) | AGREED).status_code == 422
    client.post("/", data={"benefit": "old-age", "country_0": "DE", "from_0": "1980", "to_0": "1985"})
    assert counters(service) == {}
    assert client.post(ASK, json=YES, headers=as_tenant(keys["alder"]) | AGREED).headers["preference-applied"] == "portability-statistics"
    assert list(counters(service).values()) == [{"alder": 1}]


def test_what_is_counted(client: TestClient, service: Service, keys: dict[str, str]) -> None:
    """One cell of the table that was drawn, by what the case and the header tell."""
    person = YES | {"person": {"birth_date": "1958-03-14", "residence": "US", "sex": "female", "status": "refugee"}}
    for table, url, case, cell in (
        ("outcomes", ASK, person, ["contribution-record", "old-age", "yes"]),
        ("corridors", ASK, person, ["US", "DE", "old-age", "yes"]),
        ("persons", ASK, person, ["female", "65-74", "yes"]),
        ("statuses", ASK, person, ["refugee", "contribution-record", "yes"]),
        ("occupations", ASK, person, ["2", "4", "yes"]),
        ("wanted", ASK, NOT_COVERED, ["contribution-record", "IN", "PH"]),
        ("articles", ASK, person | {"record": person["record"][1:], "deciding": ["DE"]}, None),
        ("corridors", RECOGNISE, CREDENTIAL, ["CZ", "DE", "nurse-general-care", "undetermined"]),
    ):
        drawing(service, table)
        before = counters(service)
        assert client.post(url, json=case, headers=as_tenant(keys["birch"]) | AGREED).status_code == 200
        added = {at: told for at, told in counters(service).items() if before.get(at) != told}
        assert [at[0] for at in added] == [table]
        assert list(added.values()) == [{"birch": 1}]
        found = cells(added)[table]
        assert found == cell if cell else found[0].startswith(("national.DE", "de-us"))


def test_a_question_that_does_not_fit_its_table_raises_nothing(client: TestClient, service: Service, keys: dict[str, str]) -> None:
    for table in ("wanted", "statuses", "articles"):
        drawing(service, table)
        answer = client.post(ASK, json=YES | {"deciding": ["US"]}, headers=as_tenant(keys["birch"]) | AGREED)
        assert answer.headers["preference-applied"] == "portability-statistics"
    assert counters(service) == {}


def test_a_person_is_in_no_counter(client: TestClient, service: Service, keys: dict[str, str]) -> None:
    """Words that somebody wrote where a closed list is meant are counted as other, in every table."""
    word = NAME.replace(" ", "-")
    credential = CREDENTIAL | {"credential": {"profession": word, "evidence": NUMBER, "awarded_in": "CZ"}, "host_region": "DE-BY"}
    benefit = NOT_COVERED | {"benefit": word, "assume": {word.lower().replace("-", "_"): True}}
    for table in TABLES:
        drawing(service, table.id)
        client.post(RECOGNISE, json=credential, headers=as_tenant(keys["cedar"]) | AGREED)
        client.post(ASK, json=benefit, headers=as_tenant(keys["cedar"]) | AGREED)
    found = counters(service)
    assert cells(found)["corridors"][2] == "other"
    assert len(found) >= 3
    assert traces(repr(found)) == []


@pytest.mark.parametrize("told", [f"occupation={NAME}", "occupation=22211", "occupation=", "skill=5", "skill=x", f"{NUMBER}=1", "skill=1; skill=2"])
def test_an_occupation_is_a_code(client: TestClient, service: Service, keys: dict[str, str], told: str) -> None:
    response = client.post(ASK, json=YES, headers=as_tenant(keys["alder"]) | {"Prefer": f"portability-statistics; {told}"})
    assert (response.status_code, response.json()["type"]) == (400, "urn:portability:problem:bad-preference")
    assert traces(response.text) == []
    assert counters(service) == {}


def test_a_record_and_a_count_may_be_asked_for_together(client: TestClient, service: Service) -> None:
    admin.add_tenant(service.database, "elder", "Elder", per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(service.database, "elder", "key", ["decisions:ask", "records:write", "statistics:give"]).shown
    response = client.post(ASK, json=YES, headers=as_tenant(key) | {"Prefer": "portability-record, portability-statistics"})
    assert response.headers["preference-applied"] == "portability-record, portability-statistics"
    assert response.headers["portability-record"]


def test_a_fault_of_the_database_does_not_reach_the_answer(
    client: TestClient, service: Service, keys: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    drawing(service, "outcomes")
    with service.database.engine.begin() as connection:
        connection.exec_driver_sql("drop table statistics_counters")
    with caplog.at_level(logging.ERROR):
        response = client.post(ASK, json=YES, headers=as_tenant(keys["alder"]) | AGREED)
    assert response.status_code == 200
    assert "preference-applied" not in response.headers
    assert [r.getMessage() for r in caplog.records] == ["a question could not be counted; its answer was given"]


def test_counts_at_once_are_all_counted(service: Service, keys: dict[str, str]) -> None:
    """Eight threads, each with a statistics of its own as each process has, raise one counter."""
    answer = service.decide(YES)
    failed: list[BaseException] = []

    def give() -> None:
        own = Statistics(service.database, lambda: service.edition.corpus, clock=Clock(DAY), draw=lambda n: 0)
        try:
            assert all(own.count("contribution-record", answer, Given("alder")) for _ in range(25))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=give) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert list(counters(service).values()) == [{"alder": 200}]


def test_counters_are_the_tenants_until_they_are_published_and_then_gone(service: Service, keys: dict[str, str]) -> None:
    clock = Clock(DAY)
    drawing(service, "outcomes", clock)
    for tenant in TENANTS[:3]:
        for _ in range(10):
            assert service.statistics.count("contribution-record", service.decide(YES), Given(tenant))
    with service.database.session("alder", reads=True) as session:
        assert [(row.tenant_id, row.count) for row in session.exec(select(CounterRow))] == [("alder", 10)]
    with service.database.shared(reads=True) as session:
        assert session.exec(select(CounterRow)).all() == []
    for day, shown in ((datetime.date(2026, 9, 1), []), (datetime.date(2026, 9, 2), [30])):
        clock.day = day
        assert [n for _, _, n in service.statistics.figures(TABLES[0])] == shown
    assert counters(service) == {}


def test_what_comes_late_is_dropped(service: Service, keys: dict[str, str]) -> None:
    """A process whose clock is behind counts for a month that is published already: the figures stay, and the counter goes."""
    clock, late = Clock(DAY), Clock(DAY)
    drawing(service, "outcomes", clock)
    answer = service.decide(YES)
    for tenant in TENANTS:
        for _ in range(6):
            service.statistics.count("contribution-record", answer, Given(tenant))
    clock.day = datetime.date(2026, 9, 5)
    before = service.statistics.figures(TABLES[0])
    drawing(service, "outcomes", late)
    for _ in range(20):
        service.statistics.count("contribution-record", answer, Given("alder"))
    assert counters(service) != {}
    drawing(service, "outcomes", Clock(datetime.date(2026, 9, 6)))
    assert service.statistics.figures(TABLES[0]) == before != []
    assert counters(service) == {}


def test_counters_go_where_nobody_asks(service: Service, keys: dict[str, str]) -> None:
    """The hourly look at what is kept publishes what is closed."""
    drawing(service, "outcomes")
    assert service.statistics.count("contribution-record", service.decide(YES), Given("alder"))
    for day, left in ((1, 1), (2, 0)):
        sweep(service.database, service.records, datetime.datetime(2026, 9, day, 12, tzinfo=datetime.UTC))
        assert len(counters(service)) == left


@POSTGRES_ALONE
def test_the_wall_keeps_counters_apart_and_figures_as_they_are(service: Service, keys: dict[str, str]) -> None:
    """Plain SQL as a tenant: it sees and raises its own counters alone, removes none, and writes no figure."""
    for tenant in TENANTS[:2]:
        drawing(service, "outcomes")
        service.statistics.count("contribution-record", service.decide(YES), Given(tenant))
    with service.database.session("alder") as session:
        assert session.connection().execute(text("select tenant_id from statistics_counters")).scalars().all() == ["alder"]
        assert session.connection().execute(text("update statistics_counters set count = 5")).rowcount == 1
    for forbidden in (
        "delete from statistics_counters",
        "insert into statistics_counters (tenant_id, name, period, cell, count) values ('birch', 'outcomes', '2026-08', '[]', 99)",
        "insert into statistics_figures (name, period, cell, figure) values ('outcomes', '2026-01', '[]', 1000)",
        "update statistics_figures set figure = 0",
        "insert into statistics_closed (name, period) values ('outcomes', '2030-01')",
    ):
        with pytest.raises(DBAPIError, match=r"permission denied|row-level security"), service.database.session("alder") as session:
            session.connection().execute(text(forbidden))
    with pytest.raises(DBAPIError, match="permission denied"), service.database.operator() as session:
        session.connection().execute(text("update statistics_figures set figure = 0"))


def test_a_tenant_gives_for_no_other(service: Service, keys: dict[str, str]) -> None:
    with pytest.raises(PermissionError), service.database.session("alder") as session:
        session.add(CounterRow(tenant_id="birch", name="outcomes", period="2026-08", cell="[]", count=1))
    assert "tenant_id" not in FigureRow.__table__.columns  # type: ignore[attr-defined]
