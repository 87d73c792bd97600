"""Who wrote each change, proven: keys of replicas, digests and signatures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replica_key",
        sa.Column("replica_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "proof",
        sa.Column("change_no", sa.Integer, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("gone", sa.Text),
    )
    op.create_table(
        "late_reference",
        sa.Column("replica_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("change_no", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "partner_sum",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("replica", sa.Text, primary_key=True),
        sa.Column("spans", sa.Text, nullable=False),
        sa.Column("sum", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "partner_standing",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("confirmed_by", sa.Text, nullable=False),
        sa.Column("confirmed", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
