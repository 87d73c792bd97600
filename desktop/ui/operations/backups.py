"""Backups: made, shown, restored; and the check of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.welcome import shown_path
from desktop.ui.widgets.time_text import wall_time
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from desktop.ui.background import Task
    from desktop.workspace import Backup, Workspace


class BackupOperations:
    """What keeps the workspace safe."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def back_up(self) -> None:
        """Make a backup now."""
        desk = self._shell.desk
        if desk is None:
            return
        workspace, warnings = desk.workspace, list[str]()

        def job(task: Task) -> Path:
            from desktop.workspace import back_up

            return back_up(
                workspace.path, "asked", home=workspace.home, cancelled=lambda: task.cancelled, warn=warnings.append
            )

        desk.background.run_task(
            job,
            lambda path: desk.show_message(
                " ".join([_("Backed up as {name}.").format(name=path.name), *warnings]),
                _("Show the folder"),
                lambda: self._shell.open_outside(path.parent),
            ),
        )

    def keep_here(self, here: bool) -> None:
        """Have new backups go to this computer's own folder, or beside the workspace; say where, with a way back."""
        desk = self._shell.desk
        if desk is None:
            return
        workspace = desk.workspace

        def job() -> Path:
            from desktop.workspace import keep_backups_here

            return keep_backups_here(workspace.path, here, workspace.home)

        desk.background.run(
            job,
            lambda folder: desk.show_message(
                _("New backups go to {folder}.").format(folder=shown_path(folder)),
                _("Undo"),
                lambda: self.keep_here(not here),
            ),
        )

    def show(self) -> None:
        """Show the backups."""
        desk = self._shell.desk
        if desk is None:
            return
        from desktop.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(desk, self._parent)
        dialog.restore_wanted.connect(self.restore)
        dialog.folder_wanted.connect(self._shell.open_outside)
        dialog.place_chosen.connect(self.keep_here)
        open_dialog(dialog)

    def restore(self, backup: Backup) -> None:
        """Put a backup in the place of the workspace, and open it."""
        desk = self._shell.desk
        if desk is None:
            return
        path, who = desk.workspace.path, desk.workspace.author
        when = wall_time(backup.time)
        said = [_("The backup of {when} was restored.").format(when=when)]

        def job() -> Workspace:
            from desktop.workspace import Workspace, WorkspaceLock, restore

            try:
                lock = WorkspaceLock().acquire(path, who)
                try:
                    restore(path, backup.path, warn=said.append)
                finally:
                    lock.release()
            except UserFacingError as error:
                said[:] = [str(error)]
            return Workspace.open(path)

        words = _("Restoring the backup of {when}…").format(when=when)
        self._shell.bring(words, job, then=lambda: self._shell.show_message(" ".join(said)))

    def check(self) -> None:
        """Look whether everything is in order."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.check import CheckDialog

        view.finish()
        open_dialog(CheckDialog(desk, self._parent))
