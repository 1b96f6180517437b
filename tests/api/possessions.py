"""Something that a tenant owns behind every route that names one by its address: what others then look for in vain.

A route of tenants whose path has a parameter is named here, with a function that makes the thing for a tenant and returns the parameters
of the path. The test of isolation fails for a route that is not named.
"""

from __future__ import annotations

from collections.abc import Callable

from api.service import GOLDEN_CASE, Service

Make = Callable[[Service, str], dict[str, str]]


def record(service: Service, tenant: str) -> dict[str, str]:
    return {"id": service.records.keep(tenant, "contribution-record", service.decide(GOLDEN_CASE)).id}


#: path of the route -> what makes a thing of a tenant and tells its address
POSSESSIONS: dict[str, Make] = {"/v1/records/{id}": record}
