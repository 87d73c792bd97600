"""What arrives from other desks: what they withhold, and a report of each package."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withheld",
        sa.Column("replica_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "arrival",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("group_no", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("sender_replica", sa.Text, nullable=False),
        sa.Column("first_no", sa.Integer, nullable=False),
        sa.Column("last_no", sa.Integer, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )
