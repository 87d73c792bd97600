"""The lists of goals and of values of indicators, each with the switch to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.file_formats import TABLES, patterns
from desktop.i18n import N_, _
from desktop.ui import file_dialogs
from desktop.ui.goals.import_dialog import ImportIndicatorsDialog
from desktop.ui.goals.list_specs import GoalListSpec, IndicatorListSpec
from desktop.ui.listing.page_switch import PageSwitch
from desktop.ui.listing.switched_list_page import SwitchedListPage
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.page import GOALS, INDICATORS

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_LISTS = ((GOALS, N_("Goals"), "board"), (INDICATORS, N_("Indicator values"), "report"))


class GoalsPage(SwitchedListPage):
    """Goals; beside each, how far it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, GoalListSpec(desk), lambda page: PageSwitch(_LISTS, GOALS, page), parent)


class IndicatorsPage(SwitchedListPage):
    """Values of indicators; beside each, the others of its indicator and place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, IndicatorListSpec(desk), lambda page: PageSwitch(_LISTS, INDICATORS, page), parent)

    def further_actions(self) -> list[QAction]:
        """A table of values."""
        self.import_values = QAction(_("Import a table of val&ues…"), self)
        self.import_values.setEnabled(self._desk.writable)
        self.import_values.triggered.connect(self.ask_import)
        return [self.import_values]

    def ask_import(self) -> None:
        """Let the person choose a table, and show what is in it."""
        words = _("Tables ({files})").format(files=patterns(TABLES)) + ";;" + _("All files (*)")
        settings, title = self._desk.settings, _("Import a table of values")
        chosen = file_dialogs.ask_file(self, settings, file_dialogs.TABLES, title, words)
        if chosen is not None:
            self.side.finish()
            open_dialog(ImportIndicatorsDialog(self._desk, chosen, self.window()))
