"""Templates of reports."""

from __future__ import annotations

from desktop.workspace.maintenance.new_record_types import add_record_type

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_record_type("report_template", ("name", "summary", "version#", "name_key"))
