"""Workspaces: which one to open, where a new one goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n import _
from desktop.ui.welcome import SUFFIX, free_path, usual_path, with_suffix
from desktop.ui.window_protocol import WindowProtocol


class WorkspaceOperations:
    """Each opens a workspace in place of the one that is open."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def ask_open(self) -> None:
        """Let the person choose a workspace."""
        desk = self._shell.desk
        start = desk.workspace.path.parent if desk else usual_path().parent
        words = _("Focal Desk files (*{suffix})").format(suffix=SUFFIX)
        chosen, _filter = QFileDialog.getOpenFileName(self._parent, _("Open a workspace"), str(start), words)
        if chosen:
            self._shell.open(Path(chosen))

    def ask_new(self) -> None:
        """Let the person choose where a new workspace goes."""
        words = _("Focal Desk files (*{suffix})").format(suffix=SUFFIX)
        start = free_path(usual_path())
        chosen, _filter = QFileDialog.getSaveFileName(self._parent, _("New workspace"), str(start), words)
        if chosen:
            self._shell.create(with_suffix(Path(chosen)), False)

    def show_folder(self) -> None:
        """Show where the file is."""
        if self._shell.desk is not None:
            self._shell.open_outside(self._shell.desk.workspace.path.parent)
