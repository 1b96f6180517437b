"""Writing a copy while the service runs: one transaction reads everything as it stood at one instant."""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from api.backup import rows
from api.records import ring
from api.storage.database import Database
from api.storage.migrating import newest
from engine import __version__
from engine.problems import InputRefused, Place, Problem

FORMAT = 1
MANIFEST = "manifest.json"
#: Names of the files of keys in a copy, and the fields of the settings that tell where they lie.
KEYS = {"keys/record-key.json": "record_key", "keys/token-key.json": "token_key"}


def write(database: Database, path: Path, *, with_keys: bool = False) -> dict[str, Any]:
    """Write a copy to a new file that its owner alone may read; returns its manifest.

    The private keys are in it only where that is asked for. Raises InputRefused where the file is there already or cannot be written,
    or where a key cannot be read.
    """
    if path.exists():
        raise refused("there", "there is such a file already", mend="give another name: a copy is never written over another")
    settings = database.settings
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "revision": newest(),
        "made": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "record_keys": ring.of_file(settings.record_key).public(),
        "files": {},
    }
    made = path.with_name(f".{path.name}.part")
    try:
        made.unlink(missing_ok=True)
        made.touch(0o600, exist_ok=False)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
            with database.operator(reads=True) as session:
                if database.postgres:
                    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                for table in rows.kept():
                    manifest["files"][f"tables/{table.name}.jsonl"] = _table(session, copy, table)
            for name, field in KEYS.items() if with_keys else ():
                key = Path(getattr(settings, field))
                if key.exists():
                    copy.writestr(name, told := key.read_bytes())
                    manifest["files"][name] = {"sha256": hashlib.sha256(told).hexdigest()}
            copy.writestr(MANIFEST, json.dumps(manifest, indent=1))
        made.rename(path)
    except OSError as error:
        raise refused("not-written", "the copy cannot be written", found=type(error).__name__, mend="give a place on a disk with room") from None
    finally:
        made.unlink(missing_ok=True)
    return manifest


def refused(code: str, message: str, *, found: str = "", mend: str = "") -> InputRefused:
    """A copy that cannot be written or used."""
    return InputRefused([Problem(Place(file="FILE"), code, message, found=found, mend=mend)])


def _table(session: Session, copy: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    sha256, count = hashlib.sha256(), 0
    with copy.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in session.connection().execution_options(yield_per=200).execute(select(table)).mappings():
            line = rows.line(dict(row))
            sha256.update(line)
            file.write(line)
            count += 1
    return {"sha256": sha256.hexdigest(), "rows": count}
