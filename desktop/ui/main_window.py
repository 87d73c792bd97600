"""The one window: it opens a workspace, shows it, and lets go of it without losing a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import UserFacingError
from desktop.file_formats import WORKSPACES, fits, opens_elsewhere
from desktop.i18n import _, set_language
from desktop.system.files import is_folder
from desktop.system.received_files import starts_program
from desktop.ui.background import Background, Writer
from desktop.ui.dialogs.unsaved import give_up_unsaved
from desktop.ui.dropped_files import dropped_paths
from desktop.ui.help import Help
from desktop.ui.icons import logo
from desktop.ui.made_file import open_file
from desktop.ui.menus import Menus
from desktop.ui.message_bar import MessageBar
from desktop.ui.opening_page import OpeningPage
from desktop.ui.operations import Operations
from desktop.ui.page import Page
from desktop.ui.status_bar import StatusBar
from desktop.ui.style.window import window_sheet
from desktop.ui.welcome import WelcomePage
from desktop.ui.window_protocol import Then

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.qt_translations import QtTranslations
    from desktop.ui.settings import Settings
    from desktop.ui.style.theme import Theme
    from desktop.ui.undo import UndoRedo
    from desktop.ui.workspace_view import DeskView, Place
    from desktop.workspace import Workspace

LETTING_GO_MS = 50


class MainWindow(QMainWindow):
    """Shows the welcome page, a workspace on its way, or a desk."""

    desk_shown = Signal(object)
    """A `Desk`, as soon as its page stands in the window."""
    desk_left = Signal()
    """No desk is open any more."""
    broken = Signal(object)
    """A bug, as an exception."""

    def __init__(self, settings: Settings, theme: Theme, qt_translations: QtTranslations) -> None:
        super().__init__()
        self.settings = settings
        self._theme = theme
        self._qt_translations = qt_translations
        self.background = Background(self)
        self.background.broken.connect(self.broken)
        self.desk: Desk | None = None
        self.view: DeskView | None = None
        self._undo_redo: UndoRedo | None = None
        self._leaving = False
        self._at_once = False
        self._brought: list[Path] = []
        self.hand_over: Callable[[Path], bool] = lambda _path: False
        """Asks another window that has this workspace open to come forward; has it done so?"""
        self.help = Help(settings, self)
        self.help.manual_wanted.connect(lambda: self.operations.help.save_manual())
        self.setWindowIcon(logo())
        self.setAcceptDrops(True)
        self.resize(1280, 720)
        if kept := settings.layout("window"):
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "replace"))))
        self._build()
        self._apply_style()

    # The frame -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Menus, bars and pages in the language of the moment."""
        self.operations = Operations(self, self)
        self.menus = Menus(self.menuBar(), self, self.operations)
        self.message = MessageBar()
        self.welcome: WelcomePage | None = None
        self._opening = OpeningPage()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._opening)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.message)
        self._middle = column
        self.setCentralWidget(middle)
        self.status = StatusBar()
        self.status.name_wanted.connect(self.operations.person.ask_name)
        self.status.folder_wanted.connect(self.operations.workspaces.show_folder)
        self.status.copy_wanted.connect(self.operations.moving.copy_elsewhere)
        self.setStatusBar(self.status)
        self._show_title()

    def _apply_style(self) -> None:
        sheet = window_sheet(QApplication.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the eye does, also through a form that was made after all else."""
        page = self.view.pages.currentWidget() if self.view is not None else None
        return (isinstance(page, Page) and page.tab(self, forward=next)) or super().focusNextPrevChild(next)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._apply_style()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.desk.workspace.path.stem} – Focal Desk" if self.desk else "Focal Desk")

    def show_message(self, words: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """One sentence below the page, until the next edit."""
        written = self.desk is None or not self.desk.writer.waiting
        self.message.show_message(words, action, then, written=written)

    def show_file(self, path: Path, words: str) -> None:
        """A file was made: what can be done with it, until the next edit."""
        written = self.desk is None or not self.desk.writer.waiting
        opens = opens_elsewhere(path) and not starts_program(path.name)
        self.message.show_file(path, words, opens=opens, written=written)

    def _edited(self, _changed: object) -> None:
        self.message.edited()

    def _written(self) -> None:
        self.message.note_saved()

    def show_help(self) -> None:
        """The help, at the topic of where a person stands."""
        self.help.open_here(self.view.help_topic() if self.view is not None else "start")

    def show_error(self, error: BaseException) -> None:
        """What the world did in a sentence; a bug to `broken`."""
        if isinstance(error, UserFacingError):
            self.message.show_error(error)
        else:
            self.broken.emit(error)

    def set_language(self, language: str) -> None:
        """Another language from now on, at once."""
        self._try(lambda: self.settings.choose(language=language))
        view = self.view
        place = None if view is None else view.place()
        written = self.welcome.name() if self.welcome is not None else ""
        self._drop_view()
        set_language(language)
        self._qt_translations.set_language(language)
        self._build()
        if self.desk is None:
            self.show_welcome()
            if self.welcome is not None:
                self.welcome.name_field.setText(written)
        else:
            self._show_desk(place)
        self.help.change_language()

    def choose_scheme(self, scheme: str) -> None:
        """Light, dark, or as the system."""
        self._try(lambda: self.settings.choose(scheme=scheme))
        self._theme.choose(scheme)

    def _try(self, keep: Callable[[], object]) -> None:
        try:
            keep()
        except UserFacingError as error:
            self.message.show_error(error)

    # Opening ---------------------------------------------------------------------------------------------------------

    def begin(self, path: Path | None, opening: Callable[[], Workspace] | None = None) -> None:
        """The first thing shown: this workspace (`opening` waits for one already on its way), or the welcome page."""
        if path is None:
            self.show_welcome()
        elif opening is not None:
            self._bring(_("Opening {name}…").format(name=path.name), opening)
        else:
            self.open(path)

    def show_welcome(self) -> None:
        """No workspace is open: offer one."""
        self._opening.stop()
        if self.welcome is not None:
            self.stack.removeWidget(self.welcome)
            self.welcome.deleteLater()
        self.welcome = page = WelcomePage(self.settings)
        page.begin_wanted.connect(self.create)
        page.open_wanted.connect(
            lambda path: self.operations.workspaces.ask_open() if path is None else self.open(path)
        )
        page.move_wanted.connect(self.operations.moving.ask_move_here)
        page.language_chosen.connect(self.set_language)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        self._show_title()

    def open(self, path: Path) -> None:
        """Open a workspace in place of the one that is open."""

        def job() -> Workspace:
            from desktop.workspace import Workspace

            return Workspace.open(path)

        self.let_go(lambda: self._bring(_("Opening {name}…").format(name=path.name), job))

    def create(self, path: Path, with_sample: bool, then: Then | None = None) -> None:
        """Make a workspace and open it, with the sample if wanted; `then` when it is shown."""
        if self.welcome is not None and (name := self.welcome.name().strip()):
            self._try(lambda: self.settings.call(name))

        def job() -> Workspace:
            from desktop.workspace import Workspace

            workspace = Workspace.create(path)
            if with_sample:
                from desktop import sample

                try:
                    sample.load(workspace)
                except BaseException:
                    workspace.close()
                    raise
            return workspace

        self.let_go(lambda: self._bring(_("Creating {name}…").format(name=path.name), job, then))

    def bring(self, words: str, job: Callable[[], Workspace], then: Then | None = None) -> None:
        """Let go of what is open, do a job on a thread, and show the workspace it returns; `then` when it is shown."""
        self.let_go(lambda: self._bring(words, job, then))

    def _bring(self, words: str, job: Callable[[], Workspace], then: Then | None = None) -> None:
        self.message.hide()
        self._opening.wait_for(words)
        self.stack.setCurrentWidget(self._opening)
        self.background.run(job, lambda workspace: self._opened(workspace, then), self._not_opened)

    def _not_opened(self, error: BaseException) -> None:
        self.show_welcome()
        if isinstance(error, UserFacingError):
            self.message.show_error(error)

    def _opened(self, workspace: Workspace, then: Then | None) -> None:
        from desktop.ui.desk import Desk

        self._opening.stop()
        if workspace.read_only and self.hand_over(workspace.path):
            workspace.close()
            self.close()
            return
        self.desk = desk = Desk(workspace, Background(), Writer(), self.settings, self)
        desk.broken.connect(self.broken)
        self._try(lambda: self.settings.opened(workspace.path))
        self._show_desk(None)
        self._set_known_name()
        if then is not None:
            then()

    def _show_desk(self, place: Place | None) -> None:
        """Stand the desk in the window; `place` is where its page was before, if it was."""
        from desktop.ui.undo import UndoRedo
        from desktop.ui.workspace_view import DeskView

        desk = self.desk
        if desk is None:
            return
        desk.message.connect(self.show_message)
        desk.file_made.connect(self.show_file)
        desk.failed.connect(self.show_error)
        desk.changed.connect(self._edited)
        desk.writer.idle.connect(self._written)
        self.view = view = DeskView(desk, self.menus, self.operations)
        view.reopen_wanted.connect(lambda: self.open(desk.workspace.path))
        view.named.connect(self.operations.person.set_name)
        self._undo_redo = UndoRedo(desk, self.menus.undo, self.menus.redo, view.finish, view)
        view.count_changed.connect(self.status.show_count)
        self.menus.show_page(view.activities.actions_for_menu(), writable=desk.writable)
        self.status.show_desk(desk)
        view.show_below(self.message)
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        self.show()
        if self.welcome is not None:
            self.stack.removeWidget(self.welcome)
            self.welcome.deleteLater()
            self.welcome = None
        view.activities.setFocus()
        if place is not None:
            view.go_back_to(place)
        self._show_title()
        self.desk_shown.emit(desk)
        if self._brought:
            brought, self._brought = self._brought, []
            QTimer.singleShot(0, self, lambda: self.take(*brought))

    def _set_known_name(self) -> None:
        """The name known on this computer goes into the file; where none is known, it is asked for once."""
        desk, view = self.desk, self.view
        if desk is None or view is None or not desk.writable:
            return
        name = self.settings.name or desk.workspace.author
        if name:
            self.operations.person.set_name(name)
        elif not self.settings.name_asked:
            view.ask_name()

    # Letting go ------------------------------------------------------------------------------------------------------

    def close_workspace(self) -> None:
        """Back to the welcome page."""
        self.let_go(self.show_welcome)

    def let_go(self, then: Callable[[], object]) -> None:
        """Write what was typed, close the workspace, then do the next thing. What could not be saved is asked about."""
        if self.desk is None:
            then()
            return
        if self.view is not None:
            self.view.finish()
        self._when_written(then)

    def write_now(self) -> None:
        """The computer is about to be shut down: what was typed goes into the file before anything else."""
        if self.view is not None and self.desk is not None:
            self.view.finish()
            self.desk.writer.flush()

    def _when_written(self, then: Callable[[], object]) -> None:
        desk = self.desk
        if desk is None:
            then()
        elif desk.writer.waiting:
            QTimer.singleShot(LETTING_GO_MS, self, lambda: self._when_written(then))
        elif desk.writer.unsaved and not give_up_unsaved(self):
            self._leaving = False
        else:
            self._close_desk(desk)
            then()

    def _close_desk(self, desk: Desk) -> None:
        self._keep_layout()
        self._drop_view()
        self.desk = None
        self.status.show_desk(None)
        desk.close()
        desk.deleteLater()
        self.desk_left.emit()
        self._show_title()

    def close_at_once(self) -> None:
        """From now on, close when asked to without a moment between: the system ends the session, and takes a window that
        stays for a word against it. What cannot be saved still is one.
        """
        self._at_once = True

    def _close_desk_at_once(self, desk: Desk) -> None:
        self.write_now()
        desk.writer.hear_results()
        if not desk.writer.waiting and not desk.writer.unsaved:
            self._close_desk(desk)

    def _drop_view(self) -> None:
        if self.view is None or self.desk is None:
            return
        self.view.finish()
        self.view.leave()
        if self._undo_redo is not None:
            self._undo_redo.end()
            self._undo_redo = None
        self.desk.message.disconnect(self.show_message)
        self.desk.file_made.disconnect(self.show_file)
        self.desk.failed.disconnect(self.show_error)
        self.desk.changed.disconnect(self._edited)
        self.desk.writer.idle.disconnect(self._written)
        self.menus.rest()
        self.desk.background.forget_topics()
        self._middle.addWidget(self.message)
        self.stack.removeWidget(self.view)
        self.view.setParent(None)
        self.view.deleteLater()
        self.view = None

    def _keep_layout(self) -> None:
        kept = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._try(lambda: self.settings.keep_layout({"window": kept}))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when all is written; until then the window stays."""
        if self._at_once and self.desk is not None:
            self._close_desk_at_once(self.desk)
        if self.desk is None:
            self.background.close()
            self.help.close()
            event.accept()
            QGuiApplication.quit()
            return
        event.ignore()
        if not self._leaving:
            self._leaving = True
            QTimer.singleShot(0, self, lambda: self.let_go(self.close))  # Qt closes nothing within a closing

    # Dropping --------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Tables, workspaces and packages may be dropped anywhere."""
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workspace is opened, a table imported, a folder looked into."""
        if paths := dropped_paths(event):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.take(*paths))  # the program it comes from must not wait

    def bring_files(self, paths: Sequence[Path]) -> None:
        """Open, import or take in these as soon as a desk is shown."""
        self._brought += paths
        if self.desk is not None and self._brought:
            brought, self._brought = self._brought, []
            self.take(*brought)

    def open_double_clicked(self, path: Path) -> None:
        """The system has a file for the program that runs: where no workspace is open, it may be one to open."""
        if self.desk is None and self.stack.currentWidget() is self.welcome and fits(path, WORKSPACES):
            self.open(path)
        else:
            self.come_forward([path])

    def come_forward(self, paths: Sequence[Path] = ()) -> None:
        """Another start of the program leads here."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)
        self.bring_files(paths)

    def take(self, path: Path, *more: Path) -> None:
        """Open, import or take in what somebody brought."""
        if more:
            self.operations.packages.consolidate([path, *more])
        elif is_folder(path):
            self.operations.import_folder(path)
        elif fits(path, WORKSPACES):
            self.open(path)
        else:
            self.operations.import_file(path)

    def open_outside(self, path: Path) -> None:
        """Show a file or a folder with the program that the system has for it."""
        open_file(path)

    def undo(self) -> None:
        """Take the last action back, where there is one."""
        self.menus.undo.trigger()

    def show_name(self) -> None:
        """Show who works here."""
        self.status.show_name()
