"""What Alembic runs around the steps: the connection and the transaction are those of `api.storage.migrating`."""

from __future__ import annotations

from alembic import context

from api.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by making it anew
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
