"""Tables of a record type, for migrations: written once here, with columns named by each migration for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from desktop.workspace.records.tables import index_part


def add_record_type(
    name: str,
    columns: Sequence[str],
    *,
    orders: Mapping[str, Sequence[str]] | None = None,
    references: Sequence[str] = (),
) -> None:
    """Make the table of a record type, that of its members, and its view. Columns with a # at their end hold whole numbers.

    `orders`: of a type that has a list, what it can be sorted by, with the columns; "title" must be among them.
    `references`: columns in which other records are looked for.

    What is made here never changes: files of all versions have it. A change is a migration of its own.
    """
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
    for order, those in (orders or {}).items():
        op.create_index(f"ix_{name}_by_{order}", name, ["listed", *map(index_part, those)])
    if orders:
        op.create_index(f"ix_{name}_unlisted", name, ["binned", *orders["title"]], sqlite_where=sa.text("listed = 0"))
    for column in references:
        op.create_index(f"ix_{name}_{column}", name, [column])
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
