"""Smaller files: the changes of imports compressed in blocks, and members of records by number, each field and code once.
What read both reads views of the old names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.workspace.changes.change_blocks import store_together
from desktop.workspace.changes.value_compression import unpack

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TYPES = (
    "organisation person activity run visit question session participant task budget_line note finding commitment"
    " follow_up template"
)


_CHANGE = "no, replica_no, seq, ms, counter, type, record_id, data, replaces, group_no, author_no, time, private"
_VIEW = (
    "CREATE VIEW change AS SELECT s.no, s.replica_no, s.seq, s.ms, s.counter, s.type, s.record_id, CASE typeof(s.data)"
    " WHEN 'integer' THEN (SELECT CAST(char(32 + s.data) || b.data AS BLOB) FROM change_block b"
    " WHERE b.first = s.no - s.data) ELSE s.data END AS data, s.replaces, s.group_no, s.author_no, s.time, s.private"
    " FROM stored_change s"
)
_BATCH = 1_000


def upgrade() -> None:
    _changes()
    _members()
    # The file is written anew after this transaction, or it would stay as large as it was.
    op.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('shrink', '1')")


def _changes() -> None:
    op.create_table(
        "stored_change",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("replica_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("counter", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("replaces", sa.Text),
        sa.Column("group_no", sa.Integer, nullable=False),
        sa.Column("author_no", sa.Integer, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
        sa.Column("private", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("replica_no", "seq", name="uq_change_id"),
    )
    op.create_table(
        "change_block",
        sa.Column("first", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.execute(f"INSERT INTO stored_change ({_CHANGE}) SELECT {_CHANGE} FROM change ORDER BY no")
    op.drop_table("change")
    op.create_index("ix_change_group", "stored_change", ["group_no"])
    op.create_index("ix_change_record", "stored_change", ["record_id"])
    _put_in_blocks()
    op.execute(_VIEW)


def _put_in_blocks() -> None:
    """The changes of imports, as far as they follow each other."""
    connection: Any = op.get_bind().connection.driver_connection
    asked = (
        "SELECT no, data FROM stored_change WHERE no > ? AND group_no IN (SELECT no FROM change_group WHERE kind = 'import'"
        " AND mine = 1) ORDER BY no LIMIT ?"
    )
    last = -1
    while rows := connection.execute(asked, (last, _BATCH)).fetchall():
        for start, end in _runs([no for no, _data in rows]):
            run = rows[start:end]
            stored, blocks = store_together(run[0][0], [unpack(data) for _no, data in run])
            places = [(data, no) for data, (no, _data) in zip(stored, run, strict=True) if isinstance(data, int)]
            connection.executemany("UPDATE stored_change SET data = ? WHERE no = ?", places)
            connection.executemany("INSERT INTO change_block (first, data) VALUES (?, ?)", blocks)
        last = rows[-1][0]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Where each run of numbers that follow each other starts and ends."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield start, at
            start = at


def _members() -> None:
    op.create_table(
        "member_code",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.UniqueConstraint("field", "code", name="uq_member_code"),
    )
    for name in _TYPES.split():
        op.create_table(
            f"{name}_has_code",
            sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("code_no", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("value", sa.Text),
            sqlite_with_rowid=False,
        )
        op.execute(
            f"INSERT OR IGNORE INTO member_code (field, code) SELECT DISTINCT field, code FROM {name}_member ORDER BY 1, 2"
        )
        op.execute(
            f"INSERT INTO {name}_has_code SELECT m.record_no, c.no, nullif(m.value, '1') FROM {name}_member m"
            f" JOIN member_code c ON c.field = m.field AND c.code = m.code ORDER BY 1, 2"
        )
        op.create_index(f"ix_{name}_has_code", f"{name}_has_code", ["code_no", "record_no"])
        op.drop_table(f"{name}_member")
        op.execute(
            f"CREATE VIEW {name}_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
            f" FROM {name}_has_code h JOIN member_code c ON c.no = h.code_no"
        )
