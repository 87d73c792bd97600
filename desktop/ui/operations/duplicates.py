"""Records that are there twice, looked for from the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.page import ORGANISATIONS, PEOPLE
from desktop.ui.window_protocol import WindowProtocol

_TYPE_OF_PAGE = {ORGANISATIONS: "organisation", PEOPLE: "person"}


class DuplicateOperations:
    """They belong to the workspace that is open."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def show(self) -> None:
        """Look for duplicates of the type that the page lists; of activities elsewhere."""
        shell, desk = self._shell, self._shell.desk
        if desk is None or shell.view is None:
            return
        from desktop.ui.duplicates import DuplicatesDialog

        shell.view.finish()
        shown = (type for page, type in _TYPE_OF_PAGE.items() if shell.view.is_shown(page))
        open_dialog(DuplicatesDialog(desk, next(shown, "activity"), self._parent))
