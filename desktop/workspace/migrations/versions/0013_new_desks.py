"""Desks that wait to be accepted, and keys that were blocked together with that of the desk which brought them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "new_desk",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("partner_standing", sa.Column("through", sa.Text, nullable=False, server_default=""))
