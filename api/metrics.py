"""Figures of the running service, as Prometheus reads them.

No label comes from what was sent: a route is told by its pattern, a method is one of seven, a status is a number of ours. So there are
as many series as there are routes, and none tells of a person.

Where several processes answer on one port, a look meets any of them. Each then keeps its figures in a file of the folder that
PROMETHEUS_MULTIPROC_DIR names (`api.serving` makes it), and the figures of all are told as one; those of memory and time are left out.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

#: Upper bounds of the times that answers are counted under, in seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CONTENT_TYPE = CONTENT_TYPE_LATEST
#: The variable that names the folder of figures of several processes; the library reads it when it is imported.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        registry = self._registry
        self._told = registry
        if SHARED in os.environ:
            self._told = CollectorRegistry()
            MultiProcessCollector(self._told)  # type: ignore[no-untyped-call]
        else:
            ProcessCollector(registry=registry)
        self._requests = Counter("portability_requests", "Requests that were answered.", ("method", "route", "status"), registry=registry)
        self._seconds = Histogram("portability_request_seconds", "From request to answer.", ("route",), buckets=BOUNDS, registry=registry)
        self.in_flight = Gauge(
            "portability_requests_in_flight", "Requests that are worked on, those of watchers apart.", multiprocess_mode="livesum", registry=registry
        )
        self.shed = Counter("portability_requests_shed", "Requests that were turned away because there was too much to do.", registry=registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer. `route` is the pattern of the route, never the address; `status` is 0 where none was sent."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All figures, in the text format of Prometheus."""
        return generate_latest(self._told)
