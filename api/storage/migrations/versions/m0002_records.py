"""Decision records, chained for each tenant. A tenant may add and read records, and neither change nor remove one.

Revision ID: m0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from api.storage.migrations.walls import wall

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision_records",
        sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(400), nullable=False),
    )
    wall("decision_records", rights="select, insert")
    op.create_table(
        "record_chains",
        sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
    )
    wall("record_chains", rights="select, insert, update")


def downgrade() -> None:
    for table in ("record_chains", "decision_records"):
        op.drop_table(table)
