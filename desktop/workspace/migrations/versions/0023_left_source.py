"""Activities that are no longer in the list that they were imported from: since when."""

from __future__ import annotations

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_field("activity", "left_source", FieldKind.DATE)
