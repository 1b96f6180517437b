"""Every table, so that the migrations and the tests of the walls know them all. A module with a new table is named here."""

from __future__ import annotations

from sqlmodel import SQLModel

from api.storage import batches, drafts, jobs, records, rule_file, statistics, tenants, upkeep

MODULES = (batches, drafts, jobs, records, rule_file, statistics, tenants, upkeep)
METADATA = SQLModel.metadata
