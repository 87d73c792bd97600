"""The person who works here: their name, on this computer and in the file."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.window_protocol import WindowProtocol


class PersonOperations:
    """The name stands beside the changes of the desk that is open."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def ask_name(self) -> None:
        """Ask who works here."""
        from desktop.ui.dialogs.name_dialog import NameDialog

        dialog = NameDialog(self._shell.settings.name, self._parent)
        dialog.accepted.connect(lambda: self.set_name(dialog.name))
        open_dialog(dialog)

    def set_name(self, name: str) -> None:
        """Remember who works here, on this computer and in the file."""
        shell, desk = self._shell, self._shell.desk
        try:
            if name != shell.settings.name or not shell.settings.name_asked:
                shell.settings.call(name)
        except UserFacingError as error:
            shell.show_error(error)
        if shell.view is not None:
            shell.view.put_notice("name", None)
        if desk is not None and desk.writable and desk.workspace.author != name:
            workspace = desk.workspace
            desk.writer.run(lambda: workspace.journal.set_author(name), lambda _none: shell.show_name())
