"""Needs, offers, matchings, and what was decided about a need and an offer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_INDEXED = "title_indexed text_indexed place_indexed organisation_indexed note_indexed"
_BOTH = (
    "title state summary level organisation contact interpretation until activity visit private_note title_key"
    f" organisation_words title_more text_more {_INDEXED}"
)
_TABLES = {
    "need": f"{_BOTH} distance question note",
    "offer": f"{_BOTH} visits_at_most#",
    "matching": (
        "name day needs_query offers_query target_points# hazard_points# theme_points# language_points# level_points#"
        " distance_points# size_points# approach_points# match_points# language_rule distance_rule host_at_most#"
        " apart_months# region_at_most# region_side points_at_least# notes"
    ),
    "pair": "title need offer state reason decided visit matching",
}
"""Record type -> the columns of its fields and what follows from them; those with a # hold whole numbers."""

_ORDERS = {
    "title": ("title_key",),
    "state": ("state", "title_key"),
    "level": ("level", "title_key"),
    "until": ("until",),
    "modified": ("modified",),
}


def upgrade() -> None:
    for name, columns in _TABLES.items():
        _record_table(name, columns.split())
    for type in ("need", "offer"):
        for name, those in _ORDERS.items():
            op.create_index(f"ix_{type}_by_{name}", type, ["listed", *those])
        op.create_index(f"ix_{type}_unlisted", type, ["binned", "title_key"], sqlite_where=sa.text("listed = 0"))
        op.create_index(f"ix_{type}_organisation", type, ["organisation"])
        op.create_index(f"ix_pair_{type}", "pair", [type])


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
