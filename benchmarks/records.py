"""Keeping and verifying decision records: 5,000 of one tenant, written one after another, each in a transaction that is on the disk.

    python -m benchmarks.records [--records 5000] [--database URL]

Tells seconds, and as a ratio what keeping costs against a bare transaction of one row on the same database.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import text

from api.records.chain import Records
from api.records.verifying import verify
from api.security import admin
from api.service import GOLDEN_CASE
from api.settings import Settings
from api.storage.database import Database
from api.storage.migrating import migrate
from engine.decision.decide import Decider

#: Bare transactions that are timed to compare with.
_BARE = 500


def measured(database: Database, count: int) -> dict[str, Any]:
    """Seconds and ratios on this database, which must be empty."""
    migrate(database)
    admin.add_tenant(database, "measured", "Measured", per_minute=0, per_day=0, origins=(), frames=())
    records, answer = Records(database), Decider().decide(GOLDEN_CASE)
    records.keep("measured", "contribution-record", answer)
    began = time.perf_counter()
    for day in range(_BARE):
        with database.session("measured") as session:
            row = {"day": f"{1000 + day}-01-01"}
            session.connection().execute(text("insert into tenant_usage (tenant_id, day, taken) values ('measured', :day, 1)"), row)
    bare = (time.perf_counter() - began) / _BARE
    began = time.perf_counter()
    for _ in range(count - 1):
        records.keep("measured", "contribution-record", answer)
    keeping = time.perf_counter() - began
    began = time.perf_counter()
    read, found = verify(records, "measured")
    verifying = time.perf_counter() - began
    assert (read, found) == (count, [])
    return {
        "database": database.engine.dialect.name,
        "records": count,
        "seconds to keep": round(keeping, 1),
        "seconds to verify": round(verifying, 1),
        "keeping one / a bare transaction": round(keeping / count / bare, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Keeping and verifying decision records.")
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--database", help="postgresql://…, an empty database; without: an SQLite file of its own")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portability-records-") as folder:
        fixed = {"DATABASE_URL": told.database or f"sqlite:///{folder}/d.db", "PORTABILITY_RECORD_KEY": f"{Path(folder)}/key.json"}
        database = Database(Settings.read(fixed))
        print(json.dumps(measured(database, told.records)))
        database.engine.dispose()


if __name__ == "__main__":
    main()
