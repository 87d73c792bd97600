"""A desk that goes elsewhere: to another computer, to a successor, or as a copy to another disk; installers, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui import file_dialogs
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from desktop.exchange.moving import Move
    from desktop.system.installer import Installer
    from desktop.ui.background import Task
    from desktop.workspace import Workspace
    from desktop.workspace.maintenance.copy_elsewhere import CopyElsewhere


class MovingOperations:
    """All of them are in the File menu; the check of an installer in Help."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell, self._parent = shell, parent

    def prepare(self, hand_over: bool = False) -> None:
        """Ask what goes into the file of a move, and write it; the desk is only read here then."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None or not desk.writable:
            return
        from desktop.ui.dialogs.prepare_move_dialog import PrepareMoveDialog

        view.finish()
        dialog = PrepareMoveDialog(desk, hand_over=hand_over, parent=self._parent)
        dialog.made.connect(self._prepared)
        open_dialog(dialog)

    def hand_over(self) -> None:
        """The same for a successor."""
        self.prepare(True)

    def _prepared(self, path: Path, _move: Move, notes: bool) -> None:
        desk = self._shell.desk
        if desk is None:
            return
        workspace = desk.workspace.path
        words = _("{file} is written. This computer only reads the desk from now on.").format(file=path.name)
        if notes:
            words += " " + _("The notes for partners lie beside it.")
        self._reopen(workspace, words, path.parent)

    def _reopen(self, path: Path, words: str, folder: Path | None = None) -> None:
        def job() -> Workspace:
            from desktop.workspace import Workspace

            return Workspace.open(path)

        def show() -> None:
            if (there := folder) is None:
                self._shell.show_message(words)
            else:
                self._shell.show_message(words, _("Show the folder"), lambda: self._shell.open_outside(there))

        self._shell.bring(_("Opening {name}…").format(name=path.name), job, show)

    def cancel_move(self) -> None:
        """The move failed: write the desk here again."""
        desk = self._shell.desk
        if desk is None:
            return
        workspace = desk.workspace

        def job() -> None:
            from desktop.exchange.moving import cancel_move

            cancel_move(workspace)

        words = _("This computer writes the desk again. Do not use it on the other one.")
        desk.background.run(job, lambda _none: self._reopen(workspace.path, words))

    def ask_move_here(self) -> None:
        """Open the file of a move on this computer."""
        from desktop.ui.dialogs.open_move_dialog import OpenMoveDialog

        dialog = OpenMoveDialog(self._shell.settings, self._shell.background, self._parent)
        dialog.arrived.connect(self._arrived)
        open_dialog(dialog)

    def _arrived(self, path: Path, move: Move) -> None:
        words = (
            _("The desk is yours now: what you write is under the name {name}.").format(name=move.successor)
            if move.successor
            else _("Your desk is on this computer now. Partners need not confirm anything again.")
        )
        if move.successor:
            try:
                self._shell.settings.call(move.successor)
            except UserFacingError as error:
                self._shell.show_error(error)
        self._reopen(path, words)

    def copy_elsewhere(self) -> None:
        """Ask for a stick or a folder, and copy the workspace there, checked."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        folder = file_dialogs.ask_folder(self._parent, self._shell.settings, "copies", _("Copy to a stick or folder"))
        if folder is None:
            return
        view.finish()
        workspace = desk.workspace

        def job(task: Task) -> CopyElsewhere:
            from desktop.workspace.maintenance.copy_elsewhere import copy_to_folder
            from desktop.workspace.storage.replica_choice import WORKSPACE_ID

            return copy_to_folder(
                workspace.path, workspace.meta(WORKSPACE_ID), folder, home=workspace.home,
                progress=task.progress, cancelled=lambda: task.cancelled,
            )  # fmt: skip

        def made(found: CopyElsewhere) -> None:
            from desktop.workspace.maintenance.copy_elsewhere import copy_sentence

            self._shell.show_message(
                copy_sentence(found), _("Show the folder"), lambda: self._shell.open_outside(Path(found.path).parent)
            )
            desk.copied.emit()

        desk.background.run_task(job, made, desk.show_error, topic="copy elsewhere")

    def check_installer(self) -> None:
        """Say what an installer on a stick would bring. The person starts it, not this program."""
        chosen = file_dialogs.ask_file(
            self._parent, self._shell.settings, "installers", _("Check an installer"), _("All files (*)")
        )
        if chosen is None:
            return

        def job() -> Installer:
            from desktop.system.installer import check_installer

            return check_installer(chosen)

        self._shell.background.run(
            job,
            lambda found: self._shell.show_message(
                " ".join(found.sentences), _("Show the folder"), lambda: self._shell.open_outside(chosen.parent)
            ),
            self._shell.show_error,
        )
