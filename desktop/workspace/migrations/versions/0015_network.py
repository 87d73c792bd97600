"""Organisations and people are listed and searched as activities are: the words of their index, the orders of their lists."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.workspace.projection.rows import country_words
from desktop.workspace.search_index.index_words import further_words

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COLUMNS = {
    "organisation": ("place_words", "title_more"),
    "person": ("organisation_words",),
}
_INDEXED = ("title_indexed", "text_indexed", "place_indexed", "organisation_indexed", "note_indexed")
_ORDERS = {
    "organisation": {
        "name": ("name_key",),
        "kind": ("kind", "name_key"),
        "country": ("country", "name_key"),
        "membership": ("membership", "name_key"),
        "population": ("population",),
        "modified": ("modified",),
    },
    "person": {"name": ("name_key",), "consent": ("consent", "name_key"), "modified": ("modified",)},
}
_BATCH = 1_000


def upgrade() -> None:
    for type, names in _COLUMNS.items():
        for name in (*names, *_INDEXED):
            op.add_column(type, sa.Column(name, sa.Text))
    _fill_organisations()
    _fill_people()
    for type, orders in _ORDERS.items():
        for name, columns in orders.items():
            op.create_index(f"ix_{type}_by_{name}", type, ["listed", *columns])
        op.create_index(f"ix_{type}_unlisted", type, ["binned", "name_key"], sqlite_where=sa.text("listed = 0"))
    op.create_index("ix_person_organisation", "person", ["organisation"])


def _fill_organisations() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    more: dict[int, list[str]] = {}
    for no, text in connection.execute(
        "SELECT record_no, value FROM organisation_member WHERE field = 'name' ORDER BY record_no, code, value"
    ):
        more.setdefault(no, []).append(text)
    last = 0
    while rows := connection.execute(
        "SELECT no, name, country, municipality, source_id, private_note FROM organisation WHERE no > ? ORDER BY no LIMIT ?",
        (last, _BATCH),
    ).fetchall():
        written: list[tuple[Any, ...]] = []
        for no, name, country, municipality, source_id, note in rows:
            title_more = " ".join(more.get(no, ())) or None
            place_words = None if country is None else country_words(country)
            folded = (
                further_words((name, title_more), whole=True),
                further_words((source_id,), whole=False),
                further_words((municipality, place_words), whole=True),
                further_words((note,), whole=False),
            )
            if title_more or place_words or any(folded):
                written.append((place_words, title_more, *folded, no))
        connection.executemany(
            "UPDATE organisation SET place_words = ?, title_more = ?, title_indexed = ?, text_indexed = ?,"
            " place_indexed = ?, note_indexed = ? WHERE no = ?",
            written,
        )
        last = rows[-1][0]


def _fill_people() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    last = 0
    while rows := connection.execute(
        "SELECT p.no, p.name, p.role, p.email, p.private_note, coalesce(s.name, o.name) FROM person p"
        " LEFT JOIN organisation o ON o.id = p.organisation LEFT JOIN organisation s ON s.id = o.survivor"
        " WHERE p.no > ? ORDER BY p.no LIMIT ?",
        (last, _BATCH),
    ).fetchall():
        written: list[tuple[Any, ...]] = []
        for no, name, role, email, note, organisation in rows:
            organisation = organisation or None
            folded = (
                further_words((name,), whole=True),
                further_words((role, email), whole=False),
                further_words((organisation,), whole=True),
                further_words((note,), whole=False),
            )
            if organisation or any(folded):
                written.append((organisation, *folded, no))
        connection.executemany(
            "UPDATE person SET organisation_words = ?, title_indexed = ?, text_indexed = ?, organisation_indexed = ?,"
            " note_indexed = ? WHERE no = ?",
            written,
        )
        last = rows[-1][0]
