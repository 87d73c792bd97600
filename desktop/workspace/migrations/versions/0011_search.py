"""Words of every script are found, and codes by their names: words that SQLite's tokenizer does not fold as the desk does
stand once more in columns of the record, and the index has a word for each code.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.workspace.search_index.index_words import further_words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 1_000
_SHORT = ("title", "place", "organisation")
_TEXTS = {
    "activity": {
        "title": "title title_more",
        "text": "summary text_more results lessons replicability audience platform source_id",
        "place": "municipality place_words",
        "organisation": "organisation_words",
        "note": "private_note",
    },
    "visit": {
        "title": "title title_more",
        "text": "purpose summary text_more arrangements host_brief context lessons replicability source_id",
        "place": "municipality address place_words",
        "organisation": "organisation_words",
        "note": "private_note",
    },
}


def upgrade() -> None:
    for kind, texts in _TEXTS.items():
        for name in texts:
            op.add_column(kind, sa.Column(f"{name}_indexed", sa.Text))
        _fold(kind)
        op.execute(f"DROP TABLE {kind}_fts")
        op.execute(f"DROP VIEW {kind}_document")  # both are made again at the end of the migration


def _fold(kind: str) -> None:
    """The words that stand once more."""
    connection: Any = op.get_bind().connection.driver_connection
    texts = {name: columns.split() for name, columns in _TEXTS[kind].items()}
    read = ", ".join(column for columns in texts.values() for column in columns)
    written = ", ".join(f"{name}_indexed = ?" for name in texts)
    last = 0
    while rows := connection.execute(
        f"SELECT no, {read} FROM {kind} WHERE no > ? ORDER BY no LIMIT ?", (last, _BATCH)
    ).fetchall():
        changed: list[tuple[Any, ...]] = []
        for no, *cells in rows:
            given = iter(cells)
            folded = [
                further_words([next(given) for _column in columns], whole=name in _SHORT)
                for name, columns in texts.items()
            ]
            if any(folded):
                changed.append((*folded, no))
        connection.executemany(f"UPDATE {kind} SET {written} WHERE no = ?", changed)
        last = rows[-1][0]
