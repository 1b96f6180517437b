"""Chains whose records were kept on days of our choice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.records import chain
from api.records.chain import Records
from tests.records.answers import ANSWER


@contextmanager
def today(instant: datetime.datetime) -> Iterator[None]:
    """The instant at which records are kept."""

    class Fixed(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return instant

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain.datetime, "datetime", Fixed)
        yield


def keep(records: Records, tenant: str, ages: list[int]) -> None:
    """Records of a tenant that are so many days old, the oldest first."""
    now = datetime.datetime.now(datetime.UTC)
    for age in ages:
        with today(now - datetime.timedelta(days=age)):
            records.keep(tenant, "contribution-record", ANSWER)
