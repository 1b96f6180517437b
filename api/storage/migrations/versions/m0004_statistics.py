"""Counters of tenants, and the figures that are published of them. Figures belong to no tenant: all read them, the operator alone adds.

Revision ID: m0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from api.storage.migrations.walls import share, wall

revision = "m0004"
down_revision = "m0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statistics_counters",
        sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), primary_key=True),
        *_cell(),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    wall("statistics_counters", rights="select, insert, update")
    op.create_table("statistics_figures", *_cell(), sa.Column("figure", sa.Integer(), nullable=False))
    op.create_table("statistics_closed", *_cell()[:2])
    for table in ("statistics_figures", "statistics_closed"):
        share(table, "select", operator="select, insert")


def downgrade() -> None:
    for table in ("statistics_closed", "statistics_figures", "statistics_counters"):
        op.drop_table(table)


def _cell() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("cell", sa.Text(), primary_key=True),
    )
