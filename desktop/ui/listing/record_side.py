"""The right of the page: the record that is selected, or what can be done with several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.listing.list_view import ListView
from desktop.ui.listing.page_actions import PageActions
from desktop.ui.listing.planned_visit import plan_visit
from desktop.ui.listing.selection_panel import SelectionPanel

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.editor import RecordEditor

SHOW_AFTER_MS = 40
"""Going through the list with an arrow held down shows the record where it stops."""
AFTER_ROWS_MS = 60
"""The form, the heaviest part of the page, is made when the first rows have been painted."""


class RecordSide(QStackedWidget):
    """Follows the selection of the list."""

    left = Signal()  # Esc
    record_requested = Signal(str)

    def __init__(self, desk: Desk, listed: ListSpec, view: ListView, actions: PageActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listed = listed
        self._view = view
        self._editor: RecordEditor | None = None
        self._late = False  # the row selected is not read yet
        self._entering = False  # and the keyboard goes into its form then
        self.panel = SelectionPanel(
            _("Your choice applies to all of them as one action; one undo reverses it."),
            actions.of_many(), self,
        )  # fmt: skip
        self.nothing = SelectionPanel(_("Select one to read and edit it here."), actions.of_list(), self)
        """While no record is shown."""
        self.addWidget(self.nothing)
        self.addWidget(self.panel)
        self._wait = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show_chosen)
        view.chosen.connect(self._choose)
        view.rows.dataChanged.connect(lambda *_parts: self._late and self.show_chosen())

    @property
    def editor(self) -> RecordEditor:
        """The form of a record; made when it is first asked for."""
        if self._editor is None:
            from desktop.ui.editor import RecordEditor

            self._editor = editor = RecordEditor(self, self._listed.type, self._listed.pages_beside())
            editor.set_workspace(self._desk.workspace, self._desk.writer, self._desk.background, self._desk.settings)
            editor.record_requested.connect(self.record_requested)
            editor.conflicts_requested.connect(self._desk.conflicts_wanted)
            editor.file_made.connect(self._desk.show_file)
            editor.evidence_wanted.connect(self._desk.evidence_wanted)
            editor.visit_wanted.connect(lambda id, title: plan_visit(self._desk, id, title))
            editor.gone.connect(self._give_keyboard_back)
            self.insertWidget(0, editor)
        return self._editor

    def make_ready(self) -> None:
        """The first rows are there: have the form ready for the first that is chosen."""
        if self._editor is None:
            QTimer.singleShot(AFTER_ROWS_MS, self, lambda: self.editor)

    def finish(self) -> None:
        """What was typed is written."""
        if self._editor is not None:
            self._editor.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where no field has a use for it: back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give_keyboard_back(self) -> None:
        """The form in which it was is not there any more; elsewhere it stays."""
        here = self.window().focusWidget()
        if here is None or self.isAncestorOf(here) or not here.isVisible():
            self._view.setFocus()

    def _choose(self, anew: bool) -> None:
        if anew:
            self._entering = False
        self._wait.start()

    def show_chosen(self) -> None:
        """Show what is selected now."""
        self._wait.stop()
        self._late = False
        count = self._view.selected_count()
        if count > 1:
            self.editor.finish()
            self.panel.show_words(self._listed.selected(count))
            self.setCurrentWidget(self.panel)
        elif count == 1:
            row = self._view.rows.listed(self._view.ranges()[0].top())
            if row is None:
                self._late = True
            else:
                self.show_record(row.id, self._listed.type)
                if self._entering:
                    self._entering = False
                    self.editor.go_to(self._listed.title)
        else:
            self.setCurrentWidget(self.nothing if self._editor is None or self._editor.empty else self._editor)

    def show_record(self, id: str, type: str = "") -> None:
        """Show this record, of whatever type."""
        self.setCurrentWidget(self.editor)
        self.editor.show_record(id, type)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        if self._editor is not None:
            self._editor.show_record(None)
        self.setCurrentWidget(self.nothing)

    def show_new(self, id: str) -> None:
        """An empty form; the record is made by the first letter."""
        self._wait.stop()
        self.setCurrentWidget(self.editor)
        self.editor.show_new(id, self._listed.type)

    def enter(self) -> None:
        """The keyboard into the form, or to the first thing that can be done with several."""
        self.show_chosen()
        if self.currentWidget() is self.panel:
            self.panel.enter()
        elif self._late:
            self._entering = True
        else:
            self.editor.go_to(self._listed.title)
