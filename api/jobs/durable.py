"""The library of durable workflows (dbos), as it is used here: its tables hold ids of jobs and nothing else, and it talks to nobody.

It remembers which worker took which job and gives the jobs of a worker that ended to the next. Its tables lie outside the walls between
tenants, in a file of their own beside SQLite, in a schema of their own on PostgreSQL (docs/decisions/0010).
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import inspect, make_url

from api.storage.connecting import opened
from api.storage.database import OPERATOR_ROLE, Database

QUEUE, _SCHEMA, _VERSION = "jobs", "dbos", "1"
#: The table of the library in which each job that it was handed stands; what else it keeps goes with the rows there.
_KEPT = "workflow_status"
#: Seconds between two looks at the queue.
_LOOK = 0.5
#: Times that a job may be given on from worker to worker; `api.jobs.taking.MOST_STARTS` ends it long before.
_MOST = 1_000
#: Hours for which it is remembered that a job ended.
_HOURS = 24


class Durable:
    """The library, started for this process. There is one in a process."""

    def __init__(self, database: Database, name: str, at_once: int, work: Callable[[str], None]) -> None:
        """`name` is that of the worker, `work` does a job of an id. Raises whatever the library does where the database does not answer."""
        if database.settings.migrate:
            migrate(database)
        _quiet()
        url = _url(database)
        config: DBOSConfig = {
            "name": "portability",
            "system_database_url": _as_operator(url) if database.postgres else url,
            "dbos_system_schema": _SCHEMA,
            "executor_id": name,
            "application_version": _VERSION,
            "run_migrations": False,
            "use_listen_notify": False,
            "enable_otlp": False,
            "log_level": "WARNING",
            "max_executor_threads": at_once + 4,
        }
        DBOS(config=config)

        @DBOS.workflow(name="job", max_recovery_attempts=_MOST)
        def job(id: str) -> None:
            work(id)

        self._job = job
        DBOS.launch()
        self._queue = DBOS.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=_LOOK, on_conflict="always_update")

    def enqueue(self, id: str, attempt: int) -> None:
        """Hand over a job; one that was handed over before stays as it is."""
        with SetWorkflowID(f"{id}-{attempt}"):
            self._queue.enqueue(self._job, id)

    def holders(self) -> set[str]:
        """Names of the workers that have jobs in hand."""
        return {str(w.executor_id) for w in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)}

    def recover(self, names: Sequence[str]) -> None:
        """Give the jobs of workers that ended to whoever is there."""
        DBOS._recover_pending_workflows(list(names))

    def forget(self) -> None:
        """Remove what is remembered of jobs that ended long ago."""
        before = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=_HOURS)).isoformat()
        ended = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"], completed_before=before, limit=1_000, load_input=False, load_output=False
        )
        if ended:
            DBOS.delete_workflows([w.workflow_id for w in ended])

    def close(self) -> None:
        DBOS.destroy(destroy_registry=True)


def migrate(database: Database) -> None:
    """Bring the tables of the library to the newest form, by the login that owns tables; the operator's role may use them."""
    _quiet()
    owner = database.settings.database_owner_url or _url(database)
    DBOS.migrate(owner, schema=_SCHEMA, application_role=OPERATOR_ROLE if database.postgres else None)


def forget_everything(database: Database) -> None:
    """Forget all jobs, so that one that stands open in a restored copy is not taken for one that ended since. No worker may run."""
    url = _url(database)
    engine = opened(_as_operator(url) if database.postgres else url, database.settings)
    schema = _SCHEMA if database.postgres else None
    if inspect(engine).has_table(_KEPT, schema=schema):
        with engine.begin() as connection:
            connection.exec_driver_sql(f"delete from {f'{schema}.' if schema else ''}{_KEPT}")
    engine.dispose()


def _url(database: Database) -> str:
    """Where the library keeps its tables: beside the SQLite file, in the PostgreSQL database."""
    if database.postgres:
        return database.settings.database_url
    return f"sqlite:///{Path(str(database.engine.url.database)).with_suffix('.jobs.db')}"


def _as_operator(url: str) -> str:
    """The address under the role of the operator, which alone may use the schema; a login of the service owns nothing."""
    told = make_url(url)
    options = f"{told.query.get('options', '')} -c role={OPERATOR_ROLE}".strip()
    return told.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _quiet() -> None:
    """Its log goes where all logs go, and nowhere else."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.setLevel(logging.WARNING)
