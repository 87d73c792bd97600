"""Workspaces: which one to open, where a new one goes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.file_dialogs import WORKSPACES, ask_file, ask_target, start_folder
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
        chosen = ask_file(self._parent, self._shell.settings, WORKSPACES, _("Open a workspace"), words, start)
        if chosen is not None:
            self._shell.open(chosen)

    def ask_new(self) -> None:
        """Let the person choose where a new workspace goes."""
        words = _("Focal Desk files (*{suffix})").format(suffix=SUFFIX)
        usual, settings = usual_path(), self._shell.settings
        start = free_path(start_folder(settings, WORKSPACES, usual.parent) / usual.name)
        chosen = ask_target(self._parent, settings, WORKSPACES, _("New workspace"), start, words)
        if chosen is not None:
            self._shell.create(with_suffix(chosen), False)

    def show_folder(self) -> None:
        """Show where the file is."""
        if self._shell.desk is not None:
            self._shell.open_outside(self._shell.desk.workspace.path.parent)
