"""`/metrics`: figures of the running process, for whom the setting PORTABILITY_METRICS lets read them."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.metrics import CONTENT_TYPE, Metrics
from api.replies import NOT_STORED
from api.security.access import Needs, not_there
from api.security.principal import ANONYMOUS, Principal
from api.service import service_of


class Figures(Needs):
    """A key with the scope `operations`; everybody, or nobody, where the setting says so."""

    async def __call__(self, request: Request) -> Principal:
        """Raises HttpProblem: 404 where figures are switched off, else as every route of tenants does."""
        told = service_of(request).settings.metrics
        if told == "off":
            raise not_there()
        return ANONYMOUS if told == "open" else await super().__call__(request)


router = APIRouter(dependencies=[Depends(Figures("operations", anonymous=False))])


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """The figures, in the text format of Prometheus."""
    figures: Metrics = request.app.state.metrics
    return Response(figures.text(), headers=NOT_STORED, media_type=CONTENT_TYPE)
