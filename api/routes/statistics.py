"""`/v1/statistics`: what was asked and answered, of all tenants together, as far as it is published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api import schemas
from api.openapi import problems
from api.replies import reply
from api.security.access import anyone, unavailable
from api.service import service_of
from api.statistics.periods import PATTERN
from api.statistics.tables import BY_ID, TABLES
from api.statistics.told import ALL, LATEST, as_csv, as_data

router = APIRouter(prefix="/v1/statistics", tags=["statistics"], dependencies=[Depends(anyone("statistics:read"))])
_IDS = "|".join(BY_ID)
_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
_HEADERS = {"Cache-Control": "public, max-age=300", "Vary": "Accept"}


@router.get(
    "",
    operation_id="getStatistics",
    summary="What was asked and answered",
    response_model=schemas.Statistics,
    responses={**problems(401, 403, 422, 429, 503), **_CSV},
)
async def statistics(
    request: Request,
    table: Annotated[str | None, Query(pattern=f"^({_IDS})$", description="One table; all, where it is left out.")] = None,
    period: Annotated[str, Query(pattern=rf"^({PATTERN}|{LATEST}|{ALL})$", description="A month or a quarter, `latest` or `all`.")] = LATEST,
    format: Annotated[Literal["json", "csv"] | None, Query(description="What the header Accept asks for, where it is left out.")] = None,
) -> Response:
    """Rounded figures of the periods that are closed; docs/statistics.md tells what is counted, and how nobody is exposed."""
    service, tables = service_of(request), [BY_ID[table]] if table else list(TABLES)
    try:
        told = await anyio.to_thread.run_sync(as_data, service.statistics, tables, period)
    except SQLAlchemyError as error:
        raise unavailable(error) from None
    if format == "csv" or (format is None and _prefers_csv(request.headers.get("accept", ""))):
        name = {"Content-Disposition": f'attachment; filename="statistics-{table or "all"}.csv"'}
        return Response(as_csv(told), 200, _HEADERS | name, "text/csv")
    return reply(told, headers=_HEADERS)


def _prefers_csv(accept: str) -> bool:
    """Whether a CSV file is asked for, and no JSON beside it."""
    kinds = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return "text/csv" in kinds and "application/json" not in kinds
