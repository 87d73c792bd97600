"""The terms that a network adds to the lists to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.window_protocol import WindowProtocol


class TermOperations:
    """They belong to the workspace that is open."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def show(self) -> None:
        """List them, to be added to, edited, retired and merged."""
        shell, desk = self._shell, self._shell.desk
        if desk is None or shell.view is None:
            return
        from desktop.ui.terms import OwnTermsDialog

        shell.view.finish()
        open_dialog(OwnTermsDialog(desk, self._parent))
