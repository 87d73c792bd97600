"""Which activities leave as a table, in which format, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QMessageBox, QPushButton, QWidget

from desktop.catalogue import texts_shortened
from desktop.catalogue.exporting.table_formats import IATI, TableFormat, not_held, table_formats
from desktop.i18n import _
from desktop.ui.background import Task
from desktop.ui.dialogs.activity_scope import WhichActivities
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.publisher_dialog import PublisherDialog, with_publisher
from desktop.ui.file_dialogs import TABLES, start_folder

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.catalogue.exporting.exported_rows import ExportedRows
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
        self.format.currentIndexChanged.connect(self._changed_format)
        self.publisher = QPushButton(_("&Who publishes…"), self)
        self.publisher.clicked.connect(self._ask_publisher)
        self.publisher.hide()
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.addRow(_("For&mat"), self.format)
        rows.addRow("", self.publisher)
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

    def _changed_format(self) -> None:
        form: TableFormat = self.format.currentData()
        self.file.set_suffix(form.suffix)
        self.publisher.setVisible(form.name == IATI)

    def _ask_publisher(self) -> None:
        dialog = PublisherDialog(self._desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _export(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the file."))
        if target is not None:
            with_publisher(self._desk, self.format.currentData(), self, lambda: self._write(target))

    def _write(self, target: Path) -> None:
        workspace, query, ids = self._desk.workspace, self.which.query, self.which.ids
        form: TableFormat = self.format.currentData()

        def job(task: Task) -> ExportedRows:
            from desktop.catalogue import ActivityList, export_table

            which = ids if ids is not None else ActivityList(workspace).order(query, ()).ids
            return export_table(
                workspace, which, target, format=form, progress=task.progress, cancelled=lambda: task.cancelled
            )  # fmt: skip

        def done(rows: ExportedRows) -> None:
            said = [texts_shortened(rows.shortened)] if rows.shortened else []
            said += [not_held(rows.left_out)] if rows.left_out else []
            if said:
                QMessageBox.information(self, self.windowTitle(), " ".join(said))
            self.accept()
            self.made.emit(target)

        self.start(job, done)
