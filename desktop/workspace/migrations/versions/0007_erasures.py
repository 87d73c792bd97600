"""What erasures name, beside the journal that says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("change_no", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("replica_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("fields", sa.Text),
    )
    op.create_index("ix_erased_record", "erased", ["record_id"])
    op.create_index("ix_erased_change", "erased", ["replica_no", "seq"])
    # Erasures that came before this version understood them: the next opening does what they say.
    op.execute("INSERT INTO meta (key, value) SELECT 'erasing', '[]' FROM change WHERE type = 'erasure' LIMIT 1")
