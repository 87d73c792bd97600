"""Needs that a topic of a forum raised: which topic."""

from __future__ import annotations

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_field("need", "topic", FieldKind.REFERENCE)
