"""Tenants are kept apart by the database, also where a query forgets whose it is; the tables come up and go down whole."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.settings import Settings
from api.storage.base import owned_tables
from api.storage.database import OPERATOR_ROLE, TENANT_ROLE, Database
from api.storage.migrating import at_head, migrate, ready
from api.storage.migrations import walls
from api.storage.rule_file import RuleFileRow
from api.storage.tables import METADATA
from api.storage.tenants import ApiKey, Tenant
from engine.problems import InputRefused
from tests.api.databases import POSTGRES_ALONE, database, statement

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def key(tenant: str) -> ApiKey:
    return ApiKey(tenant_id=tenant, id=f"of-{tenant}", secret_hash="0" * 64, scopes="", created=NOW)


@pytest.fixture
def two(archive_url: str) -> Iterator[Database]:
    """A database with two tenants, each with a key."""
    opened = database(archive_url)
    with opened.operator() as session:
        for name in ("alder", "birch"):
            session.add(Tenant(id=name, title=name, created=NOW))
            session.flush()
            session.add(key(name))
    yield opened
    opened.engine.dispose()


def test_a_tenant_sees_its_own(two: Database) -> None:
    with two.session("alder", reads=True) as session:
        assert [k.id for k in session.exec(select(ApiKey))] == ["of-alder"]
        assert session.get(ApiKey, "of-birch") is None
    with two.operator(reads=True) as session:
        assert len(session.exec(select(ApiKey)).all()) == 2


def test_nobody_sees_nothing_and_who_shows_an_id_sees_that_row(two: Database) -> None:
    with two.shared(reads=True) as session:
        assert session.exec(select(ApiKey)).all() == []
    with two.presented("of-birch") as session:
        shown = session.get(ApiKey, "of-birch")
        assert shown
        assert shown.tenant_id == "birch"


def test_a_session_needs_a_tenant(two: Database) -> None:
    with pytest.raises(ValueError, match="tenant"), two.session(""):
        pass


def test_a_tenant_does_not_write_for_another(two: Database) -> None:
    with pytest.raises(PermissionError), two.session("alder") as session:
        session.add(key("birch"))


@POSTGRES_ALONE
def test_the_second_wall_holds_where_the_first_is_removed(two: Database) -> None:
    """Plain SQL without a condition: PostgreSQL itself shows the rows of the tenant of the transaction, and without one none."""
    for sees, tables in ((two.session("alder"), 1), (two.shared(), 0)):
        with sees as session:
            for table in ("tenants", "api_keys"):
                assert len(session.connection().exec_driver_sql(f"select * from {table}").all()) == tables
            session.commit()  # the next transaction of the session is behind the wall too
            assert len(session.connection().exec_driver_sql("select * from api_keys").all()) == tables
    with pytest.raises(DBAPIError, match=r"row-level security|permission denied"), two.session("alder") as session:
        session.connection().execute(text("insert into tenant_usage (tenant_id, day, taken) values ('birch', '2026-01-01', 1)"))
    with two.session("alder") as session:
        changed = session.connection().execute(text("update api_keys set last_used = '2026-01-01'"))
        assert changed.rowcount == 1
    with two.presented("of-birch") as session:
        assert len(session.connection().exec_driver_sql("select * from api_keys").all()) == 1


@POSTGRES_ALONE
def test_every_table_of_a_tenant_is_walled(two: Database) -> None:
    with two.engine.connect() as connection:
        forced = connection.execute(text("select relname from pg_class where relrowsecurity and relforcerowsecurity")).scalars().all()
        owners = connection.execute(text("select tableowner from pg_tables where schemaname = 'public'")).scalars().all()
        roles = connection.execute(text("select bool_or(rolsuper or rolbypassrls or rolcanlogin) from pg_roles where rolname ~ '^portability_'"))
        assert roles.scalar() is False
    assert {t.name for t in owned_tables()} | {"tenants"} <= set(forced)
    assert not any(owner.startswith("portability_") for owner in owners)


def test_tables_are_what_the_models_say(archive_url: str) -> None:
    opened = database(archive_url)
    with opened.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA) == []
    opened.engine.dispose()


def test_up_and_down_keeps_what_was_archived(archive_url: str) -> None:
    opened = database(archive_url)
    row = {"sha256": "0" * 64, "path": "agreements/x.yaml", "text": "x", "first_seen": NOW}
    with opened.shared() as session:
        session.add(RuleFileRow(**row))
    for _ in range(2):
        migrate(opened, "base")
        assert set(inspect(opened.engine).get_table_names()) == {"rule_file", "alembic_version"}
        migrate(opened)
        assert at_head(opened)
        with opened.shared(reads=True) as session:
            assert [r.text for r in session.exec(select(RuleFileRow))] == ["x"]
    opened.engine.dispose()


def test_a_step_that_fails_leaves_everything_as_it_was(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(table: str, **told: object) -> None:
        if table == "oauth_clients":
            raise RuntimeError(table)

    with monkeypatch.context() as patched:
        patched.setattr(walls, "wall", fails)
        with pytest.raises(RuntimeError, match="oauth_clients"):
            database(archive_url)
    opened = Database(Settings.read({"DATABASE_URL": archive_url}))
    assert inspect(opened.engine).get_table_names() == []
    ready(opened)
    assert at_head(opened)
    opened.engine.dispose()


def test_a_start_without_migration_only_looks(archive_url: str) -> None:
    opened = database(archive_url, migrate=False)
    ready(opened)
    migrate(opened, "base")
    with pytest.raises(InputRefused, match="PORTABILITY_MIGRATE"):
        ready(opened)
    opened.engine.dispose()


def test_starts_at_once_migrate_once(archive_url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            database(archive_url).engine.dispose()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


def test_a_database_that_does_not_answer_is_told_without_its_address() -> None:
    with pytest.raises(InputRefused, match="database cannot be used") as refused:
        database("postgresql://somebody:secret@127.0.0.1:9/none")
    assert "secret" not in str(refused.value)


@pytest.fixture
def logins(archive_url: str) -> Iterator[tuple[str, str]]:
    """Two logins of PostgreSQL without great rights: the owner of an empty database, and one that owns nothing."""
    name = str(make_url(archive_url).database)
    owner, web = f"owner_{name[-12:]}", f"web_{name[-12:]}"
    statement(f"create role {owner} login createrole", f"create role {web} login noinherit", f"alter database {name} owner to {owner}")
    yield owner, web
    statement(f"drop owned by {owner}", f"drop owned by {web}", url=archive_url)
    statement(f"alter database {name} owner to postgres", f"drop role {owner}", f"drop role {web}")


@POSTGRES_ALONE
def test_logins_without_great_rights_are_enough(archive_url: str, logins: tuple[str, str]) -> None:
    """The owner migrates; the service logs in as somebody who owns nothing, is granted both roles, and without them sees nothing."""
    owner, web = (make_url(archive_url).set(username=name).render_as_string() for name in logins)
    database(owner).engine.dispose()
    statement(f"grant {TENANT_ROLE}, {OPERATOR_ROLE} to {logins[1]}")
    opened = Database(Settings.read({"DATABASE_URL": web, "PORTABILITY_DATABASE_OWNER_URL": owner}))
    ready(opened)
    with opened.operator() as session:
        session.add(Tenant(id="alder", title="Alder", created=NOW))
        session.flush()
        session.add(key("alder"))
    with opened.session("alder", reads=True) as session:
        assert [k.id for k in session.exec(select(ApiKey))] == ["of-alder"]
    with opened.session("birch", reads=True) as session:
        assert session.connection().exec_driver_sql("select * from api_keys").all() == []
    with pytest.raises(DBAPIError, match="permission denied"), opened.engine.connect() as connection:
        connection.exec_driver_sql("select * from api_keys")
    with Database(Settings.read({"DATABASE_URL": owner})).engine.connect() as connection:
        assert connection.exec_driver_sql("select * from api_keys").all() == []  # the owner too is behind the wall
    opened.engine.dispose()
