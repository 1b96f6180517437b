"""The log of the service: one JSON object a line, with keys from an allow-list and nothing that was sent.

A line holds the fixed sentence of the call (`event`) and the keys of `KEYS` that it gives in `extra`. What a call would put into its
sentence is not written, of an exception its kind and place alone, of other libraries but the server not even the sentence: each of
them may repeat what a person wrote.
"""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

#: The keys that a call may give, beside `at`, `level`, `logger` and `event`.
KEYS = ("request_id", "method", "route", "status", "ms", "kind", "place", "code", "file", "backend", "edition", "count")
#: Whose sentences are written: ours and those of the server. Theirs are fixed.
_SPEAKERS = frozenset({"portability", "uvicorn"})
_ORDER = ("at", "level", "logger", "event", *KEYS)


def formatter() -> logging.Formatter:
    """Writes records as lines."""
    first: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.stdlib.ExtraAdder(allow=KEYS),
        _allowed,
    ]
    written: list[Processor] = [structlog.processors.JSONRenderer()]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=first, processors=written, use_get_message=False)


def configure() -> None:
    """Send all logs of this process to the error stream, as lines, from level INFO."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def place_of(trace: TracebackType | None) -> str:
    """The file and line in which an error arose."""
    place = ""
    while trace is not None:
        place, trace = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}", trace.tb_next
    return place


def _allowed(_logger: Any, _method: str, told: EventDict) -> EventDict:
    record: logging.LogRecord = told["_record"]
    told["logger"] = record.name
    if record.name.partition(".")[0] not in _SPEAKERS:
        told["event"] = "a library has something to say"
    if record.exc_info and record.exc_info[0]:
        told.update({"kind": record.exc_info[0].__name__, "place": place_of(record.exc_info[2])})
    return {key: told[key] if isinstance(told[key], str | int | float) else type(told[key]).__name__ for key in _ORDER if key in told}
