"""Tenants, keys, clients, usage. The archive of rule files joins with what it holds.

Revision ID: m0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from api.storage.migrations.walls import roles, share, wall

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    roles()
    share("alembic_version", "select")
    if not sa.inspect(op.get_bind()).has_table("rule_file"):
        op.create_table(
            "rule_file",
            sa.Column("sha256", sa.String(64), primary_key=True),
            sa.Column("path", sa.String(), nullable=False),
            sa.Column("text", sa.String(), nullable=False),
            sa.Column("first_seen", UTCDateTime(), nullable=False),
        )
    share("rule_file")
    op.create_table(
        "tenants",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("created", UTCDateTime(), nullable=False),
        sa.Column("disabled", UTCDateTime()),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("frames", sa.JSON(), nullable=False),
    )
    wall("tenants", column="id", rights="select")
    for table in ("api_keys", "oauth_clients"):
        op.create_table(
            table,
            sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), nullable=False, index=True),
            sa.Column("id", sa.String(40), primary_key=True),
            sa.Column("title", sa.String(200), nullable=False),
            sa.Column("secret_hash", sa.String(64), nullable=False),
            sa.Column("scopes", sa.String(1000), nullable=False),
            sa.Column("created", UTCDateTime(), nullable=False),
            sa.Column("expires", UTCDateTime()),
            sa.Column("revoked", UTCDateTime()),
            sa.Column("last_used", sa.Date()),
            sa.Column("replaces", sa.String(40)),
        )
        wall(table, shown=True, rights="select, update (last_used)")
    op.create_table(
        "tenant_usage",
        sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("taken", sa.Integer(), nullable=False),
    )
    wall("tenant_usage", rights="select, insert, update")


def downgrade() -> None:
    """What was before: the archive alone, with all it holds. The two roles stay, since they belong to the server."""
    for table in ("tenant_usage", "oauth_clients", "api_keys", "tenants"):
        op.drop_table(table)
