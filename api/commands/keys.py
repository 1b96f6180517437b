"""`portability keys add|list|rotate|revoke`: what tenants show to be let in. A secret is printed once and stored nowhere."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from api.commands.numbers import number
from api.security.scopes import SCOPES
from api.storage.tenants import Admitted, ApiKey


def run(words: Sequence[str]) -> int:
    """Exit code 0. Raises InputRefused where it cannot be done."""
    told = _parser().parse_args(list(words))
    from api.security import admin
    from api.storage import migrating
    from api.storage.database import Database

    database = Database()
    migrating.ready(database)
    if told.command == "list":
        rows = admin.keys(database, told.tenant)
        print(json.dumps([_plain(r) for r in rows], indent=1) if told.json else "\n".join(map(_line, rows)) or "no keys")
        return 0
    if told.command == "revoke":
        row = admin.revoke(database, told.id)
        print(json.dumps(_plain(row), indent=1) if told.json else _line(row))
        return 0
    if told.command == "rotate":
        given = admin.rotate(database, told.id, overlap=told.overlap)
    else:
        kind, scopes = "client" if told.client else "key", [s for s in told.scopes.replace(",", " ").split() if s]
        given = admin.add_key(database, told.tenant, kind, scopes, title=told.title, days=told.days)
    if told.json:
        print(json.dumps({**_plain(given.row), "secret": given.shown}, indent=1))
    else:
        print(given.shown)
        print(f"{_line(given.row)}\nKeep it now: it is not stored and cannot be shown again.", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portability keys", description="Keep the keys and OAuth clients of tenants.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="add | list | rotate | revoke")
    add = commands.add_parser("add", help="a new key; it is printed once")
    add.add_argument("tenant")
    add.add_argument("--scopes", required=True, help=f"what it may do, with commas between: {', '.join(SCOPES)}")
    add.add_argument("--title", default="", help="what it is for")
    add.add_argument("--days", type=int, help="how long it is good for; without: until it is revoked")
    add.add_argument("--client", action="store_true", help="an OAuth client instead: its secret is exchanged for tokens at /oauth/token")
    commands.add_parser("list", help="the keys of a tenant, without secrets").add_argument("tenant")
    rotate = commands.add_parser("rotate", help="a successor; the old key ends after an overlap")
    rotate.add_argument("id")
    rotate.add_argument("--overlap", type=number(0, 90, "0 to 90 days"), default=7, metavar="DAYS", help="how long both are good (7)")
    commands.add_parser("revoke", help="end a key at once").add_argument("id")
    for one in commands.choices.values():
        one.add_argument("--json", action="store_true", help="as JSON")
    return parser


def _plain(row: Admitted) -> dict[str, Any]:
    told: dict[str, Any] = row.model_dump(mode="json", exclude={"secret_hash"})
    return {**told, "kind": "key" if isinstance(row, ApiKey) else "client", "id": _id(row), "scopes": row.scopes.split()}


def _id(row: Admitted) -> str:
    return f"{'ptk' if isinstance(row, ApiKey) else 'ptc'}_{row.id}"


def _line(row: Admitted) -> str:
    if row.revoked:
        state = f"revoked {row.revoked:%Y-%m-%d}"
    else:
        state = f"good until {row.expires:%Y-%m-%d %H:%M} UTC" if row.expires else "good until it is revoked"
    used = f"last used {row.last_used}" if row.last_used else "not used yet"
    return f"{_id(row)}  {row.tenant_id}  {row.title or '(no title)'}  {state}; {used}; {row.scopes}"
