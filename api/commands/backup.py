"""`portability backup FILE` and `portability restore FILE`: everything that the database holds, in one file, and back."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path


def backup(words: Sequence[str]) -> int:
    """Write a copy while the service runs. Exit code 0. Raises InputRefused where it cannot be written."""
    parser = argparse.ArgumentParser(prog="portability backup", description="Copy everything that the database holds, while the service runs.")
    parser.add_argument("file", type=Path, help="a new file; its owner alone may read it")
    parser.add_argument("--with-keys", action="store_true", help="the private keys too; encrypt the file then")
    told = parser.parse_args(list(words))
    from api.backup.writing import write
    from api.storage import migrating
    from api.storage.database import Database

    database = Database()
    migrating.ready(database)
    manifest = write(database, told.file, with_keys=told.with_keys)
    rows = sum(file.get("rows", 0) for file in manifest["files"].values())
    with told.file.open("rb") as file:
        print(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {told.file.name}")
    print(f"{rows} rows, {'with' if told.with_keys else 'without'} the private keys", file=sys.stderr)
    return 0


def restore(words: Sequence[str]) -> int:
    """Put a copy back, and look whether the records in it are as they were written. Exit code 0; 1 where one is not.

    Raises InputRefused where the copy is damaged or the database must not be written over; nothing is changed then.
    """
    parser = argparse.ArgumentParser(prog="portability restore", description="Put a copy back into an empty database. Stop the service first.")
    parser.add_argument("file", type=Path, help="what `portability backup` wrote")
    parser.add_argument("--replace", action="store_true", help="delete what the database holds")
    parser.add_argument("--with-keys", action="store_true", help="put the keys of the copy in their place too, where none are there")
    parser.add_argument("--check", action="store_true", help="look only whether the copy is whole")
    told = parser.parse_args(list(words))
    from api.backup import reading
    from api.commands.records import verified
    from api.jobs import durable
    from api.records.chain import Records
    from api.security import admin
    from api.storage.database import Database

    copy = reading.Copy(told.file)
    print(f"the copy of {copy.manifest['made']} is whole, {'with' if copy.has_keys else 'without'} keys")
    if told.check:
        return 0
    database = Database()
    reading.restore(database, copy, replace=told.replace, with_keys=told.with_keys)
    durable.forget_everything(database)
    return max((verified(Records(database), tenant.id, None) for tenant in admin.tenants(database)), default=0)
