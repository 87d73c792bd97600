"""Distinctions: pairs of records that somebody said are not the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "distinction",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("record_type", "first", "second")),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("binned", sa.Integer, nullable=False),
        sa.Column("survivor", sa.Text),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("missing", sa.Integer, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("modified", sa.Integer, nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("heads", sa.Text),
        sa.Column("extra", sa.Text),
        sa.Column("deleted", sa.Integer),
        sa.Column("merged_into", sa.Text),
    )
    op.create_index(
        "ix_distinction_merged", "distinction", ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL")
    )
    op.create_table(
        "distinction_has_code",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_distinction_has_code", "distinction_has_code", ["code_no", "record_no"])
    op.execute(
        "CREATE VIEW distinction_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
        " FROM distinction_has_code h JOIN member_code c ON c.no = h.code_no"
    )
