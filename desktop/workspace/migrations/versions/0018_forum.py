"""The Learning Forum: topics, comments, rounds and votes; calls and answers; the topic of a session; the sex of a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TABLES = {
    "forum": "title summary start end country municipality visit private_note title_key",
    "topic": "parent title summary state method minutes# organisation brings activity private_note",
    "comment": "parent text day said_by said_agreed",
    "round": "parent name method points# ballots start end closed",
    "vote": "parent person ballot received",
    "call": "title text due asks_for forum fields start end private_note title_key",
    "answer": "parent desk day records# complete# remark",
}
"""Record type -> the columns of its fields and what follows from them; those with a # hold whole numbers."""
_PARTS = ("topic", "comment", "round", "vote", "answer")


def upgrade() -> None:
    for name, columns in _TABLES.items():
        _make_tables(name, columns.split())
    for name in _PARTS:
        op.create_index(f"ix_{name}_parent", name, ["parent"])
    op.create_index("ix_vote_person", "vote", ["person"])
    add_field("session", "topic", FieldKind.REFERENCE)
    add_field("person", "sex", FieldKind.CHOICE)


def _make_tables(name: str, columns: list[str]) -> None:
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
    op.create_table(
        f"{name}_has_code",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_has_code", f"{name}_has_code", ["code_no", "record_no"])
    op.execute(
        f"CREATE VIEW {name}_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
        f" FROM {name}_has_code h JOIN member_code c ON c.no = h.code_no"
    )
