"""Partners: the desks that packages came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("claimed", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("key", sa.Text, unique=True, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("former", sa.Text, nullable=False),
        sa.Column("met", sa.Integer, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("seen_time", sa.Integer, nullable=False),
        sa.Column("lacks", sa.Text, nullable=False),
        sa.Column("sent", sa.Text),
        sa.Column("sent_time", sa.Integer),
    )
