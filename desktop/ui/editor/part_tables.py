"""Parts that stand within the form of their record: the runs of a course, certificates and evaluations of a training."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.form import RecordForm
from desktop.ui.editor.part_saving import save_through
from desktop.ui.editor.parts_table import PartsTable
from desktop.ui.editor.record_data import RecordData
from desktop.workspace import RECORD_TYPES, Value

COURSE_KINDS = frozenset(("mooc", "online_course", "webinar", "training", "training_of_trainers"))
"""Kinds of activity that are given in runs."""
_AFTER = {"run": "platform", "certificate": "platform", "evaluation": "platform"}
"""The field after which the table of a type of parts stands."""
_COLUMNS = {
    "run": ("name", "start", "end", "enrolled", "active", "completed", "certified"),
    "certificate": ("person", "module", "issued", "valid_until", "name"),
    "evaluation": ("name", "day", "forms"),
}
"""What of a part is seen, and written by hand."""
_BY_HAND = frozenset(("run",))
"""Parts that are added in the form; others are on their page."""


class FormParts:
    """A table for each type of parts that stands within the form."""

    def __init__(self, form: RecordForm, context: RecordContext) -> None:
        self.tables: list[PartsTable] = []
        for kind in RECORD_TYPES.values():
            if kind.part_of != form.kind.name or kind.name not in _AFTER:
                continue
            table = PartsTable(kind, form, columns=_COLUMNS[kind.name])
            row = form.rows[_AFTER[kind.name]]
            form.sections[row.widget.field.section].rows.addWidget(table)
            if kind.name not in _BY_HAND:
                table.buttons.removeWidget(table.add_button)
                table.add_button.hide()
                table.table.add_wanted.disconnect(table.add)
            save_through(table, context)
            self.tables.append(table)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show the parts of a record."""
        for table in self.tables:
            table.set_read_only(read_only)
            table.show_parts(record_id, reading.parts, reading.unread, reading.names)

    def show_where_of_use(self, values: Mapping[str, Value]) -> None:
        """Hide what a record like this has no use for: what is no course has no runs."""
        for table in self.tables:
            of_use = table.kind.name in _BY_HAND and values.get("kind") in COURSE_KINDS
            table.setVisible(table.table.rowCount() > 0 or of_use)
