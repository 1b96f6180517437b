"""Figures of the running process, as Prometheus reads them.

No label comes from what was sent: a route is told by its pattern, a method is one of seven, a status is a number of ours. So there are
as many series as there are routes, and none tells of a person.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

#: Upper bounds of the times that answers are counted under, in seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        registry = self._registry
        self._requests = Counter("portability_requests", "Requests that were answered.", ("method", "route", "status"), registry=registry)
        self._seconds = Histogram("portability_request_seconds", "From request to answer.", ("route",), buckets=BOUNDS, registry=registry)
        self.in_flight = Gauge("portability_requests_in_flight", "Requests that are worked on, those of watchers apart.", registry=registry)
        self.shed = Counter("portability_requests_shed", "Requests that were turned away because there was too much to do.", registry=registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer. `route` is the pattern of the route, never the address; `status` is 0 where none was sent."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All figures, in the text format of Prometheus."""
        return generate_latest(self._registry)
