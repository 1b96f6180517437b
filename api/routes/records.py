"""`/v1/records…`: the decision records of the tenant that asks. They are kept by `Prefer: portability-record` on a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar

import anyio
from fastapi import APIRouter, Depends, Query, Request
from pydantic_core import to_json
from starlette.responses import Response, StreamingResponse

from api import schemas
from api.openapi import problems
from api.records.chain import exported
from api.replies import NOT_STORED, reply
from api.security.access import not_there, require, unavailable
from api.security.principal import Principal
from api.service import service_of
from api.storage.database import UNREACHABLE

router = APIRouter(prefix="/v1/records", tags=["records"])
Reader = Annotated[Principal, Depends(require("records:read"))]
Found = TypeVar("Found")
_PROBLEMS = problems(401, 403, 404, 422, 429, 503)
_LINES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One record on each line; before them, where records were removed when their time was over, what stands for these.",
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    }
}
#: The greatest number of a record that the database can hold.
_MOST = 2**31 - 1


@router.get("", operation_id="listRecords", summary="The decision records", response_model=schemas.Records, responses=_PROBLEMS)
async def listed(
    request: Request, who: Reader, after: Annotated[int, Query(ge=0, le=_MOST)] = 0, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> Response:
    """Records after a number, in their order."""
    rows = await _read(lambda: service_of(request).records.page(who.tenant, after, limit))
    told = {"records": [exported(row) for row in rows], "after": rows[-1].number if len(rows) == limit else None}
    return reply(told, headers=NOT_STORED)


@router.get("/head", operation_id="getRecordHead", summary="The signed head", response_model=schemas.RecordHead, responses=_PROBLEMS)
async def head(request: Request, who: Reader) -> Response:
    """The last record's number, hash and signature, to be put aside: with it a chain that was cut is found."""
    told = await _read(lambda: service_of(request).records.head(who.tenant))
    if told is None:
        raise not_there()
    return reply(told, headers=NOT_STORED)


@router.get(
    "/export", operation_id="exportRecords", summary="All decision records", response_class=StreamingResponse, responses={**_PROBLEMS, **_LINES}
)
async def export(request: Request, who: Reader) -> StreamingResponse:
    """All records as JSON, one on each line."""
    records = service_of(request).records
    await _read(lambda: records.page(who.tenant, most=1))  # whether the database answers, before the first byte is sent
    return StreamingResponse(_lines(records.export(who.tenant)), headers=NOT_STORED, media_type="application/x-ndjson")


@router.get("/{id}", operation_id="getRecord", summary="A decision record", response_model=schemas.Record, responses=_PROBLEMS)
async def one(request: Request, who: Reader, id: str) -> Response:
    """One record by its id."""
    row = await _read(lambda: service_of(request).records.one(who.tenant, id)) if id.isascii() and id.isalnum() else None
    if row is None:
        raise not_there()
    return reply(exported(row), headers=NOT_STORED)


async def _read(work: Callable[[], Found]) -> Found:
    try:
        return await anyio.to_thread.run_sync(work)
    except UNREACHABLE as error:
        raise unavailable(error) from None


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    return (to_json(row) + b"\n" for row in rows)
