"""Which activities leave as a table, in which format, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QMessageBox, QWidget

from desktop.catalogue import texts_shortened
from desktop.catalogue.exporting.table_formats import TableFormat, table_formats
from desktop.i18n import _
from desktop.ui.background import Task
from desktop.ui.dialogs.activity_scope import WhichActivities
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.file_dialogs import TABLES, start_folder

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.ui.desk import Desk


class ExportDialog(JobDialog):
    """Writes the table on a thread; closed by success, with `made`."""

    made = Signal(object)
    """The file's path."""

    def __init__(self, desk: Desk, query: Query, selected_ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Export"), desk.background, _("&Export"), parent)
        self._desk = desk
        self.which = WhichActivities(desk, query, selected_ids, self)
        workspace = desk.workspace.path
        stem = _("{name}, activities of {day}").format(name=workspace.stem, day=date.today().isoformat())
        path = free_file(start_folder(desk.settings, TABLES, workspace.parent), stem, ".csv")
        self.file = FileChoice(desk.settings, TABLES, path, _("Save the file as"), ".csv", self)
        self.format = QComboBox(self)
        for each in table_formats("activity"):
            self.format.addItem(_(each.label), each)
        self.format.currentIndexChanged.connect(lambda: self.file.set_suffix(self.format.currentData().suffix))
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.addRow(_("For&mat"), self.format)
        rows.addRow(_("&File"), self.file)
        hint = QLabel(
            _("Private notes stay on this desk, and so do people who have not agreed to be shared. Each of these files can be "
              "imported again."), self,
        )  # fmt: skip
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        self.form.addWidget(self.which)
        self.form.addLayout(rows)
        self.form.addWidget(hint)
        self.do.clicked.connect(self._export)

    def _export(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the file."))
        if target is None:
            return
        workspace, query, ids = self._desk.workspace, self.which.query, self.which.ids
        form: TableFormat = self.format.currentData()

        def job(task: Task) -> int:
            from desktop.catalogue import ActivityList, export_table

            which = ids if ids is not None else ActivityList(workspace).order(query, ()).ids
            return export_table(
                workspace, which, target, format=form, progress=task.progress, cancelled=lambda: task.cancelled
            ).shortened  # fmt: skip

        def done(shortened: int) -> None:
            if shortened:
                QMessageBox.information(self, self.windowTitle(), texts_shortened(shortened))
            self.accept()
            self.made.emit(target)

        self.start(job, done)
