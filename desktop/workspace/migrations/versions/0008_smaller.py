"""Smaller files: changes compressed each by itself, source data in the journal alone, an index over fewer prefixes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.workspace.changes.value_compression import pack

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BATCH = 1_000
_MERGED = (
    "organisation person activity run visit question session participant task budget_line note finding commitment"
    " follow_up template"
)
_DOCUMENTS = ("activity", "visit")


def upgrade() -> None:
    _compress_changes()
    op.execute("ALTER TABLE activity DROP COLUMN source_data")
    op.execute("ALTER TABLE template DROP COLUMN content")
    for name in _MERGED.split():
        op.drop_index(f"ix_{name}_merged")
        op.create_index(f"ix_{name}_merged", name, ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL"))
    for name in _DOCUMENTS:
        _index(f"{name}_fts", f"{name}_document")
    # The file is written anew after this transaction, or it would stay as large as it was.
    op.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('shrink', '1')")


def _compress_changes() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    last = 0
    while rows := connection.execute(
        "SELECT no, data FROM change WHERE no > ? ORDER BY no LIMIT ?", (last, _BATCH)
    ).fetchall():
        packed = [(pack(data), no) for no, data in rows if isinstance(data, str)]
        changed = [each for each in packed if isinstance(each[0], bytes)]
        connection.executemany("UPDATE change SET data = ? WHERE no = ?", changed)
        last = rows[-1][0]


def _index(name: str, view: str) -> None:
    op.execute(f"DROP TABLE {name}")
    op.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5(title, text, place, organisation, note, content='{view}', "
        "content_rowid='no', tokenize='unicode61 remove_diacritics 2', prefix='3')"
    )
    op.execute(f"INSERT INTO {name}({name}, rank) VALUES('rank', 'bm25(10.0, 2.0, 4.0, 4.0, 1.0)')")
    op.execute(f"INSERT INTO {name}({name}) VALUES('rebuild')")
