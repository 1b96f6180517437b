"""The second wall between tenants: row-level security of PostgreSQL. On SQLite each of these does nothing.

A table of a tenant is walled in the migration that makes it:

    op.create_table("drafts", …, sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), nullable=False, index=True))
    wall("drafts")
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from api.storage.database import OPERATOR_ROLE, TENANT_ROLE

_TENANT = "nullif(current_setting('app.tenant', true), '')"
_SHOWN = "nullif(current_setting('app.shown', true), '')"


def roles() -> None:
    """Make the two roles where they are missing, and let whoever migrates take them on. Raises DBAPIError without the right to."""
    if not _postgres():
        return
    for role in (TENANT_ROLE, OPERATOR_ROLE):
        # Roles belong to the whole server: another database may make one at the same moment.
        op.execute(f"""do $$ begin
            if not exists (select from pg_roles where rolname = '{role}') then
                create role {role} nologin nosuperuser nocreatedb nocreaterole nobypassrls;
            end if;
        exception when duplicate_object or unique_violation then null; end $$""")
        connection = op.get_bind()
        if not connection.execute(text("select pg_has_role(current_user, :role, 'member')"), {"role": role}).scalar():
            newer = connection.dialect.server_version_info >= (16,)  # type: ignore[operator]
            op.execute(f"grant {role} to current_user" + (" with inherit false, set true" if newer else ""))
        op.execute(f"grant usage on schema public to {role}")


def share(table: str, rights: str = "select, insert", *, operator: str = "") -> None:
    """Let both roles use a table that belongs to no tenant; `operator` are the rights of the operator, where they are others."""
    if _postgres():
        op.execute(f"grant {rights} on {table} to {TENANT_ROLE}")
        op.execute(f"grant {operator or rights} on {table} to {OPERATOR_ROLE}")


def wall(table: str, *, column: str = "tenant_id", shown: bool = False, rights: str = "select, insert, update, delete") -> None:
    """Rows of a table are seen and written by their tenant alone (`column` is its id), and by the operator.

    `shown`: who shows the id of a row may read that row before the tenant is known. `rights` are those of a tenant; the operator has all.
    """
    if not _postgres():
        return
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"grant {rights} on {table} to {TENANT_ROLE}")
    op.execute(f"grant select, insert, update, delete on {table} to {OPERATOR_ROLE}")
    own = f"{column} = {_TENANT}"
    op.execute(f"create policy own on {table} to {TENANT_ROLE} using ({own}) with check ({own})")
    # A login that was granted the role inherits its policies: only who has taken it on passes.
    taken_on = f"current_user = '{OPERATOR_ROLE}'"
    op.execute(f"create policy operator on {table} to {OPERATOR_ROLE} using ({taken_on}) with check ({taken_on})")
    if shown:
        op.execute(f"create policy shown on {table} for select to {TENANT_ROLE} using (id = {_SHOWN})")


def _postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
