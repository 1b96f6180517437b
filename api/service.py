"""What every route works with: the edition of the rules in use, the archive, the records."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import anyio
from starlette.requests import Request

from api.batches.batches import Batches
from api.catalogue.catalogue import Catalogue
from api.drafts.drafts import Drafts
from api.editions.edition import Edition, edition
from api.editions.store import Store
from api.jobs.jobs import Jobs
from api.records.chain import Records
from api.settings import Settings
from api.statistics.statistics import Statistics
from api.storage import migrating
from api.storage.archive import Archive
from api.storage.database import Database
from api.storage.rerun import Rerun
from engine.decision.decide import Decider
from engine.language.corpus import Corpus, rules_home

Result = TypeVar("Result")
_log = logging.getLogger("portability")

#: A case that every healthy service decides alike (Germany and the United States, added periods in both), and what it comes to.
GOLDEN_CASE: dict[str, Any] = {
    "as_of": "2024-07-01",
    "question": "contribution-record",
    "benefit": "old-age",
    "deciding": ["DE", "US"],
    "person": {"birth_date": "1958-03-14", "residence": "US"},
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1981-12-31"},
        {"country": "US", "scheme": "oasdi", "kind": "compulsory", "from": "1990-01-01", "to": "1999-12-31", "quarters": 32},
    ],
}
GOLDEN_ANSWER = {("DE", "grv-old-age"): ("yes", "totalized"), ("US", "oasdi-old-age"): ("yes", "totalized")}

#: A case of so many bytes at most is decided where it arrives: handing it to a thread costs more than what is gained.
SHORT = 4_000


class Service:
    """The state of the application. One computation runs at a time: the interpreter lets one thread compute anyway, and caches that
    are filled by one are filled whole. A long one runs in a thread, so that it delays no look at /livez.
    """

    def __init__(
        self, corpus: Corpus | None = None, database_url: str | None = None, settings: Settings | None = None, *, first: bool = True
    ) -> None:
        """Reads the settings where none are given, and brings the database to its newest form. Raises InputRefused.

        Without a corpus the rules are those of this installation, as they lie there now; a process that is not the `first` joins the edition
        that the others use. Only such rules can be reloaded: a corpus that is given stays.
        """
        fixed: dict[str, Any] = {"database_url": database_url} if database_url else {}
        self.settings = settings or Settings.read(**fixed)
        self.database = Database(self.settings)
        migrating.ready(self.database)
        self.store = None if corpus else Store(self.settings.editions, rules_home())
        self.edition = edition(corpus) if self.store is None else _begun(self.store, first)
        self.unfit = ""
        self.archive = Archive(self.database)
        self.records = Records(self.database)
        self.drafts, self.batches, self.jobs = Drafts(self.database), Batches(self.database), Jobs(self.database)
        self.statistics = Statistics(self.database, lambda: self.edition.corpus)
        self.reruns = Rerun(self.archive, self.decider.engine)
        self._lock = threading.Lock()
        self._waiting: anyio.CapacityLimiter | None = None
        if self.fallen_back:
            _log.error("durable-rules does not load; its twin reads the rules. Answers are the same, slower.", extra={"backend": self.backend})

    @property
    def decider(self) -> Decider:
        return self.edition.decider

    @property
    def catalogue(self) -> Catalogue:
        return self.edition.catalogue

    @property
    def backend(self) -> str:
        return self.decider.engine.name

    @property
    def fallen_back(self) -> bool:
        """Whether the twin reads the rules because the engine of record does not load."""
        return not self.backend.startswith("durable-rules")

    async def run(self, work: Callable[[], Result], size: int = SHORT + 1) -> Result:
        """Do work that computes, when its turn comes. `size` is that of the body it came with, in bytes."""
        if size <= SHORT and self._lock.acquire(blocking=False):
            try:
                return work()
            finally:
                self._lock.release()
        if self._waiting is None:
            self._waiting = anyio.CapacityLimiter(1)
        return await anyio.to_thread.run_sync(self._locked, work, limiter=self._waiting)

    def _locked(self, work: Callable[[], Result]) -> Result:
        with self._lock:
            return work()

    def decide(self, case: Mapping[str, Any], today: datetime.date | None = None) -> dict[str, Any]:
        """The answer to a case; the rule files it rested on are archived. Raises CaseRefused, RuleFileRefused.

        `today` is the day whose law is applied where the case names none; the day of the clock where it is not given.

        One edition decides the whole case, whatever is taken over in the meantime.
        """
        used = self.edition
        answer = used.decider.decide(case, today)
        self.archive.keep(used.corpus.home, answer["decisions"])
        return answer

    def golden(self) -> bool:
        """Whether the golden case comes out as it must."""
        return golden_comes_out(self.decider)

    def take_over(self, hash: str) -> None:
        """Use another edition from now on, once it decides the golden case; what is worked on ends on the one it began with.

        `unfit` names an edition that did not decide it; the old one stays. Raises RuleFileRefused where a file of it cannot be used.
        """
        if self.store is None or hash == self.edition.hash:
            return
        self.unfit = hash
        new = edition(Corpus(self.store.home(hash)), hash)
        with self._lock:
            good = golden_comes_out(new.decider)
        if good:
            self.edition, self.unfit = new, ""
            _log.info("new rules are in use in this process", extra={"edition": hash})
        else:
            _log.error("new rules do not decide the golden case; the old ones stay in use", extra={"edition": hash})


def golden_comes_out(decider: Decider) -> bool:
    """Whether the golden case comes out as it must. Raises RuleFileRefused where a file that it needs cannot be used."""
    decisions = decider.decide(GOLDEN_CASE)["decisions"]
    found = {(d["deciding"], d["benefit"]): (d["outcome"], d["basis"]) for d in decisions}
    return all(found.get(key) == expected for key, expected in GOLDEN_ANSWER.items())


def _begun(store: Store, first: bool) -> Edition:
    """The edition with which a process begins."""
    hash = "" if first else store.current()
    if not hash:
        hash = store.take()
        store.use(hash)
    return edition(Corpus(store.home(hash)), hash)


def service_of(request: Request) -> Service:
    """The service of the application that answers this request."""
    service: Service = request.app.state.service
    return service
