"""The application: routes, pages, the one handler of errors, and the state they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import openapi, problems
from api.editions.watch import Watch
from api.metrics import Metrics
from api.middleware import Around
from api.pages import corridors as corridor_pages
from api.pages import credentials, desks, encoded, keeping, lists, move, partners, records, search, start, taking, troubles, whatif
from api.pages import statistics as statistics_page
from api.pages.interview import pages as interview
from api.pages.speaking import Speaking
from api.pages.statics import Statics
from api.retention.sweep import Sweeping
from api.routes import access, batches, corridors, decisions, drafts, figures, health, instruments, jobs, operations, statistics
from api.routes import credentials as credential_routes
from api.routes import records as record_routes
from api.routes import retention as retention_routes
from api.security.access import Gate, hold
from api.security.sites import Known, Sites
from api.service import Service
from api.shedding import Shedding
from engine import __version__

_ABOUT = (
    "Whether periods of insurance and credentials earned in one country count in another, article by article. "
    "Facts are sent in bodies, never in addresses, and are not stored. This is information; the institutions named in an answer decide."
)


@asynccontextmanager
async def _lives(app: FastAPI) -> AsyncIterator[None]:
    """What runs beside the requests, from the start of the application to its stop."""
    service: Service = app.state.service
    beside: list[Sweeping | Watch] = [
        Sweeping(service.database, service.records),
        *([Watch(service.store, service.take_over)] if service.store else []),
    ]
    for thread in beside:
        thread.start()
    yield
    for thread in beside:
        await anyio.to_thread.run_sync(thread.stop)


def create_app(service: Service | None = None) -> FastAPI:
    """The application over a service; without one, over the rule files of this installation and the configured database.

    Raises RuntimeError where a route does not say who may use it.
    """
    app = FastAPI(
        title="Portability",
        version=__version__,
        summary="Does what was earned in one country count in another?",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=_lives,
    )
    service = service or Service()
    app.state.service = service
    metrics = app.state.metrics = Metrics()
    app.state.gate = Gate(service.database, service.settings)
    stored = (record_routes, drafts, batches, jobs, statistics)
    for part in (decisions, credential_routes, *stored, corridors, instruments, access, operations, retention_routes, health):
        app.include_router(part.router)
    law_pages = (encoded, corridor_pages, lists, search, partners)
    own_pages = (start, interview, whatif, move, records, credentials)
    for page in (*own_pages, *law_pages, statistics_page, keeping, taking, desks, figures):
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", Statics(), name="static")
    app.add_middleware(Speaking)
    app.add_middleware(Shedding, most=service.settings.in_flight, metrics=metrics)
    app.add_middleware(Sites, known=Known(service.database))
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Around, metrics=metrics)
    problems.register(app, troubles.shown)
    openapi.describe(app)
    hold(app)
    return app
