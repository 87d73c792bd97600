"""How a visit leaves the desk: its papers, its calendar, the contacts of those who agreed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.icons import icon


class ExportActions(QObject):
    """Each signal with the id of the visit that is opened, or selected."""

    documents_wanted = Signal(str)
    calendar_wanted = Signal(str)
    contacts_wanted = Signal(str)

    def __init__(self, page: QWidget, visit: Callable[[], str]) -> None:
        super().__init__(page)
        self.papers = QAction(icon("report"), _("Docu&ments…"), page)
        self.papers.setShortcut(QKeySequence("Ctrl+Shift+P"))
        self.papers.setToolTip(_("Programme, briefing, badges, sheets, learning note and more, as PDF"))
        self.calendar = QAction(icon("calendar"), _("Export the calenda&r…"), page)
        self.contacts = QAction(icon("person"), _("Export con&tacts…"), page)
        for action, wanted in (
            (self.papers, self.documents_wanted), (self.calendar, self.calendar_wanted),
            (self.contacts, self.contacts_wanted),
        ):  # fmt: skip
            page.addAction(action)
            action.triggered.connect(lambda _checked=False, wanted=wanted: wanted.emit(id) if (id := visit()) else None)
        self.enable(False)

    @property
    def actions(self) -> list[QAction]:
        """All of them, for the menu."""
        return [self.papers, self.calendar, self.contacts]

    def enable(self, one: bool) -> None:
        """Is it clear which visit is meant?"""
        for action in self.actions:
            action.setEnabled(one)
