"""`portability records verify|head|export|keys|replace-key`: whether the decision records of tenants are as they were written."""

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
    if told.command in ("keys", "replace-key"):
        return _keys(told.command)
    if told.command == "verify" and (told.export or told.public_key):
        return _offline(told)
    from api.records.chain import Records
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
        for line in records.export(told.tenant):
            print(json.dumps(line, ensure_ascii=False))
        return 0
    head = _head(told.head) if told.head else None
    return max([verified(records, t, head) for t in ([told.tenant] if told.tenant else known)], default=0)


def verified(records: Any, tenant: str, head: dict[str, Any] | None) -> int:
    """Tell what is wrong with the records of a tenant; 1 where something is, else 0."""
    from api.records.verifying import verify

    return _told(tenant, *verify(records, tenant, head))


def _told(tenant: str, read: int, found: list[Any]) -> int:
    print(f"{tenant}: {read} records, " + (f"{len(found)} findings" if found else "all as they were written"))
    for finding in found:
        print(f"  {finding}")
    return 1 if found else 0


def _offline(told: argparse.Namespace) -> int:
    """An exported file, looked at without the database."""
    from api.records.exported import verify
    from api.records.ring import public_keys

    if not (told.export and told.public_key) or told.tenant:
        raise _refused("no-file", "an export is looked at with the public keys", "portability records verify --export FILE --public-key FILE")
    try:
        return _told(*verify(told.export, public_keys(told.public_key), _head(told.head) if told.head else None))
    except OSError:
        raise _refused("no-file", "the export cannot be read", "give the file that `portability records export` wrote") from None


def _keys(command: str) -> int:
    from api.records import ring
    from api.settings import Settings

    path = Settings.read().record_key
    if command == "replace-key":
        aside = ring.replace(path)
        print(f"A new key signs from the next record on. The old file is kept as {aside.name}: put it away where nobody reaches it over a network.")
        print("Put aside the heads of all tenants now, and give the new public keys to whoever verifies: portability records keys")
    else:
        print(json.dumps({"keys": ring.of_file(path).public()}, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portability records", description="The decision records of tenants.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="verify | head | export | keys | replace-key")
    verify = commands.add_parser("verify", help="tell every record that was altered, moved or removed")
    verify.add_argument("tenant", nargs="?", help="one tenant; without: all")
    verify.add_argument("--head", type=Path, metavar="FILE", help="a head of this tenant that was put aside: a chain cut after it is found")
    verify.add_argument("--export", type=Path, metavar="FILE", help="an exported file instead of the database, which is then not opened")
    verify.add_argument("--public-key", type=Path, metavar="FILE", help="the public keys, as `portability records keys` writes them; for --export")
    commands.add_parser("keys", help="the public keys, the newest first")
    commands.add_parser("replace-key", help="a new key that signs from the next record on; what the old one signed stays good")
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
