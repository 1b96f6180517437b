"""What every table of a tenant has, and what the names of constraints are."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

#: Names that both databases and the migrations agree on; SQLite needs them to change a table.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Owned(SQLModel):
    """The base of every table that holds something of a tenant.

    A session of a tenant reads and writes only rows with its `tenant_id`. On PostgreSQL the table must be walled in its migration
    (`api.storage.migrations.walls.wall`); a test looks whether it is.
    """

    tenant_id: str = Field(foreign_key="tenants.id", index=True, max_length=40)


def owned_models(base: type[Owned] = Owned) -> Iterator[type[Owned]]:
    """The models of tables that hold something of a tenant, as far as they are imported."""
    for model in base.__subclasses__():
        if "__table__" in vars(model):
            yield model
        yield from owned_models(model)


def owned_tables() -> list[Table]:
    """The tables that hold something of a tenant, from whatever models are imported; `api.storage.tables` imports all."""
    return [t for t in SQLModel.metadata.sorted_tables if "tenant_id" in t.columns]
