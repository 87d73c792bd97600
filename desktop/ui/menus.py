"""The menu bar: every job of the window has its action here, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.i18n import LANGUAGES, _, current_language, language_name, pgettext
from desktop.ui.icons import icon
from desktop.ui.operations import Operations
from desktop.ui.page import ACTIVITIES, EVIDENCE, GOALS
from desktop.ui.pages import page_actions
from desktop.ui.undo import undo_actions
from desktop.ui.welcome import shown_path
from desktop.ui.window_protocol import Then, WindowProtocol

Key = QKeySequence.StandardKey


class Menus:
    """Made anew when the language changes; `show_page` puts the actions of a page in, `rest` takes them out."""

    def __init__(self, bar: QMenuBar, shell: WindowProtocol, operations: Operations) -> None:
        self._bar = bar
        self._shell = shell
        self._operations = operations
        self._of_page: list[tuple[QMenu, QAction]] = []
        self._needs_desk: list[QAction] = []
        self._needs_writing: list[QAction] = []
        bar.clear()
        for old in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        self.undo, self.redo = undo_actions(bar)
        self.pages = page_actions(bar)
        self._build_file(bar.addMenu(_("&File")))
        self._edit = bar.addMenu(_("&Edit"))
        self._edit.addActions([self.undo, self.redo])
        twice = self._add(self._edit, _("Du&plicates…"), operations.duplicates.show, desk=True)
        twice.setToolTip(_("Activities, organisations and people that are here twice"))
        own_terms = self._add(self._edit, _("Network &terms…"), operations.terms.show, desk=True)
        own_terms.setToolTip(_("Words that your network adds to the lists to choose from"))
        mappings = self._add(self._edit, _("Sources and saved &mappings…"), operations.tables.show_mappings, desk=True)
        mappings.setToolTip(_("The lists that were imported, and how their columns are read"))
        self._activity = bar.addMenu(_("&Activity"))
        self._view = bar.addMenu(_("&View"))
        self._build_view(self._view)
        self._build_help(bar.addMenu(_("&Help")))
        self.rest()

    # Building --------------------------------------------------------------------------------------------------------

    def _build_file(self, menu: QMenu) -> None:
        shell, operations = self._shell, self._operations
        tables, packages, visits, backups = (
            operations.tables,
            operations.packages,
            operations.visits,
            operations.backups,
        )
        self._add(menu, _("&New workspace…"), operations.workspaces.ask_new, "Ctrl+Shift+N")
        self._add(menu, _("&Open…"), operations.workspaces.ask_open, Key.Open, "open")
        self._recent = menu.addMenu(_("Open &recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self.import_table = self._add(menu, _("&Import a table…"), tables.ask_import, "Ctrl+I", "import", writing=True)
        self.import_table.setToolTip(_("Import activities from a CSV or Excel file"))
        self.export = self._add(menu, _("&Export…"), tables.export, "Ctrl+E", "export", desk=True)
        self.summary = self._add(menu, _("&Summary as PDF…"), tables.summary, "Ctrl+Shift+R", "report", desk=True)
        self.summary.setToolTip(_("A PDF of the list, the selection, or all activities"))
        self.template_report = self._add(
            menu, _("Report by template…"), tables.report_by_template, "Ctrl+Shift+B", "report", desk=True
        )
        self.template_report.setToolTip(_("Monthly, annual, by module …: figures, maps, charts and activities"))
        printing = self._add(menu, _("Prin&t…"), operations.printing.print_shown, Key.Print, desk=True)
        printing.setToolTip(_("What is shown, on paper: the activities selected or listed, or a document of the visit"))
        menu.addSeparator()
        self._add(menu, _("Sen&d to…"), packages.send, "Ctrl+Shift+E", "exchange", writing=True)
        self._add(menu, _("Send everythin&g…"), packages.send_everything, writing=True)
        self._add(menu, _("Send the &merged data…"), packages.share, writing=True)
        self._add(menu, _("Import a &package…"), packages.ask_import, "Ctrl+Shift+I", writing=True)
        self._add(menu, _("Import a &folder…"), packages.ask_import_folder, writing=True)
        menu.addSeparator()
        self._add(menu, _("Import a c&alendar or contacts…"), visits.ask_import, writing=True)
        self._add(menu, _("Export the calendar of all &visits…"), visits.export_calendar, desk=True)
        self._add(menu, _("E&xport all contacts…"), visits.export_contacts, desk=True)
        menu.addSeparator()
        self._add(menu, _("Back &up now"), backups.back_up, "Ctrl+B", "backup", desk=True)
        self._add(menu, _("&Backups…"), backups.show, desk=True)
        self._build_moving(menu.addMenu(_("Move and copy")))
        self._add(menu, _("Chec&k the workspace…"), backups.check, picture="check", desk=True)
        menu.addSeparator()
        self.load_sample = self._add(menu, _("Load t&he sample"), operations.sample.load, writing=True)
        self.discard_sample = self._add(menu, _("De&lete the sample data"), operations.sample.discard, writing=True)
        self._add(menu, _("&Your name…"), operations.person.ask_name, picture="person", desk=True)
        menu.addSeparator()
        self._add(menu, _("&Close workspace"), shell.close_workspace, Key.Close, desk=True)
        leave = self._add(menu, _("&Quit"), shell.close, Key.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _build_moving(self, menu: QMenu) -> None:
        moving = self._operations.moving
        self._add(menu, _("&Copy to a stick or folder…"), moving.copy_elsewhere, desk=True)
        menu.addSeparator()
        self._add(menu, _("&Prepare a move…"), moving.prepare, writing=True)
        self._add(menu, _("&Move my desk here…"), moving.ask_move_here)
        self._add(menu, _("&Hand this desk over…"), moving.hand_over, writing=True)

    def _build_view(self, menu: QMenu) -> None:
        menu.addActions(list(self.pages.values()))
        self._needs_desk += self.pages.values()
        evidence = self._add(
            menu, pgettext("page", "Evidence"), self._show_evidence, "Ctrl+Shift+G", "report", desk=True
        )
        evidence.setToolTip(
            _("What was done, what changed and what is missing: on a target, a place, an organisation …")
        )
        goals = self._add(menu, pgettext("page", "Goals"), self._show_goals, "Ctrl+Shift+O", "board", desk=True)
        goals.setToolTip(_("What is to be reached by when, and how far it is; values of indicators"))
        self._view_end = menu.addSeparator()
        self._choices(
            menu.addMenu(_("Lan&guage")),
            [(code, language_name(code)) for code in LANGUAGES],
            current_language(),
            self._shell.set_language,
        )
        schemes = [("system", _("Same as the &system")), ("light", _("&Light")), ("dark", _("&Dark"))]
        self._choices(menu.addMenu(_("Colo&urs")), schemes, self._shell.settings.scheme, self._shell.choose_scheme)

    def _build_help(self, menu: QMenu) -> None:
        self._add(menu, _("&Help"), self._shell.show_help, Key.HelpContents)
        self._add(menu, _("Save the &manual…"), self._operations.help.save_manual)
        self._add(menu, _("&Keyboard shortcuts…"), self._show_keyboard, "Ctrl+F1")
        self._add(menu, _("Check an &installer…"), self._operations.moving.check_installer)
        self._add(menu, _("&About Focal Desk"), self._operations.help.show_about).setMenuRole(
            QAction.MenuRole.AboutRole
        )

    def _show_evidence(self) -> None:
        if self._shell.view is not None:
            self._shell.view.open_page(EVIDENCE)

    def _show_goals(self) -> None:
        if self._shell.view is not None:
            self._shell.view.open_page(GOALS)

    def _show_keyboard(self) -> None:
        self._operations.help.show_keyboard(self.all_actions())

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
        paths = self._shell.settings.recent
        for path in paths:
            self._add(self._recent, _shown(path), lambda path=path: self._shell.open(path))
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

    def rest(self) -> None:
        """No desk is open."""
        for menu, action in self._of_page:
            menu.removeAction(action)
        self._of_page.clear()
        for action in self._needs_desk:
            action.setEnabled(False)
        self._activity.menuAction().setVisible(False)
        self.pages[ACTIVITIES].setChecked(True)

    def all_actions(self) -> list[tuple[str, list[QAction]]]:
        """Menu by menu, for the overview of the keyboard."""
        found: list[tuple[str, list[QAction]]] = []
        for entry in self._bar.actions():
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
    return shown_path(path).replace("&", "&&")
