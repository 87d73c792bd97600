"""What desks say of the computers that come in their place, and the keys to seal packages with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introduction",
        sa.Column("old", sa.Text, primary_key=True),
        sa.Column("new", sa.Text, primary_key=True),
        sa.Column("sealing_key", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("old_signature", sa.Text, nullable=False),
        sa.Column("new_signature", sa.Text, nullable=False),
        sa.Column("linked", sa.Integer, nullable=False),
        sa.Column("linked_by", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("partner", sa.Column("sealing_key", sa.Text, nullable=False, server_default=""))
