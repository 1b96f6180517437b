"""The database: one engine, and sessions that see one tenant each.

Two walls stand between tenants. The first is here, on both databases: a session of a tenant adds `tenant_id = …` to every read of an
`Owned` table, and refuses to write for another. The second is PostgreSQL's: row-level security, forced, by the setting `app.tenant` of
each transaction, under a role that owns nothing; it holds where the first is forgotten or plain SQL is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, with_loader_criteria
from sqlmodel import Session, col

import api.storage.tables  # noqa: F401  sessions and their walls know every table, whatever else a process imports
from api.settings import Settings
from api.storage.base import Owned, owned_models
from api.storage.connecting import opened

#: Errors that say that the database does not answer now; any other is a fault of the program.
UNREACHABLE = (OperationalError, InterfaceError, PoolTimeout)

#: Roles of PostgreSQL that transactions take on. Neither owns a table nor passes over row-level security.
TENANT_ROLE, OPERATOR_ROLE = "portability_app", "portability_admin"


class Database:
    """The database of the service. Every session begins a transaction, commits at its end, and rolls back where an error leaves it.

    On SQLite a session that may write takes the write lock at once and waits for it, so that reading first and writing later cannot fail
    half-way; give `reads=True` where nothing is written.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.read()
        self.engine = opened(self.settings.database_url, self.settings)

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def session(self, tenant: str, *, reads: bool = False) -> Iterator[Session]:
        """A session that sees what this tenant owns, and what is shared.

        Rows are written with `add`, `delete`, `update()` and `delete()`; into a bare `insert()` the first wall does not look.
        Raises ValueError without a tenant, PermissionError where a row of another is written.
        """
        if not tenant:
            raise ValueError("a session of a tenant needs its id")
        with self._session(TENANT_ROLE, tenant=tenant, reads=reads) as session:
            yield session

    @contextmanager
    def shared(self, *, reads: bool = False) -> Iterator[Session]:
        """A session of nobody: it sees what belongs to no tenant, such as rule files, and nothing that a tenant owns."""
        with self._session(TENANT_ROLE, tenant="", reads=reads) as session:
            yield session

    @contextmanager
    def presented(self, id: str) -> Iterator[Session]:
        """A session of somebody who shows a key or client of this id and is not known yet: of what tenants own it sees that row alone."""
        with self._session(TENANT_ROLE, tenant=None, shown=id, reads=True) as session:
            yield session

    @contextmanager
    def operator(self, *, reads: bool = False) -> Iterator[Session]:
        """A session of the operator, who sees all tenants.

        For commands, retention, workers and the list of partners' sites; never for what a request asks.
        """
        with self._session(OPERATOR_ROLE, tenant=None, reads=reads) as session:
            yield session

    def wipe(self) -> None:
        """After something was deleted: on SQLite its bytes leave the journal too, once nobody reads there. PostgreSQL does so by itself, later."""
        if not self.postgres:
            with self.engine.execution_options(reads=True).connect() as connection:
                connection.connection.execute("pragma wal_checkpoint(truncate)")

    @contextmanager
    def _session(self, role: str, *, tenant: str | None, reads: bool, shown: str = "") -> Iterator[Session]:
        engine = self.engine.execution_options(reads=reads)
        with Session(engine, expire_on_commit=False) as session:
            if self.postgres:
                _enter(session, role, tenant or "", shown)
            if tenant is not None:
                _first_wall(session, tenant)
            yield session
            session.commit()


#: Settings of the transaction alone, in one message; `role` is the role that it takes on.
_LOCAL = text("select set_config('role', :role, true), set_config('app.tenant', :tenant, true), set_config('app.shown', :shown, true)")


def _enter(session: Session, role: str, tenant: str, shown: str) -> None:
    """Take on the role and name the tenant, at the beginning of each transaction of the session, for as long as it lasts."""

    def begins(_session: Any, _transaction: SessionTransaction, connection: Connection) -> None:
        connection.execute(_LOCAL, {"role": role, "tenant": tenant, "shown": shown})

    event.listen(session, "after_begin", begins)


def _first_wall(session: Session, tenant: str) -> None:
    criteria = [with_loader_criteria(m, col(m.tenant_id) == tenant, include_aliases=True) for m in owned_models()]

    def reads(state: ORMExecuteState) -> None:
        if state.is_select or state.is_update or state.is_delete:
            state.statement = state.statement.options(*criteria)

    def writes(_session: Any, _context: Any, _instances: Any) -> None:
        for row in (*session.new, *session.dirty, *session.deleted):
            if isinstance(row, Owned) and row.tenant_id != tenant:
                raise PermissionError(f"a session of a tenant writes to {type(row).__name__} for another")

    event.listen(session, "do_orm_execute", reads)
    event.listen(session, "before_flush", writes)
