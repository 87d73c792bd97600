"""The first workspace: journal, records and index as released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _journal()
    _records()
    _index()


def _journal() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "replica",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
    )
    op.create_table(
        "author",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, unique=True, nullable=False),
    )
    op.create_table(
        "change_group",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False, server_default=""),
        sa.Column("time", sa.Integer, nullable=False),
        sa.Column("mine", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("undone_by", sa.Integer),
    )
    op.create_table(
        "change",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("replica_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("counter", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("replaces", sa.Text),
        sa.Column("group_no", sa.Integer, nullable=False),
        sa.Column("author_no", sa.Integer, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
        sa.Column("private", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("replica_no", "seq", name="uq_change_id"),
    )
    op.create_index("ix_change_group", "change", ["group_no"])
    op.create_index("ix_change_record", "change", ["record_id"])


def _records() -> None:
    op.create_table(
        "activity",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("block", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("summary", sa.Text),
        sa.Column("start", sa.Text),
        sa.Column("end", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("municipality", sa.Text),
        sa.Column("coordinates", sa.Text),
        sa.Column("audience", sa.Text),
        sa.Column("participants_total", sa.Integer),
        sa.Column("participants_women", sa.Integer),
        sa.Column("participants_men", sa.Integer),
        sa.Column("participants_other", sa.Integer),
        sa.Column("local_governments", sa.Integer),
        sa.Column("results", sa.Text),
        sa.Column("lessons", sa.Text),
        sa.Column("replicability", sa.Text),
        sa.Column("platform", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("source_id", sa.Text),
        sa.Column("licence", sa.Text),
        sa.Column("source_data", sa.Text),
        sa.Column("private_note", sa.Text),
        sa.Column("title_key", sa.Text),
        sa.Column("municipality_key", sa.Text),
        sa.Column("year", sa.Integer),
        sa.Column("organisation_words", sa.Text),
        sa.Column("place_words", sa.Text),
        sa.Column("title_more", sa.Text),
        sa.Column("text_more", sa.Text),
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
    op.create_index("ix_activity_by_country", "activity", ["listed", "country", "start"])
    op.create_index("ix_activity_by_end", "activity", ["listed", "end"])
    op.create_index("ix_activity_by_kind", "activity", ["listed", "kind", "start"])
    op.create_index("ix_activity_by_modified", "activity", ["listed", "modified"])
    op.create_index("ix_activity_by_municipality", "activity", ["listed", "municipality_key"])
    op.create_index("ix_activity_by_participants_total", "activity", ["listed", "participants_total"])
    op.create_index(
        "ix_activity_by_start",
        "activity",
        ["listed", "start", "no", "kind", "status", "country", "year", "missing", "conflicts"],
    )
    op.create_index("ix_activity_by_status", "activity", ["listed", "status", "start"])
    op.create_index("ix_activity_by_title", "activity", ["listed", "title_key"])
    op.create_index("ix_activity_merged", "activity", ["merged_into"])
    op.create_index("ix_activity_source", "activity", ["source_id"])
    op.create_index("ix_activity_unlisted", "activity", ["binned", "start"], sqlite_where=sa.text("listed = 0"))
    op.create_table(
        "activity_member",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_activity_member_code", "activity_member", ["field", "code", "record_no"])
    op.create_table(
        "run",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("start", sa.Text),
        sa.Column("end", sa.Text),
        sa.Column("enrolled", sa.Integer),
        sa.Column("active", sa.Integer),
        sa.Column("completed", sa.Integer),
        sa.Column("certified", sa.Integer),
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
    op.create_index("ix_run_merged", "run", ["merged_into"])
    op.create_index("ix_run_parent", "run", ["parent"])
    op.create_table(
        "run_member",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_run_member_code", "run_member", ["field", "code", "record_no"])
    op.create_table(
        "organisation",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("municipality", sa.Text),
        sa.Column("population", sa.Integer),
        sa.Column("belongs_to", sa.Text),
        sa.Column("membership", sa.Text),
        sa.Column("member_since", sa.Text),
        sa.Column("source_id", sa.Text),
        sa.Column("private_note", sa.Text),
        sa.Column("name_key", sa.Text),
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
    op.create_index("ix_organisation_merged", "organisation", ["merged_into"])
    op.create_index("ix_organisation_name", "organisation", ["name_key"])
    op.create_index("ix_organisation_source", "organisation", ["source_id"])
    op.create_table(
        "organisation_member",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_organisation_member_code", "organisation_member", ["field", "code", "record_no"])
    op.create_table(
        "person",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("organisation", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("telephone", sa.Text),
        sa.Column("consent", sa.Text),
        sa.Column("private_note", sa.Text),
        sa.Column("name_key", sa.Text),
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
    op.create_index("ix_person_merged", "person", ["merged_into"])
    op.create_index("ix_person_name", "person", ["name_key"])
    op.create_table(
        "person_member",
        sa.Column("record_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_member_code", "person_member", ["field", "code", "record_no"])


def _index() -> None:
    op.execute(
        "CREATE VIEW activity_document AS SELECT no, coalesce(title, '') || ' ' || coalesce(title_m"
        "ore, '') AS title, coalesce(summary, '') || ' ' || coalesce(text_more, '') || ' ' || coale"
        "sce(results, '') || ' ' || coalesce(lessons, '') || ' ' || coalesce(replicability, '') || "
        "' ' || coalesce(audience, '') || ' ' || coalesce(platform, '') || ' ' || coalesce(source_i"
        "d, '') AS text, coalesce(municipality, '') || ' ' || coalesce(place_words, '') AS place, c"
        "oalesce(organisation_words, '') AS organisation, coalesce(private_note, '') AS note FROM a"
        "ctivity"
    )
    op.execute(
        "CREATE VIRTUAL TABLE activity_fts USING fts5(title, text, place, organisation, note, conte"
        "nt='activity_document', content_rowid='no', tokenize='unicode61 remove_diacritics 2', pref"
        "ix='2 3')"
    )
    op.execute("INSERT INTO activity_fts(activity_fts, rank) VALUES('rank', 'bm25(10.0, 2.0, 4.0, 4.0, 1.0)')")
