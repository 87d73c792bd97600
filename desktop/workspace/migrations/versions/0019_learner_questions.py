"""A course run says what its learners asked."""

from __future__ import annotations

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_field("run", "learner_questions", FieldKind.LONG_TEXT)
