"""`portability records verify|head|export`: whether the decision records of tenants are as they were written."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.problems import InputRefused, Place, Problem


def run(words: Sequence[str]) -> int:
    """Exit code 0; 1 where a record is not as it was written. Raises InputRefused where it cannot be looked at."""
    told = _parser().parse_args(list(words))
    from api.records.chain import Records, exported
    from api.security import admin
    from api.storage import migrating
    from api.storage.database import Database

    database = Database()
    migrating.ready(database)
    records, known = Records(database), [t.id for t in admin.tenants(database)]
    if told.tenant and told.tenant not in known:
        raise _refused("no-such-tenant", "there is no such tenant", "portability tenants list")
    if told.command == "verify" and told.head and not told.tenant:
        raise _refused("no-tenant", "a head is that of one tenant", "portability records verify TENANT --head FILE")
    if told.command == "head":
        print(json.dumps(records.head(told.tenant), indent=1))
        return 0
    if told.command == "export":
        for row in records.rows(told.tenant):
            print(json.dumps(exported(row), ensure_ascii=False))
        return 0
    head = _head(told.head) if told.head else None
    return max([_verified(records, t, head) for t in ([told.tenant] if told.tenant else known)], default=0)


def _verified(records: Any, tenant: str, head: dict[str, Any] | None) -> int:
    from api.records.verifying import verify

    read, found = verify(records, tenant, head)
    print(f"{tenant}: {read} records, " + (f"{len(found)} findings" if found else "all as they were written"))
    for finding in found:
        print(f"  {finding}")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portability records", description="The decision records of tenants.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="verify | head | export")
    verify = commands.add_parser("verify", help="tell every record that was altered, moved or removed")
    verify.add_argument("tenant", nargs="?", help="one tenant; without: all")
    verify.add_argument("--head", type=Path, metavar="FILE", help="a head of this tenant that was put aside: a chain cut after it is found")
    for name, what in (("head", "the signed head of the chain, to be put aside"), ("export", "all records, one on each line")):
        commands.add_parser(name, help=what).add_argument("tenant")
    return parser


def _head(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = None
    if not isinstance(told, dict):
        raise _refused("bad-head", "the head cannot be read", "give the file that `portability records head` wrote")
    return told


def _refused(code: str, message: str, mend: str) -> InputRefused:
    return InputRefused([Problem(Place(pointer="records"), code, message, mend=mend)])
