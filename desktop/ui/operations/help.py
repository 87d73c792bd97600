"""Help: the keys there are, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.window_protocol import WindowProtocol


class HelpOperations:
    """They need no desk."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell, self._parent = shell, parent

    def show_keyboard(self, actions: Sequence[tuple[str, Sequence[QAction]]]) -> None:
        """All keys, menu by menu."""
        from desktop.ui.dialogs.keyboard import KeyboardDialog

        open_dialog(KeyboardDialog(actions, self._parent))

    def show_about(self) -> None:
        """What this is."""
        from desktop.ui.dialogs.about import AboutDialog

        open_dialog(AboutDialog(self._parent))

    def save_manual(self) -> None:
        """All topics of the help as one PDF."""
        from desktop.ui.dialogs.manual_dialog import ManualDialog

        dialog = ManualDialog(self._shell.settings, self._shell.background, self._parent)
        dialog.made.connect(self._shell.show_file)
        open_dialog(dialog)
