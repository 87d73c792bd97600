"""Peer visits: the visit, its parts, templates, and a full-text index over visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = {
    "visit": (
        "title approach stage purpose interpretation accessibility start end time_zone country municipality "
        "address coordinates arrangements host_brief emergency_numbers currency context summary lessons "
        "replicability template source source_id private_note title_key municipality_key year# "
        "organisation_words host_words visitor_words place_words title_more text_more first_day last_day"
    ),
    "question": ("parent question why asked_by position#"),
    "session": (
        "parent title kind at minutes# time_zone track method summary steps discussion_minutes# place address "
        "coordinates outdoors travel_minutes# buffer_minutes# leads needs private_note day# minute#"
    ),
    "participant": (
        "parent name person side role function organisation email telephone arrival arrival_by departure "
        "departure_by accommodation dietary access_needs emergency_contact consent private_note"
    ),
    "task": ("parent title phase side owner due_days# due_from due state done notes position#"),
    "budget_line": ("parent what kind payer currency planned spent rate rate_date notes position#"),
    "note": (
        "parent session question time saw take_home stays_open said_by said_agreed written_by activity private_note"
    ),
    "finding": ("parent finding kind question evidence recommendation answer answer_state position#"),
    "commitment": (
        "parent what who organisation side due state question note finding changed activity position# private_note"
    ),
    "follow_up": (
        "parent title after_months# due side commitment done happened changed evidence answered_by private_note"
    ),
    "template": ("name approach summary language version# content name_key"),
}
"""Record type -> the columns of its fields and what follows from them; those with a # hold whole numbers."""

_INDEXES = (
    ("ix_visit_by_approach", "visit", ["listed", "approach", "start"]),
    ("ix_visit_by_country", "visit", ["listed", "country", "start"]),
    ("ix_visit_by_days", "visit", ["listed", "first_day", "last_day"]),
    ("ix_visit_by_end", "visit", ["listed", "end"]),
    ("ix_visit_by_modified", "visit", ["listed", "modified"]),
    ("ix_visit_by_municipality", "visit", ["listed", "municipality_key"]),
    ("ix_visit_by_stage", "visit", ["listed", "stage", "start"]),
    (
        "ix_visit_by_start",
        "visit",
        ["listed", "start", "no", "stage", "approach", "country", "year", "missing", "conflicts"],
    ),
    ("ix_visit_by_title", "visit", ["listed", "title_key"]),
    ("ix_visit_source", "visit", ["source_id"]),
    ("ix_question_parent", "question", ["parent"]),
    ("ix_session_parent", "session", ["parent", "day", "minute"]),
    ("ix_participant_parent", "participant", ["parent"]),
    ("ix_task_parent", "task", ["parent"]),
    ("ix_task_state", "task", ["state", "parent"]),
    ("ix_budget_line_parent", "budget_line", ["parent"]),
    ("ix_note_parent", "note", ["parent"]),
    ("ix_finding_parent", "finding", ["parent"]),
    ("ix_commitment_parent", "commitment", ["parent"]),
    ("ix_commitment_state", "commitment", ["state", "due"]),
    ("ix_follow_up_done", "follow_up", ["done", "parent"]),
    ("ix_follow_up_parent", "follow_up", ["parent"]),
    ("ix_template_name", "template", ["name_key"]),
)


def upgrade() -> None:
    for name, columns in _TABLES.items():
        _record_table(name, columns.split())
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    op.create_index("ix_visit_unlisted", "visit", ["binned", "start"], sqlite_where=sa.text("listed = 0"))
    _index()


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
    op.create_index(f"ix_{name}_merged", name, ["merged_into"])
    op.create_table(
        f"{name}_member",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_member_code", f"{name}_member", ["field", "code", "record_no"])


def _index() -> None:
    op.execute(
        "CREATE VIEW visit_document AS SELECT no, coalesce(title, '') || ' ' || coalesce(title_more, '')"
        " AS title, coalesce(purpose, '') || ' ' || coalesce(summary, '') || ' ' || coalesce(text_more, "
        "'') || ' ' || coalesce(arrangements, '') || ' ' || coalesce(host_brief, '') || ' ' || "
        "coalesce(context, '') || ' ' || coalesce(lessons, '') || ' ' || coalesce(replicability, '') || "
        "' ' || coalesce(source_id, '') AS text, coalesce(municipality, '') || ' ' || coalesce(address, "
        "'') || ' ' || coalesce(place_words, '') AS place, coalesce(organisation_words, '') AS "
        "organisation, coalesce(private_note, '') AS note FROM visit"
    )
    op.execute(
        "CREATE VIRTUAL TABLE visit_fts USING fts5(title, text, place, organisation, note, "
        "content='visit_document', content_rowid='no', tokenize='unicode61 remove_diacritics 2', "
        "prefix='2 3')"
    )
    op.execute("INSERT INTO visit_fts(visit_fts, rank) VALUES('rank', 'bm25(10.0, 2.0, 4.0, 4.0, 1.0)')")
