"""Consolidations: folders of packages taken in, and what became of each file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gathering",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("files", sa.Integer, nullable=False),
        sa.Column("ended", sa.Integer),
        sa.Column("standing", sa.Text),
    )
    op.create_table(
        "delivery",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("gathering_no", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("arrival_no", sa.Integer),
        sa.Column("report", sa.Text, nullable=False),
        sa.UniqueConstraint("gathering_no", "path", name="uq_delivery_path"),
    )
    op.create_index("ix_delivery_sha256", "delivery", ["sha256"])
