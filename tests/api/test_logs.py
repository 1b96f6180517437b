"""The log: keys from the allow-list, fixed sentences, and of an error its kind and place."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from api.logs import KEYS, formatter, place_of

CANARY = "Zyxwvu-7431"


def line(name: str, message: str, *args: Any, exc_info: Any = None, **extra: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(name, logging.ERROR, "file.py", 1, message, args, exc_info, extra=extra)
    told: dict[str, Any] = json.loads(formatter().format(record))
    return told


def test_a_line_tells_what_is_allowed() -> None:
    told = line("portability.access", "answered", method="GET", status=200, person=CANARY)
    assert told.keys() == {"at", "level", "logger", "event", "method", "status"}
    assert (told["level"], told["logger"], told["event"], told["status"]) == ("error", "portability.access", "answered", 200)


def test_what_would_be_put_into_a_sentence_is_not_written() -> None:
    assert line("portability", "refused: %s", CANARY)["event"] == "refused: %s"
    assert line("uvicorn.error", "running on %s", CANARY)["event"] == "running on %s"


@pytest.mark.parametrize("name", ["sqlalchemy.engine", "asyncio", "portability2"])
def test_of_other_libraries_not_even_the_sentence(name: str) -> None:
    assert CANARY not in json.dumps(line(name, f"failed on {CANARY}"))


def test_of_an_error_kind_and_place() -> None:
    try:
        int(CANARY)
    except ValueError:
        told = line("uvicorn.error", "failed", exc_info=sys.exc_info())
        assert told["place"] == place_of(sys.exc_info()[2])
    assert told["kind"] == "ValueError"
    assert __file__ in told["place"]
    assert CANARY not in json.dumps(told)


def test_a_value_that_is_no_plain_value_is_told_by_its_kind() -> None:
    assert line("portability", "failed", place={"name": CANARY})["place"] == "dict"
    assert "request_id" in KEYS
