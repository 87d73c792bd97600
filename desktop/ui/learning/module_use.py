"""What a module reached, beside its form: the trainings that used it, by country, section and year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.catalogue.trainings import Certificate, Trainings, read_certificates, read_trainings
from desktop.i18n import _, ngettext
from desktop.learning.reach_rows import reach_headings, reach_rows, reach_words
from desktop.learning.trainer_tree import filtered, reach_of
from desktop.ui.current_time import today
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.learning.counts_table import CountsTable
from desktop.values.numbers import format_number


class ModuleUse(RecordPart):
    """A line in words, and the table."""

    def __init__(self, context: RecordContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._code = ""
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.table = CountsTable(self, name=_("Reach"), headings=(_("Reach"), *reach_headings()))
        self.table.fit_numbers()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Count again."""
        workspace = self._context.workspace
        self._code = code = str(reading.record.values.get("code") or "") if reading.record is not None else ""
        if not code:
            self.table.hide()
            self.words.setText(
                _("Choose in the form what activities name this module as: then its use is counted here.")
            )
            return
        self._context.desk.read(
            lambda: (code, read_trainings(workspace), read_certificates(workspace)), self._show,
            topic="editor: use of a module",
        )  # fmt: skip

    def enter(self) -> None:
        """The table."""
        self.table.setFocus()

    def _show(self, found: tuple[str, Trainings, list[Certificate]]) -> None:
        code, trainings, certificates = found
        if code != self._code:
            return
        used = filtered(trainings, {"module": code}).trainings
        day = today().isoformat()
        valid = len({each.person for each in certificates if each.module == code and not each.ran_out(day)})
        certified = ngettext(
            "{number} trainer with a valid certificate.", "{number} trainers with a valid certificate.", valid
        ).format(number=format_number(valid))
        words = reach_words(reach_of(used)) if used else _("No training used it yet.")
        self.words.setText(f"{words}\n{certified}")
        self.table.setVisible(bool(used))
        self.table.show_rows(reach_rows(used, trainings.sections, ("country", "section", "year")))
