"""Activities as tables and as a report: imported, exported, summarised."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.file_formats import TABLES, patterns
from desktop.i18n import _
from desktop.ui import file_dialogs
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.welcome import free_path, usual_path
from desktop.ui.window_protocol import WindowProtocol


class TableOperations:
    """Of the activities that are listed, selected or imported."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def ask_import(self) -> None:
        """Let the person choose a table."""
        words = _("Tables ({files})").format(files=patterns(TABLES)) + ";;" + _("All files (*)")
        chosen = file_dialogs.ask_file(
            self._parent, self._shell.settings, file_dialogs.TABLES, _("Import a table"), words
        )
        if chosen is not None:
            self.import_table(chosen)

    def import_table(self, path: Path) -> None:
        """Import a table into the desk that is open; without one, offer to make one."""
        shell, desk = self._shell, self._shell.desk
        if desk is None:
            shell.show_message(
                _("{name} is a table: open or create a workspace to import it.").format(name=path.name),
                _("Create one and import"),
                lambda: shell.create(free_path(usual_path()), False, then=lambda: self.import_table(path)),
            )
            return
        if not desk.writable:
            shell.show_message(_("This file is read-only here: {why}").format(why=desk.workspace.holder))
            return
        from desktop.ui.importing import ImportDialog

        if shell.view is not None:
            shell.view.finish()
        dialog = ImportDialog(desk, path, self._parent)
        dialog.show_wanted.connect(lambda text: shell.view is not None and shell.view.show_query(text))
        open_dialog(dialog)

    def show_mappings(self) -> None:
        """List how the columns of tables are read, to be renamed, deleted, exported and imported."""
        shell, desk = self._shell, self._shell.desk
        if desk is None or shell.view is None:
            return
        from desktop.ui.importing import MappingsDialog

        shell.view.finish()
        open_dialog(MappingsDialog(desk, self._parent))

    def export(self) -> None:
        """Ask which activities, and write a CSV."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.export_dialog import ExportDialog

        view.finish()
        dialog = ExportDialog(desk, view.query(), view.selected_ids(), self._parent)
        dialog.made.connect(lambda path: self._made(path, _("{name} was saved.").format(name=path.name)))
        open_dialog(dialog)

    def summary(self) -> None:
        """Ask what shall stand in the summary, and make the PDF."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.summary_dialog import SummaryDialog

        view.finish()
        dialog = SummaryDialog(desk, view.query(), view.selected_ids(), self._parent)
        dialog.made.connect(self._made)
        open_dialog(dialog)

    def report_by_template(self) -> None:
        """Ask by which template, and make the PDF."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.report_template_dialog import ReportTemplateDialog

        view.finish()
        dialog = ReportTemplateDialog(desk, self._parent)
        dialog.made.connect(self._made)
        open_dialog(dialog)

    def _made(self, path: Path, words: str) -> None:
        self._shell.show_file(path, words)
