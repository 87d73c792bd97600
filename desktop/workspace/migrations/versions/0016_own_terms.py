"""Own terms: what a network adds to the vocabularies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("vocabulary", "label", "broader", "aliases", "state")),
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
    op.create_index("ix_term_merged", "term", ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL"))
    op.create_table(
        "term_has_code",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_term_has_code", "term_has_code", ["code_no", "record_no"])
    op.execute(
        "CREATE VIEW term_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
        " FROM term_has_code h JOIN member_code c ON c.no = h.code_no"
    )
