"""The menu bar: every job of the window has its action here, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.going_back import undo_actions
from desktop.ui.icons import icon
from desktop.ui.rail import another_page, page_actions
from desktop.ui.welcome import LANGUAGE_NAMES
from desktop.words import LANGUAGES, _, current_language

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

Key = QKeySequence.StandardKey
Then = Callable[[], object]


class Menus:
    """Made anew when the language changes; `show_page` puts the actions of a page in, `rest` takes them out."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.jobs = window.jobs
        self._of_page: list[tuple[QMenu, QAction]] = []
        self._needs_desk: list[QAction] = []
        self._needs_writing: list[QAction] = []
        bar = window.menuBar()
        bar.clear()
        for old in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        self.undo, self.redo = undo_actions(bar)
        self.activities, self.bin = page_actions(bar)
        self.visits = another_page(
            self.activities, _("&Visits"), _("Peer visits, from the first idea to the follow-up")
        )
        self.overview = another_page(
            self.activities, _("O&verview"), _("What is due, in conflict, not sent, waiting, and edited last")
        )
        self.exchange = another_page(self.activities, _("E&xchange"), _("Partners, and what arrived from them"))
        self.conflicts = another_page(self.activities, _("C&onflicts"), _("What was written differently on two desks"))
        self.conflicts.setVisible(False)
        self._build_file(bar.addMenu(_("&File")))
        self._edit = bar.addMenu(_("&Edit"))
        self._edit.addActions([self.undo, self.redo])
        self._activity = bar.addMenu(_("&Activity"))
        self._view = bar.addMenu(_("&View"))
        self._build_view(self._view)
        self._build_help(bar.addMenu(_("&Help")))
        self.rest()

    # Building --------------------------------------------------------------------------------------------------------

    def _build_file(self, menu: QMenu) -> None:
        window, jobs = self._window, self._window.jobs
        self._add(menu, _("&New workspace…"), window.ask_new, "Ctrl+Shift+N")
        self._add(menu, _("&Open…"), window.ask_open, Key.Open, "open")
        self._recent = menu.addMenu(_("Open &recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self.bring_in = self._add(menu, _("&Import a table…"), jobs.ask_import, "Ctrl+I", "import", writing=True)
        self.bring_in.setToolTip(_("Bring in activities from a CSV or Excel file"))
        self.export = self._add(menu, _("&Export…"), jobs.export, "Ctrl+E", "export", desk=True)
        self.summary = self._add(menu, _("&Summary as PDF…"), jobs.summary, Key.Print, "report", desk=True)
        self.summary.setToolTip(_("A PDF of what is listed, of the selection, or of all"))
        menu.addSeparator()
        self._add(menu, _("Sen&d to…"), jobs.send, "Ctrl+Shift+E", "exchange", writing=True)
        self._add(menu, _("Send everythin&g…"), jobs.send_everything, writing=True)
        self._add(menu, _("Share the &merge…"), jobs.share, writing=True)
        self._add(menu, _("Take in a &package…"), jobs.ask_take_in, "Ctrl+Shift+I", writing=True)
        self._add(menu, _("Take in a fo&lder…"), jobs.ask_gather, writing=True)
        menu.addSeparator()
        self._add(menu, _("Take in a calendar or con&tacts…"), jobs.visits.ask_take_in, writing=True)
        self._add(menu, _("Export the calendar of all &visits…"), jobs.visits.export_calendar, desk=True)
        self._add(menu, _("Export all cont&acts…"), jobs.visits.export_contacts, desk=True)
        menu.addSeparator()
        self._add(menu, _("Back up no&w"), jobs.back_up, "Ctrl+B", "backup", desk=True)
        self._add(menu, _("&Backups…"), jobs.backups, desk=True)
        self._add(menu, _("Chec&k the workspace…"), jobs.check, picture="check", desk=True)
        menu.addSeparator()
        self.load_sample = self._add(menu, _("Load the s&ample"), jobs.load_sample, writing=True)
        self.discard_sample = self._add(menu, _("&Throw the sample away"), jobs.discard_sample, writing=True)
        self._add(menu, _("&Your name…"), jobs.ask_name, picture="person", desk=True)
        menu.addSeparator()
        self._add(menu, _("&Close workspace"), window.close_workspace, Key.Close, desk=True)
        leave = self._add(menu, _("&Quit"), window.close, Key.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _build_view(self, menu: QMenu) -> None:
        pages = [self.activities, self.bin, self.exchange, self.conflicts, self.visits, self.overview]
        for place, page in enumerate(pages, 1):
            page.setShortcut(f"Ctrl+{place}")
        menu.addActions([self.overview, self.activities, self.visits, self.bin, self.exchange, self.conflicts])
        self._needs_desk += pages
        self._view_end = menu.addSeparator()
        self._choices(
            menu.addMenu(_("&Language")),
            [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            current_language(),
            self._window.speak,
        )
        schemes = [("system", _("As the &system")), ("light", _("&Light")), ("dark", _("&Dark"))]
        self._choices(menu.addMenu(_("&Colours")), schemes, self._window.settings.scheme, self._window.choose_scheme)

    def _build_help(self, menu: QMenu) -> None:
        self._add(menu, _("&Keyboard…"), self._window.jobs.keyboard, Key.HelpContents)
        self._add(menu, _("&About Focal Desk"), self._window.jobs.about).setMenuRole(QAction.MenuRole.AboutRole)

    def _add(
        self,
        menu: QMenu,
        words: str,
        then: Then,
        keys: QKeySequence.StandardKey | str | None = None,
        picture: str = "",
        *,
        desk: bool = False,
        writing: bool = False,
    ) -> QAction:
        action = QAction(words, menu)
        action.triggered.connect(lambda: then())
        if isinstance(keys, str):
            action.setShortcut(QKeySequence(keys))
        elif keys is not None:
            action.setShortcuts(keys)
        if keys is Key.Quit and not action.shortcuts():
            action.setShortcut(QKeySequence("Ctrl+Q"))
        if picture:
            action.setIcon(icon(picture))
        menu.addAction(action)
        if desk or writing:
            self._needs_desk.append(action)
        if writing:
            self._needs_writing.append(action)
        return action

    def _choices(
        self, menu: QMenu, choices: Sequence[tuple[str, str]], chosen: str, then: Callable[[str], object]
    ) -> None:
        group = QActionGroup(menu)
        for code, words in choices:
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(code == chosen)
            action.triggered.connect(lambda _checked=False, code=code: then(code))
            menu.addAction(action)

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = self._window.settings.recent
        for path in paths:
            self._add(self._recent, _shown(path), lambda path=path: self._window.open(path))
        if not paths:
            self._recent.addAction(_("None yet")).setEnabled(False)

    # What is open ----------------------------------------------------------------------------------------------------

    def show_page(self, actions: dict[str, list[QAction]], *, writable: bool, heading: str = "") -> None:
        """Put in the actions of a page: "edit", "view" and "record", the last under a heading of its own."""
        self.rest()
        self._activity.setTitle(heading or _("&Activity"))
        for action in self._needs_desk:
            action.setEnabled(writable or action not in self._needs_writing)
        if actions.get("edit"):
            self._put(self._edit, None, self._edit.addSeparator())
        for action in actions.get("edit", []):
            self._put(self._edit, None, action)
        for action in actions.get("record", []):
            self._put(self._activity, None, action)
        for action in actions.get("view", []):
            self._put(self._view, self._view_end, action)
        self._activity.menuAction().setVisible(bool(actions.get("record")))

    def show_bin(self, shown: bool, page: QAction | None = None) -> None:
        """A page (that of the activities where none is named) shows the bin, or what is there again."""
        (self.bin if shown else page or self.activities).setChecked(True)

    def rest(self) -> None:
        """No desk is open."""
        for menu, action in self._of_page:
            menu.removeAction(action)
        self._of_page.clear()
        for action in self._needs_desk:
            action.setEnabled(False)
        self._activity.menuAction().setVisible(False)
        self.activities.setChecked(True)

    def all_actions(self) -> list[tuple[str, list[QAction]]]:
        """Menu by menu, for the overview of the keyboard."""
        found: list[tuple[str, list[QAction]]] = []
        for entry in self._window.menuBar().actions():
            menu = entry.menu()
            if isinstance(menu, QMenu) and entry.isVisible():
                found.append((entry.text(), [each for each in menu.actions() if not each.isSeparator()]))
        return found

    def _put(self, menu: QMenu, before: QAction | None, action: QAction) -> None:
        if before is None:
            menu.addAction(action)
        else:
            menu.insertAction(before, action)
        self._of_page.append((menu, action))


def _shown(path: Path) -> str:
    from desktop.ui.welcome import shown_path

    return shown_path(path).replace("&", "&&")
