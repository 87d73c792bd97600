"""Who may erase what, changes that wait for a decision, and claims remembered about their maker alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_to_erased()
    op.create_table(
        "erasure_decision",
        sa.Column("change_no", sa.Integer, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("proven", sa.Integer, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
    )
    # What was done before anybody was asked stays done.
    op.execute(
        "INSERT INTO erasure_decision (change_no, state, proven, sender, time)"
        " SELECT DISTINCT c.no, 'decided', 1, '', c.time FROM change c JOIN erased e ON e.change_no = c.no"
    )
    op.create_table(
        "quarantine",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("time", sa.Integer, nullable=False),
    )
    op.create_index("ix_quarantine_change", "quarantine", ["replica", "seq"])
    _add_to_partner()
    op.drop_table("withheld")


def _add_to_erased() -> None:
    op.drop_index("ix_erased_record")
    op.drop_index("ix_erased_change")
    op.rename_table("erased", "erased_before")
    op.create_table(
        "erased",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("change_no", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("replica_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("fields", sa.Text),
        sa.Column("only_of", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_erased_record", "erased", ["record_id"])
    op.create_index("ix_erased_change", "erased", ["replica_no", "seq"])
    op.execute("INSERT INTO erased SELECT *, 0 FROM erased_before")
    op.drop_table("erased_before")


def _add_to_partner() -> None:
    op.rename_table("partner", "partner_before")
    op.create_table(
        "partner",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("claimed", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("former", sa.Text, nullable=False),
        sa.Column("met", sa.Integer, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("seen_time", sa.Integer, nullable=False),
        sa.Column("lacks", sa.Text, nullable=False),
        sa.Column("sent", sa.Text),
        sa.Column("sent_time", sa.Integer),
        sa.Column("offers", sa.Text, nullable=False, server_default="{}"),
        sa.Column("erases", sa.Text, nullable=False, server_default="asked"),
        sa.Column("brings_old", sa.Integer, nullable=False, server_default="0"),
    )
    op.execute("INSERT INTO partner SELECT *, '{}', 'asked', 0 FROM partner_before")
    op.drop_table("partner_before")
