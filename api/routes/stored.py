"""What the routes of stored things have in common: the database is asked in a thread, ids have one form, lists have pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import anyio
from fastapi import Depends, Path, Query
from starlette.responses import Response

from api.openapi import problems
from api.replies import NOT_STORED, reply
from api.security.access import not_there, unavailable
from api.storage.database import UNREACHABLE
from api.storage.keys import is_id

Found = TypeVar("Found")
#: The id to go on from, and how many are wanted.
After = Annotated[str | None, Query(pattern="^[0-9a-f]{32}$", description="Those after this id: `after` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=100)]
PROBLEMS = problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
REPLAYED = "Idempotency-Replayed"


async def stored(work: Callable[[], Found]) -> Found:
    """Ask the database in a thread. Raises HttpProblem (503) where it does not answer."""
    try:
        return await anyio.to_thread.run_sync(work)
    except UNREACHABLE as error:
        raise unavailable(error) from None


def there(found: Found | None) -> Found:
    """What was found. Raises HttpProblem (404)."""
    if found is None:
        raise not_there()
    return found


def _one(id: Annotated[str, Path()]) -> str:
    if not is_id(id):
        raise not_there()
    return id


#: The id in a path; one that has not the form of an id is not there.
Id = Annotated[str, Depends(_one)]


async def page(name: str, limit: int, work: Callable[[], Sequence[dict[str, Any]]]) -> Response:
    """The answer to whoever asks for a page of a list; `after` is the last id where there may be more."""
    rows = await stored(work)
    return reply({name: list(rows), "after": rows[-1]["id"] if len(rows) == limit else None}, headers=NOT_STORED)


async def gone(work: Callable[[], bool]) -> Response:
    """The answer to whoever deletes. Raises HttpProblem (404) where there was nothing."""
    if not await stored(work):
        raise not_there()
    return Response(status_code=204, headers=NOT_STORED)


def made(told: dict[str, Any], replayed: bool, address: str, status: int = 201, headers: dict[str, str] | None = None) -> Response:
    """The answer to a creating request, with the address of what was made."""
    again = {REPLAYED: "true"} if replayed else {}
    return reply(told, status, NOT_STORED | {"Location": f"{address}/{told['id']}"} | again | (headers or {}))
