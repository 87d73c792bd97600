"""Calls from the secretariat: what is asked for until when, what this desk still lacks, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.learning.forum.calls import due_words, field_words, unknown_fields
from desktop.ui.buttons import action_button
from desktop.ui.current_time import today
from desktop.ui.forum.forum_data import ForumData
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.forum.view_parts import quiet_text
from desktop.values.dates import format_date
from desktop.vocabularies import load
from desktop.workspace import Record


class CallsView(QWidget):
    """Calls above; of the selected one what is lacking here, and the answers."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.table = RowsTable([_("Call"), _("Asks for"), _("Until")], _("Calls"), self)
        self.note = quiet_text(self)
        self.lacking = RowsTable([_("Record"), _("Still missing")], _("What this desk still lacks"), self)
        self.answers = RowsTable([_("Desk"), _("Day"), _("Complete"), _("Remark")], _("Who has answered"), self, wide=3)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.lacking, _("What this desk still lac&ks"))
        self.tabs.addTab(self.answers, _("Who has answe&red"))
        top = QHBoxLayout()
        top.addStretch(1)
        for action in actions:
            top.addWidget(action_button(action, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 2)
        column.addWidget(self.note)
        column.addWidget(self.tabs, 3)

    def show_data(self, data: ForumData, select: str = "") -> None:
        """Show the calls, and the one that was read."""
        subjects, day = load("call_subjects"), today()
        rows = [
            Row(
                each.id,
                (each.title, subjects.label(str(each.values.get("asks_for") or "activities")), due_words(each, day)),
            )
            for each in data.calls
        ]
        state = data.call
        self.table.show_rows(rows, select or (state.call.id if state is not None else ""))
        self.tabs.setVisible(state is not None)
        if state is None:
            self.note.setText(_("No call yet. A call says which fields of which records are wanted, and until when."))
            return
        complete = state.records - len(state.lacking)
        words = ngettext(
            "{complete} of {count} record is complete.", "{complete} of {count} records are complete.", state.records
        ).format(complete=complete, count=state.records)
        if unknown := unknown_fields(state.call):
            more = _("Not known here: {fields}").format(fields=", ".join(unknown))
            words = f"{words} {more}"
        answered = _("This desk has answered.") if state.has_answered else _("This desk has not answered yet.")
        self.note.setText(f"{words} {answered}")
        self.lacking.show_rows(
            [Row(each.id, (each.title, field_words(each.fields, each.type))) for each in state.lacking]
        )
        self.answers.show_rows([Row(each.id, _answer_cells(each)) for each in state.answers])


def _answer_cells(answer: Record) -> tuple[str, str, str, str]:
    values = answer.values
    day = str(values.get("day") or "")
    numbers = _("{complete} of {count}").format(complete=values.get("complete", 0), count=values.get("records", 0))
    return answer.title, format_date(day) if day else "", numbers, str(values.get("remark") or "")
