"""What can be done from menus, pages and by dropping files: a module for each noun.

Each operation asks what it needs, runs on a thread, and says what came of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.file_formats import CALENDARS, CONTACTS, PACKAGES, fits
from desktop.i18n import _, ngettext
from desktop.ui.operations.backups import BackupOperations
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.operations.duplicates import DuplicateOperations
from desktop.ui.operations.help import HelpOperations
from desktop.ui.operations.moving import MovingOperations
from desktop.ui.operations.packages import PackageOperations
from desktop.ui.operations.printing import PrintOperations
from desktop.ui.operations.sample import SampleOperations
from desktop.ui.operations.tables import TableOperations
from desktop.ui.operations.terms import TermOperations
from desktop.ui.operations.user_name import PersonOperations
from desktop.ui.operations.visits import VisitOperations
from desktop.ui.operations.workspaces import WorkspaceOperations
from desktop.ui.welcome import free_path, usual_path
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from desktop.exchange.folder_contents import FolderContents

__all__ = ["Operations"]


class Operations:
    """All of them. `parent` is the window their dialogs open over."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell, self._parent = shell, parent
        self.workspaces = WorkspaceOperations(shell, parent)
        self.tables = TableOperations(shell, parent)
        self.packages = PackageOperations(shell, parent)
        self.visits = VisitOperations(shell, parent)
        self.printing = PrintOperations(shell, parent, self.visits.print_documents)
        self.visits.printed = self.printing.print_document
        self.backups = BackupOperations(shell, parent)
        self.moving = MovingOperations(shell, parent)
        self.sample = SampleOperations(shell)
        self.person = PersonOperations(shell, parent)
        self.terms = TermOperations(shell, parent)
        self.duplicates = DuplicateOperations(shell, parent)
        self.help = HelpOperations(shell, parent)

    def import_folder(self, path: Path) -> None:
        """Look into a folder: packages in it are consolidated, tables imported; where it has both, ask."""
        desk = self._shell.desk
        if desk is None:
            self._shell.show_message(
                _("{name} is a folder: open or make a workspace to import it into.").format(name=path.name),
                _("Create one and import"),
                lambda: self._shell.create(free_path(usual_path()), False, then=lambda: self.import_folder(path)),
            )
            return
        from desktop.exchange.folder_contents import look_into

        def looked(found: FolderContents) -> None:
            if self._shell.desk is desk:
                self._import_contents(path, found)

        desk.background.run_task(
            lambda task: look_into(desk.workspace, path, lambda: task.cancelled),
            looked,
            desk.show_error,
            topic="folder",
        )

    def _import_contents(self, path: Path, found: FolderContents) -> None:
        if found.tables and found.may_hold_packages:
            from desktop.ui.dialogs.folder_question import FolderQuestion

            question = FolderQuestion(path, found, self._parent)
            question.tables_wanted.connect(lambda: self.tables.import_table(path))
            question.packages_wanted.connect(lambda: self.packages.consolidate([path]))
            open_dialog(question)
        elif found.tables:
            self.tables.import_table(path)
        elif found.may_hold_packages:
            self.packages.consolidate([path])
        else:
            words = ngettext(
                "{name} has no package and no table: {count} file was looked at.",
                "{name} has no package and no table: {count} files were looked at.",
                found.files,
            )
            self._shell.show_message(words.format(name=path.name, count=found.files))

    def import_file(self, path: Path) -> None:
        """Import a table, what another desk sent, a calendar or contacts, by what the file is called."""
        if fits(path, PACKAGES):
            self.packages.import_package(path)
        elif fits(path, (*CALENDARS, *CONTACTS)):
            self.visits.import_file(path)
        else:
            self.tables.import_table(path)
