"""A course run knows its learners in numbers: by week and group, and which lists were counted."""

from __future__ import annotations

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_field("run", "learner_counts", FieldKind.LONG_TEXT)
    add_field("run", "learner_lists", FieldKind.TEXT)
