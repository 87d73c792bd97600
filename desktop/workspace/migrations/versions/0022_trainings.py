"""Learning modules with a list of their own; certificates of trainers and evaluations as parts of their training."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TABLES = {
    "module": (
        "title code summary publisher units hours# audience version published history licence source_id private_note"
        " title_key title_more text_more title_indexed text_indexed place_indexed organisation_indexed note_indexed"
    ),
    "certificate": "parent person name module issued valid_until",
    "evaluation": "parent name day forms# answer_counts exact_counts sheet",
}
"""Record type -> the columns of its fields and what follows from them; those with a # hold whole numbers."""
_INDEXES = (
    ("ix_module_source", "module", ["source_id"]),
    ("ix_module_by_title", "module", ["listed", "title_key"]),
    ("ix_module_by_code", "module", ["listed", "code", "title_key"]),
    ("ix_module_by_published", "module", ["listed", "published"]),
    ("ix_module_by_modified", "module", ["listed", "modified"]),
    ("ix_certificate_parent", "certificate", ["parent"]),
    ("ix_evaluation_parent", "evaluation", ["parent"]),
)


def upgrade() -> None:
    for name, columns in _TABLES.items():
        _record_table(name, columns.split())
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    op.create_index("ix_module_unlisted", "module", ["binned", "title_key"], sqlite_where=sa.text("listed = 0"))


def _record_table(name: str, columns: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        *(sa.Column(each[:-1], sa.Integer) if each.endswith("#") else sa.Column(each, sa.Text) for each in columns),
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
    op.create_index(f"ix_{name}_merged", name, ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL"))
    members = f"{name}_has_code"
    op.create_table(
        members,
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{members}", members, ["code_no", "record_no"])
    op.execute(
        f"CREATE VIEW {name}_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
        f" FROM {members} h JOIN member_code c ON c.no = h.code_no"
    )
