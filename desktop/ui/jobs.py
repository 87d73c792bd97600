"""What the menus do: each job asks what it needs, runs on a thread, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.errors import UserFacingError
from desktop.ui.dropping import CALENDARS, CONTACTS, PACKAGES
from desktop.ui.visit_jobs import VisitJobs
from desktop.ui.welcome import free_path, usual_path
from desktop.words import _

if TYPE_CHECKING:
    from desktop.ui.background import Task
    from desktop.ui.consolidation import GatherDialog
    from desktop.ui.desk import Desk
    from desktop.ui.main_window import MainWindow
    from desktop.workspace import Backup, Workspace


class Jobs:
    """The window's hands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.visits = VisitJobs(window)

    def _show(self, dialog: QDialog) -> None:
        """Open a dialog over the window, without a loop of its own: the window goes on living below it."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # What comes and goes ---------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let the person choose a table."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window,
            _("Import a table"),
            "",
            _("Tables (*.csv *.tsv *.txt *.xlsx *.xls *.ods)") + ";;" + _("All files (*)"),
        )
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path) -> None:
        """Import a table into the desk that is open, or take in what another desk sent; without one, offer to make one."""
        if path.suffix.lower() in PACKAGES:
            self.take_in(path)
            return
        if path.suffix.lower() in (*CALENDARS, *CONTACTS):
            self.visits.take_in(path)
            return
        window, desk = self._window, self._window.desk
        if desk is None:
            window.say(
                _("{name} is a table: open or make a workspace to import it into.").format(name=path.name),
                _("Make one and import"),
                lambda: self._make_and_bring_in(path),
            )
            return
        if not desk.writable:
            window.say(_("This file can only be read here: {why}").format(why=desk.workspace.holder))
            return
        from desktop.ui.importing import ImportDialog

        if window.view is not None:
            window.view.finish()
        dialog = ImportDialog(desk, path, window)
        dialog.show_wanted.connect(lambda text: window.view is not None and window.view.page.show_query(text))
        self._show(dialog)

    def _make_and_bring_in(self, path: Path) -> None:
        self._window.create(free_path(usual_path()), False, then=lambda: self.bring_in(path))

    def export(self) -> None:
        """Ask which activities, and write a CSV."""
        window, desk, view = self._window, self._window.desk, self._window.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.export import ExportDialog

        view.finish()
        dialog = ExportDialog(desk, view.page.query(), view.page.selected_ids(), window)
        dialog.made.connect(lambda path: self._made(path, _("{name} is written.").format(name=path.name)))
        self._show(dialog)

    def summary(self) -> None:
        """Ask what shall stand in the summary, and make the PDF."""
        window, desk, view = self._window, self._window.desk, self._window.view
        if desk is None or view is None:
            return
        from desktop.ui.summary_dialog import SummaryDialog

        view.finish()
        dialog = SummaryDialog(desk, view.page.query(), view.page.selected_ids(), window)
        dialog.made.connect(self._made)
        self._show(dialog)

    def _made(self, path: Path, words: str) -> None:
        self._window.say(words, _("Open"), lambda: self._window.open_outside(path))

    # Exchange --------------------------------------------------------------------------------------------------------

    def send(self, partner: int = 0, full: bool = False) -> None:
        """Ask what goes to whom, and make the package; `partner` as `SendDialog` has it."""
        window, desk, view = self._window, self._window.desk, self._window.view
        if desk is None or view is None or not desk.writable:
            return
        from desktop.ui.exchange.send_dialog import SendDialog

        view.finish()
        page = view.page
        dialog = SendDialog(desk, partner, full=full, query=page.query(), selected=page.selected_ids(), parent=window)
        dialog.made.connect(self._sent)
        self._show(dialog)

    def send_everything(self) -> None:
        """Make a package that needs no earlier one."""
        self.send(-1, True)

    def _sent(self, path: Path, words: str) -> None:
        window = self._window
        window.say(words, _("Show in folder"), lambda: window.open_outside(path.parent))
        if window.view is not None and window.view.exchange is not None:
            window.view.exchange.read()

    def ask_take_in(self) -> None:
        """Let the person choose a package."""
        words = _("Packages and PDFs that carry data (*.fdz *.pdf)") + ";;" + _("All files (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self._window, _("Take in a package"), "", words)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Show what a package, or the one in a PDF, would do, and take it in when the person says so."""
        window, desk = self._window, self._window.desk
        if desk is None:
            window.say(
                _("{name} comes from another desk: open or make a workspace to take it into.").format(name=path.name),
                _("Make one and take it in"),
                lambda: window.create(free_path(usual_path()), False, then=lambda: self.take_in(path)),
            )
            return
        if not desk.writable:
            window.say(_("This file can only be read here: {why}").format(why=desk.workspace.holder))
            return
        self._look_at(desk, path)

    def take_in_waiting(self, ids: frozenset[str]) -> None:
        """The same of records that were set aside."""
        desk = self._window.desk
        if desk is not None and desk.writable and ids:
            self._look_at(desk, ids)

    def _look_at(self, desk: Desk, source: Path | frozenset[str]) -> None:
        from desktop.ui.exchange.take_in_dialog import TakeInDialog

        window = self._window
        if window.view is not None:
            window.view.finish()
        dialog = TakeInDialog(desk, source, window)
        dialog.conflicts_wanted.connect(window.menus.conflicts.trigger)
        dialog.finished.connect(lambda _result: self._took_in())
        self._show(dialog)

    def ask_gather(self) -> None:
        """Let the person choose a folder of packages."""
        chosen = QFileDialog.getExistingDirectory(self._window, _("Take in a folder"))
        if chosen:
            self.gather([Path(chosen)])

    def gather(self, sources: Sequence[Path]) -> None:
        """Show what lies in a folder, or in these files, and take it in when the person says so."""
        window, desk = self._window, self._window.desk
        if desk is None:
            window.say(
                _("These come from other desks: open or make a workspace to take them into."),
                _("Make one and take them in"),
                lambda: window.create(free_path(usual_path()), False, then=lambda: self.gather(sources)),
            )
            return
        if not desk.writable:
            window.say(_("This file can only be read here: {why}").format(why=desk.workspace.holder))
            return
        from desktop.ui.consolidation import GatherDialog

        self._gathering(GatherDialog(desk, sources, parent=window))

    def show_gathering(self, no: int) -> None:
        """The report of a consolidation again."""
        if self._window.desk is not None:
            from desktop.ui.consolidation import GatherDialog

            self._gathering(GatherDialog(self._window.desk, report=no, parent=self._window))

    def _gathering(self, dialog: GatherDialog) -> None:
        if self._window.view is not None:
            self._window.view.page.finish()
        dialog.conflicts_wanted.connect(self._window.menus.conflicts.trigger)
        dialog.finished.connect(lambda _result: self._took_in())
        self._show(dialog)

    def share(self) -> None:
        """Make a package for each partner."""
        window, desk, view = self._window, self._window.desk, self._window.view
        if desk is None or view is None or not desk.writable:
            return
        from desktop.ui.consolidation import ShareDialog

        view.page.finish()
        dialog = ShareDialog(desk, window)
        dialog.made.connect(lambda folder, words: self._shared(folder, words))
        self._show(dialog)

    def _shared(self, folder: Path, words: str) -> None:
        window = self._window
        window.say(words, _("Show the folder"), lambda: window.open_outside(folder))
        self._took_in()

    def _took_in(self) -> None:
        if self._window.view is not None and self._window.view.exchange is not None:
            self._window.view.exchange.read()

    # Keeping it safe -------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a backup now."""
        desk = self._window.desk
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
            lambda path: desk.say(
                " ".join([_("Backed up as {name}.").format(name=path.name), *warnings]),
                _("Show the folder"),
                lambda: self._window.open_outside(path.parent),
            ),
        )

    def backups(self) -> None:
        """Show the backups."""
        desk = self._window.desk
        if desk is None:
            return
        from desktop.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(desk, self._window)
        dialog.restore_wanted.connect(self.restore)
        dialog.folder_wanted.connect(self._window.open_outside)
        self._show(dialog)

    def restore(self, backup: Backup) -> None:
        """Put a backup in the place of the workspace, and open it."""
        desk = self._window.desk
        if desk is None:
            return
        path, who = desk.workspace.path, desk.workspace.author
        when = f"{backup.time:%Y-%m-%d %H:%M}"
        said = [_("The backup of {when} is back in its place.").format(when=when)]

        def job() -> Workspace:
            from desktop.workspace import Workspace, WorkspaceLock, restore

            try:
                lock = WorkspaceLock().acquire(path, who)
                try:
                    restore(path, backup.path)
                finally:
                    lock.release()
            except UserFacingError as error:
                said[:] = [str(error)]
            return Workspace.open(path)

        words = _("Putting the backup of {when} back…").format(when=when)
        self._window.bring(words, job, then=lambda: self._window.say(said[0]))

    def check(self) -> None:
        """Look whether everything is in order."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        from desktop.ui.dialogs.check import CheckDialog

        view.finish()
        self._show(CheckDialog(desk, self._window))

    # The rest --------------------------------------------------------------------------------------------------------

    def load_sample(self) -> None:
        """Bring the sample in."""
        self._with_view(lambda view: view.load_sample())

    def discard_sample(self) -> None:
        """Throw the sample away."""
        self._with_view(lambda view: view.discard_sample())

    def _with_view(self, then: Callable[..., object]) -> None:
        if self._window.view is not None:
            then(self._window.view)

    def ask_name(self) -> None:
        """Ask who works here."""
        from desktop.ui.dialogs.name import NameDialog

        dialog = NameDialog(self._window.settings.name, self._window)
        dialog.accepted.connect(lambda: self.call(dialog.name))
        self._show(dialog)

    def call(self, name: str) -> None:
        """Remember who works here, on this computer and in the file."""
        window, desk = self._window, self._window.desk
        try:
            if name != window.settings.name or not window.settings.name_asked:
                window.settings.call(name)
        except UserFacingError as error:
            window.message.tell(error)
        if window.view is not None:
            window.view.put_notice("name", None)
        if desk is not None and desk.writable and desk.workspace.author != name:
            workspace = desk.workspace
            desk.writer.run(lambda: workspace.journal.set_author(name), lambda _none: window.status.show_name())

    def show_folder(self) -> None:
        """Show where the file is."""
        if self._window.desk is not None:
            self._window.open_outside(self._window.desk.workspace.path.parent)

    def keyboard(self) -> None:
        """All keys."""
        from desktop.ui.dialogs.keyboard import KeyboardDialog

        self._show(KeyboardDialog(self._window.menus.all_actions(), self._window))

    def about(self) -> None:
        """What this is."""
        from desktop.ui.dialogs.about import AboutDialog

        self._show(AboutDialog(self._window))
