"""`portability retention show|run`: what is kept how long, and deleting now what is over."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """Exit code 0. Raises InputRefused where the database cannot be used."""
    told = _parser().parse_args(list(words))
    from api.records.chain import Records
    from api.retention import kept, sweep
    from api.storage import migrating
    from api.storage.database import Database

    database = Database()
    migrating.ready(database)
    if told.command == "run":
        counts = sweep.sweep(database, Records(database))
        print(json.dumps(counts, indent=1) if told.json else "\n".join(f"{name}: {count} deleted" for name, count in counts.items()))
        return 0
    last = sweep.last(database)
    if told.json:
        print(json.dumps({"kept": list(kept.told(database.settings)), "last": last.isoformat() if last else None}, indent=1))
        return 0
    for kind in kept.told(database.settings):
        print(f"{kind['title']}: " + (f"{kind['days']} days, counted from {kind['since']}" if kind["days"] else kind["otherwise"]))
    print(f"looked through last: {last:%Y-%m-%d %H:%M} UTC" if last else "looked through last: not yet, a running service does it every hour")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portability retention", description="What is kept how long; the service deletes the rest by itself.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="show | run")
    for name, what in (("show", "what is kept how long"), ("run", "delete now what is over; a running service does it every hour")):
        commands.add_parser(name, help=what).add_argument("--json", action="store_true", help="as JSON")
    return parser
