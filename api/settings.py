"""The settings of the service: read from the environment once, at start, and refused whole where one cannot be used.

`SETTINGS` is the one table of them; docs/operations.md shows it, and a test holds the two together. A value is never repeated in an
error or a log: an address of a database may hold a password.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import limits

from engine.problems import InputRefused, Place, Problem

#: The word that switches a limit or a step off.
OFF = "off"


@dataclass(frozen=True)
class Setting:
    """One variable: its name, the value that holds where it is not set, what it means, how it is read, and what is expected of it."""

    name: str
    default: str
    means: str
    read: Callable[[str], Any]
    expected: str


def _text(told: str) -> str:
    return told


def _address(told: str) -> str:
    """An address of a database; PostgreSQL without a driver is opened with psycopg."""
    for plain in ("postgresql://", "postgres://"):
        if told.startswith(plain):
            return "postgresql+psycopg://" + told.removeprefix(plain)
    if told and not told.startswith(("sqlite:", "postgresql+psycopg:")):
        raise ValueError
    return told


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds, which raises ValueError for anything else."""

    def read(told: str) -> int:
        if not (told.isascii() and told.isdigit() and len(told) < 10 and least <= int(told) <= most):
            raise ValueError
        return int(told)

    return read


def _days(told: str) -> int:
    """Days, or 0 where it is off."""
    return 0 if told == OFF else whole(1, 36_500)(told)


def _rate(told: str) -> str:
    """A rate as the library `limits` reads it, or "" where it is off."""
    if told == OFF:
        return ""
    limits.parse(told)
    return told


def _one_of(*words: str) -> Callable[[str], str]:
    def read(told: str) -> str:
        if told not in words:
            raise ValueError
        return told

    return read


def _switch(told: str) -> bool:
    return {"on": True, OFF: False}[told]


SETTINGS = (
    Setting(
        "DATABASE_URL",
        "sqlite:///var/portability.db",
        "the database: an SQLite file, made on first start, or `postgresql://…`",
        _address,
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    ),
    Setting(
        "PORTABILITY_DATABASE_OWNER_URL",
        "",
        "PostgreSQL: the same database for the login that owns the tables. It is used for migrations alone; `DATABASE_URL` may then name a "
        "login that owns nothing",
        _address,
        "postgresql://USER:PASSWORD@HOST/NAME",
    ),
    Setting("PORTABILITY_MIGRATE", "on", "whether a start brings the tables to the newest form (`off`: an operator does)", _switch, "on or off"),
    Setting("PORTABILITY_DATABASE_WAIT", "10", "seconds to wait for a lock or a free connection of the database", whole(1, 600), "1 to 600"),
    Setting("PORTABILITY_DATABASE_POOL", "10", "connections that one process keeps to PostgreSQL at most", whole(1, 500), "1 to 500"),
    Setting(
        "PORTABILITY_ANONYMOUS_LIMIT",
        "120/minute",
        "decisions without a key, for each address of a network and each process; `off` for none",
        _rate,
        "such as 120/minute, or off",
    ),
    Setting(
        "PORTABILITY_EDITIONS",
        "var/editions",
        "the folder in which copies of the rules are kept while they are in use; processes of one machine share it",
        Path,
        "a path",
    ),
    Setting("PORTABILITY_TOKEN_KEY", "var/token-key.json", "the file of the key that signs access tokens; made where it is missing", Path, "a path"),
    Setting(
        "PORTABILITY_RECORD_KEY",
        "var/record-key.json",
        "the file of the key that signs decision records; made where it is missing. Keep a copy: without it records cannot be verified",
        Path,
        "a path",
    ),
    Setting("PORTABILITY_TOKEN_SECONDS", "600", "how long an access token is good for", whole(60, 3600), "60 to 3600"),
    Setting(
        "PORTABILITY_SIGNED_IN_SECONDS",
        "28800",
        "how long somebody stays signed in to the pages with a key; a key that ends signs out at once",
        whole(300, 28800),
        "300 to 28800",
    ),
    Setting("PORTABILITY_ISSUER", "portability", "the name that access tokens carry as issuer and audience", _text, "a name or an address"),
    Setting(
        "PORTABILITY_METRICS",
        "key",
        "who may read `/metrics`: keys with the scope `operations`, everybody who reaches the port (`open`), or nobody",
        _one_of("key", "open", OFF),
        "key, open or off",
    ),
    Setting(
        "PORTABILITY_STATISTICS_THRESHOLD",
        "10",
        "statistics: the least count that stands behind a figure that is shown, the greatest giver left out",
        whole(10, 1_000_000),
        "10 to 1000000",
    ),
    Setting(
        "PORTABILITY_STATISTICS_GIVERS",
        "3",
        "statistics: of how many tenants at least a figure is made. `1` is for a service whose tenants are all one organisation",
        whole(1, 1000),
        "1 to 1000",
    ),
    Setting(
        "PORTABILITY_IN_FLIGHT",
        "64",
        "requests that one process works on at once; whoever comes when there are so many is answered 503 and when to come back",
        whole(1, 100_000),
        "1 to 100000",
    ),
    Setting("PORTABILITY_STOP_SECONDS", "30", "how long a stop waits for the requests that are being answered", whole(1, 3600), "1 to 3600"),
    Setting(
        "PORTABILITY_JOBS",
        "2",
        "jobs that this process works on at once; `0`: none, processes of `portability work` do",
        whole(0, 64),
        "0 to 64",
    ),
    Setting(
        "PORTABILITY_JOBS_WAITING",
        "100",
        "jobs of one tenant that may wait or be worked on at once; whoever asks for more is answered 429",
        whole(1, 100_000),
        "1 to 100000",
    ),
    Setting(
        "PORTABILITY_JOBS_FOLDER",
        "var/jobs",
        "the private folder for what a job reads and writes while it runs; emptied when it ends",
        Path,
        "a path",
    ),
    Setting("PORTABILITY_KEEP_DRAFTS", "180", "days that a draft is kept after its last change", whole(1, 3660), "1 to 3660"),
    Setting("PORTABILITY_KEEP_BATCHES", "30", "days that a batch of candidates is kept, with its results", whole(1, 3660), "1 to 3660"),
    Setting("PORTABILITY_KEEP_JOBS", "30", "days that a job is kept, with what came out of it", whole(1, 3660), "1 to 3660"),
    Setting(
        "PORTABILITY_KEEP_RECORDS",
        "3650",
        "days that a decision record is kept; `off`: without an end",
        _days,
        "1 to 36500, or off",
    ),
    Setting("PORTABILITY_KEEP_USAGE", "90", "days that the count of a tenant's requests on a day is kept", whole(1, 3660), "1 to 3660"),
    Setting("PORTABILITY_KEEP_KEYS", "365", "days that a key is listed after it has ended", whole(1, 3660), "1 to 3660"),
    Setting("PORT", "8000", "the port to listen on, where `--port` is not given", whole(0, 65535), "a whole number from 0 to 65535"),
)


@dataclass(frozen=True)
class Settings:
    """The settings as they are used. Fields are named after the variables; `read` fills them."""

    database_url: str
    database_owner_url: str
    migrate: bool
    database_wait: int
    database_pool: int
    anonymous_limit: str
    editions: Path
    token_key: Path
    record_key: Path
    token_seconds: int
    signed_in_seconds: int
    issuer: str
    metrics: str
    statistics_threshold: int
    statistics_givers: int
    in_flight: int
    stop_seconds: int
    jobs: int
    jobs_waiting: int
    jobs_folder: Path
    keep_drafts: int
    keep_batches: int
    keep_jobs: int
    keep_records: int
    keep_usage: int
    keep_keys: int
    port: int

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **fixed: Any) -> Settings:
        """From the environment; what is empty there counts as not set. `fixed` fields stand instead of what it says.

        Raises InputRefused with every setting that cannot be used, told by name.
        """
        told = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for setting in SETTINGS:
            field = setting.name.removeprefix("PORTABILITY_").lower()
            try:
                values[field] = setting.read(told.get(setting.name, "").strip() or setting.default)
            except (ValueError, KeyError):
                message, mend = "this setting cannot be used", f"set {setting.name}, or leave it unset for {setting.default or 'none'}"
                problems.append(Problem(Place(file=setting.name), "bad-setting", message, expected=setting.expected, mend=mend))
        if problems:
            raise InputRefused(problems)
        return cls(**(values | fixed))


def table() -> str:
    """The table of all settings, as docs/operations.md shows it."""
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else 'none'} | {s.means} | {s.expected} |" for s in SETTINGS]
    return "\n".join(["| variable | where it is not set | what it means | expected |", "|---|---|---|---|", *rows])
