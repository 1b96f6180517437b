"""What stands for decision records that were removed when their time was over, and when the operator's upkeep was done last.

Revision ID: m0005
"""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from api.storage.migrations.walls import share, wall

revision = "m0005"
down_revision = "m0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_checkpoints",
        sa.Column("tenant_id", sa.String(40), sa.ForeignKey("tenants.id"), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(400), nullable=False),
    )
    wall("record_checkpoints", rights="select")
    upkeep = op.create_table("upkeep", sa.Column("name", sa.String(40), primary_key=True), sa.Column("at", UTCDateTime(), nullable=False))
    share("upkeep", "select", operator="select, update")
    op.bulk_insert(upkeep, [{"name": "retention", "at": datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)}])


def downgrade() -> None:
    """Removed records stay removed: the chains of their tenants are told as cut by whatever came before."""
    for table in ("upkeep", "record_checkpoints"):
        op.drop_table(table)
