"""Progress of a job as server-sent events: an event for each change that is seen, numbered by the changes of the job.

A stream counts as a request that is being worked on, so there are few, and each ends after some seconds; a browser connects anew by itself.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import anyio
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.jobs.jobs import WAITING, Jobs
from api.problems import HttpProblem
from api.replies import NOT_STORED
from api.routes.stored import stored, there
from api.service import service_of

EVENTS = "text/event-stream"
#: Streams of one process at once; seconds that one lasts, between two looks, between two signs of life; milliseconds until one is made anew.
MOST, _SECONDS, _LOOK, _ALIVE, _AGAIN = 16, 20.0, 0.5, 10.0, 1000


async def following(request: Request, tenant: str, id: str) -> Response:
    """The stream; 204, at which a browser stops asking, where the last event of a job that has ended was received already.

    Raises HttpProblem: 404 where there is no such job, 503 where as many are followed as can be.
    """
    jobs = service_of(request).jobs
    told = there(await stored(lambda: jobs.one(tenant, id)))
    last = request.headers.get("last-event-id", "")
    if told["state"] not in WAITING and last == str(told["changes"]):
        return Response(status_code=204, headers=NOT_STORED)
    if jobs.followers >= MOST:
        detail = "As many jobs are followed as can be. Ask for the job itself now and then instead, or come back later."
        raise HttpProblem(503, "too-many-streams", "Too many streams", detail, headers={"Retry-After": "10"})
    return StreamingResponse(_events(jobs, tenant, id, told, last), headers=NOT_STORED | {"X-Accel-Buffering": "no"}, media_type=EVENTS)


async def _events(jobs: Jobs, tenant: str, id: str, told: dict[str, Any] | None, last: str) -> AsyncIterator[bytes]:
    jobs.followers += 1
    try:
        until = spoken = time.monotonic()
        until += _SECONDS
        yield f"retry: {_AGAIN}\n\n".encode()
        while told is not None:
            if str(told["changes"]) != last:
                last, spoken = str(told["changes"]), time.monotonic()
                yield b"id: %s\nevent: %s\ndata: %s\n\n" % (last.encode(), str(told["state"]).encode(), to_json(told))
            if told["state"] not in WAITING or time.monotonic() > until:
                return
            if time.monotonic() - spoken > _ALIVE:
                spoken = time.monotonic()
                yield b": still here\n\n"
            await anyio.sleep(_LOOK)
            told = await stored(lambda: jobs.one(tenant, id))
    except HttpProblem:  # the database does not answer: whoever follows connects anew
        return
    finally:
        jobs.followers -= 1
