"""The full-text index over activities (SQLite's FTS5): made, kept, rebuilt, and compared with the records.

The index holds no text of its own: its content is a view over the records, so it can always be built again. Accents and
case are folded by the tokenizer; prefixes of two and three letters have an index for search as one types.
"""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.workspace.connections import Direct

INDEX = "activity_fts"
DOCUMENT = "activity_document"
COLUMNS = ("title", "text", "place", "organisation", "note")

_WORDS = {
    "title": ("title", "title_more"),
    "text": (
        "summary",
        "text_more",
        "results",
        "lessons",
        "replicability",
        "audience",
        "platform",
        "source_id",
    ),
    "place": ("municipality", "place_words"),
    "organisation": ("organisation_words",),
    "note": ("private_note",),
}

_NAMES = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))

STATEMENTS = (
    f"CREATE VIEW {DOCUMENT} AS SELECT no, "
    + ", ".join(
        " || ' ' || ".join(f"coalesce({column}, '')" for column in columns) + f" AS {name}"
        for name, columns in _WORDS.items()
    )
    + " FROM activity",
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5({_NAMES}, content='{DOCUMENT}', content_rowid='no', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    f"INSERT INTO {INDEX}({INDEX}, rank) VALUES('rank', 'bm25(10.0, 2.0, 4.0, 4.0, 1.0)')",
)
"""What makes the index in an empty workspace."""

Document = tuple[str, ...]


def create_index(conn: Connection) -> None:
    """Make view and index in a new workspace."""
    for statement in STATEMENTS:
        conn.exec_driver_sql(statement)


def document(conn: Connection | Direct, no: int) -> Document | None:
    """What the index should hold of an activity, by its local number."""
    row = conn.exec_driver_sql(f"SELECT {_NAMES} FROM {DOCUMENT} WHERE no = ?", (no,)).fetchone()
    return None if row is None else tuple(row)


def reindex(conn: Connection | Direct, no: int, before: Document | None, after: Document | None) -> None:
    """Bring the index from what an activity's document was to what it is."""
    if before == after:
        return
    if before is not None:
        conn.exec_driver_sql(
            f"INSERT INTO {INDEX}({INDEX}, rowid, {_NAMES}) VALUES('delete', ?, {_MARKS})", (no, *before)
        )
    if after is not None:
        conn.exec_driver_sql(f"INSERT INTO {INDEX}(rowid, {_NAMES}) VALUES(?, {_MARKS})", (no, *after))


def index_range(conn: Connection, first: int, last: int) -> None:
    """Index activities that were just inserted, `first` to `last` by local number."""
    conn.exec_driver_sql(
        f"INSERT INTO {INDEX}(rowid, {_NAMES}) SELECT no, {_NAMES} FROM {DOCUMENT} WHERE no BETWEEN ? AND ?",
        (first, last),
    )


def rebuild(conn: Connection) -> None:
    """Make the whole index again from the records."""
    conn.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}) VALUES('rebuild')")


def optimize(conn: Connection | Direct) -> None:
    """Leave no word in the index that no record holds: what was taken out is only marked until parts are joined."""
    conn.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}) VALUES('optimize')")


def verify(conn: Connection) -> None:
    """Raise sqlite3.DatabaseError (wrapped by SQLAlchemy) where the index and the records differ."""
    conn.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES('integrity-check', 1)")
