"""`portability tenants add|list|change|disable|enable|migrate`: who uses the service."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from api.commands.numbers import number
from api.storage.tenants import Tenant


def run(words: Sequence[str]) -> int:
    """Exit code 0. Raises InputRefused where it cannot be done."""
    told = _parser().parse_args(list(words))
    from api.storage import migrating
    from api.storage.database import Database

    database = Database()
    if told.command == "migrate":
        from api.jobs import durable

        migrating.migrate(database)
        durable.migrate(database)
        print("the tables have the newest form")
        return 0
    migrating.ready(database)
    rows = _done(database, told)
    if told.json:
        print(json.dumps([_plain(r) for r in rows], indent=1))
    else:
        for row in rows:
            print(_line(row))
    return 0


def _done(database: Any, told: argparse.Namespace) -> list[Tenant]:
    from api.security import admin

    if told.command == "list":
        return admin.tenants(database)
    if told.command == "add":
        quotas = {"per_minute": 600 if told.per_minute is None else told.per_minute, "per_day": told.per_day or 0}
        return [admin.add_tenant(database, told.id, told.title or told.id, **quotas, origins=told.origin or [], frames=told.frame or [])]
    if told.command == "change":
        named = {"title": told.title, "per_minute": told.per_minute, "per_day": told.per_day, "origins": told.origin, "frames": told.frame}
        named["theme"] = told.theme
        return [admin.change_tenant(database, told.id, **{k: v for k, v in named.items() if v is not None})]
    return [admin.change_tenant(database, told.id, disabled=told.command == "disable")]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portability tenants", description="Keep the organisations that use the service.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="add | list | change | disable | enable | migrate")
    for name, told in (("add", "a new tenant"), ("change", "other sites or quotas; what is not named stays")):
        one = commands.add_parser(name, help=told)
        one.add_argument("id", help="a short word of small letters, digits and hyphens")
        one.add_argument("--title", help="the name of the organisation")
        one.add_argument("--origin", action="append", metavar="SITE", help="a site whose scripts may call the API, such as https://www.example.org")
        one.add_argument("--frame", action="append", metavar="SITE", help="a site that may show the pages in a frame, at /embed/ID/")
        quota = number(0, 99_999_999, "a whole number from 0 to 99999999")
        one.add_argument("--per-minute", type=quota, metavar="N", help="requests in a minute, for each process (600; 0: no quota)")
        one.add_argument("--per-day", type=quota, metavar="N", help="requests in a day, over all processes (0: no quota)")
    commands.choices["change"].add_argument(
        "--theme",
        action="append",
        metavar="WORD=VALUE",
        help="how its frames look: brand=#RRGGBB, link=#RRGGBB, font=NAME, radius=PIXELS; `brand=` takes it away",
    )
    commands.add_parser("list", help="all tenants")
    for name, told in (("disable", "turn away its keys; what it stored stays"), ("enable", "let its keys in again")):
        commands.add_parser(name, help=told).add_argument("id")
    commands.add_parser("migrate", help="bring the tables of the database to the newest form; a start does it too")
    for one in commands.choices.values():
        one.add_argument("--json", action="store_true", help="as JSON")
    return parser


def _plain(row: Tenant) -> dict[str, Any]:
    told: dict[str, Any] = row.model_dump(mode="json")
    return told


def _line(row: Tenant) -> str:
    quotas = f"{row.per_minute or 'any number'} a minute, {row.per_day or 'any number'} a day"
    state = f"disabled since {row.disabled:%Y-%m-%d}" if row.disabled else "enabled"
    sites = f"; scripts of {', '.join(row.origins)}" * bool(row.origins) + f"; frames of {', '.join(row.frames)}" * bool(row.frames)
    sites += f"; theme {' '.join(f'{k}={v}' for k, v in sorted(row.theme.items()))}" * bool(row.theme)
    return f"{row.id}  {row.title}  {state}; {quotas}{sites}"
