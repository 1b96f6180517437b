"""Something that a tenant owns behind every route that names one by its address: what others then look for in vain.

A route of tenants whose path has a parameter is named here, with a function that makes the thing for a tenant and returns the parameters
of the path. The test of isolation fails for a route that is not named.
"""

from __future__ import annotations

from collections.abc import Callable

from api.batches.batches import SentBatch
from api.drafts.drafts import SentDraft
from api.jobs.kinds import RESULT
from api.jobs.taking import Taking
from api.service import GOLDEN_CASE, Service

Make = Callable[[Service, str], dict[str, str]]


def record(service: Service, tenant: str) -> dict[str, str]:
    return {"id": service.records.keep(tenant, "contribution-record", service.decide(GOLDEN_CASE)).id}


def draft(service: Service, tenant: str) -> dict[str, str]:
    return {"id": service.drafts.create(tenant, SentDraft("amends: de-us\n"))[0]["id"]}


def batch(service: Service, tenant: str) -> dict[str, str]:
    """A batch of which a row was verified."""
    id = service.batches.create(tenant, SentBatch(b"candidate\nrow-1\n"))[0]["id"]
    job = service.jobs.start(tenant, "batch-verify", id)[0]["id"]
    _end(service, job, tenant, b"{}", '{"row":2,"candidate":"row-1","code":"consent_missing","problems":[],"notes":[],"consent":"not-given"}')
    return {"id": id}


def job(service: Service, tenant: str) -> dict[str, str]:
    """A job that is done, with a document."""
    id = service.jobs.start(tenant, "check", draft(service, tenant)["id"])[0]["id"]
    _end(service, id, tenant, b'{"findings": []}')
    return {"id": id, "name": RESULT}


def _end(service: Service, job: str, tenant: str, result: bytes, *rows: str) -> None:
    """What a worker would write down."""
    taking = Taking(service.database)
    taken = taking.take(job)
    assert taken is not None and taken.tenant == tenant
    taking.rows(taken, rows, first=True)
    taking.done(taken, [(RESULT, "application/json", result)], findings=False)


#: path of the route -> what makes a thing of a tenant and tells its address
POSSESSIONS: dict[str, Make] = {
    **dict.fromkeys((f"/ministry/drafts/{{id}}{rest}" for rest in ("", "/jobs", "/delete")), draft),
    **dict.fromkeys((f"/ministry/jobs/{{id}}{rest}" for rest in ("", "/documents/{name}", "/events", "/cancel", "/retry")), job),
    **dict.fromkeys((f"/recruiters/lists/{{id}}{rest}" for rest in ("", "/columns", "/events", "/cancel", "/retry", "/delete")), batch),
    "/recruiters/lists/{id}/results{ending}": lambda service, tenant: batch(service, tenant) | {"ending": ".csv"},
    "/recruiters/lists/{id}/rows/{number}": lambda service, tenant: batch(service, tenant) | {"number": "2"},
    "/v1/credential-batches/{id}": batch,
    "/v1/credential-batches/{id}/results": batch,
    "/v1/drafts/{id}": draft,
    "/v1/jobs/{id}": job,
    "/v1/jobs/{id}/cancel": job,
    "/v1/jobs/{id}/documents/{name}": job,
    "/v1/jobs/{id}/events": job,
    "/v1/jobs/{id}/retry": job,
    "/v1/records/{id}": record,
}
