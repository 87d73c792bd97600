"""What can be done from menus, pages and by dropping files: a module for each noun.

Each operation asks what it needs, runs on a thread, and says what came of it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.file_formats import CALENDARS, CONTACTS, PACKAGES, fits
from desktop.ui.operations.backups import BackupOperations
from desktop.ui.operations.help import HelpOperations
from desktop.ui.operations.packages import PackageOperations
from desktop.ui.operations.sample import SampleOperations
from desktop.ui.operations.tables import TableOperations
from desktop.ui.operations.user_name import PersonOperations
from desktop.ui.operations.visits import VisitOperations
from desktop.ui.operations.workspaces import WorkspaceOperations
from desktop.ui.window_protocol import WindowProtocol

__all__ = ["Operations"]


class Operations:
    """All of them. `parent` is the window their dialogs open over."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self.workspaces = WorkspaceOperations(shell, parent)
        self.tables = TableOperations(shell, parent)
        self.packages = PackageOperations(shell, parent)
        self.visits = VisitOperations(shell, parent)
        self.backups = BackupOperations(shell, parent)
        self.sample = SampleOperations(shell)
        self.person = PersonOperations(shell, parent)
        self.help = HelpOperations(parent)

    def import_file(self, path: Path) -> None:
        """Import a table, what another desk sent, a calendar or contacts, by what the file is called."""
        if fits(path, PACKAGES):
            self.packages.import_package(path)
        elif fits(path, (*CALENDARS, *CONTACTS)):
            self.visits.import_file(path)
        else:
            self.tables.import_table(path)
