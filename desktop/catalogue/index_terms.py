"""The words that the full-text index holds: which of them are other forms of a word that was typed."""

from __future__ import annotations

from collections.abc import Callable

from desktop.catalogue.stemming import plain_forms, same_word, shared_beginning
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.sqlite import SqliteConnection

MOST_TERMS = 400
"""Words of the index that are looked at for one."""


def create_term_tables(conn: SqliteConnection) -> None:
    """Make, for this connection alone, the tables that list the words of each index."""
    conn.execute("PRAGMA query_only=OFF")
    try:
        for index in INDEXES.values():
            conn.execute(f"CREATE VIRTUAL TABLE temp.{index.kind}_term USING fts5vocab('main', '{index.name}', 'row')")
    finally:
        conn.execute("PRAGMA query_only=ON")


def forms_in(conn: SqliteConnection, kind: str) -> Callable[[str], list[str]]:
    """What gives the other forms of a folded word that are in the index of a record type."""

    def forms(word: str) -> list[str]:
        found = plain_forms(word)
        begins = shared_beginning(word)
        if not begins:
            return found
        rows = conn.execute(
            f"SELECT term FROM temp.{kind}_term WHERE term >= ? AND term < ? LIMIT {MOST_TERMS}",
            (begins, begins + "\U0010ffff"),
        )
        also = (term for (term,) in rows if not term.startswith(word) and same_word(word, term))
        return list(dict.fromkeys([*found, *also]))

    return forms
