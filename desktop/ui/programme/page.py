"""The page of programmes: the visits to choose from, then the programme of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop import catalogue
from desktop.ui.buttons import primary
from desktop.ui.listing.tab_way import step
from desktop.ui.plain_tip import plain_tip
from desktop.ui.programme.editor import ProgrammeEditor
from desktop.ui.programme.look import editor_sheet
from desktop.ui.window_look import form_sheet
from desktop.words import _

if TYPE_CHECKING:
    from desktop.catalogue import NameFound
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

MOST = 500
_ID = Qt.ItemDataRole.UserRole


class ProgrammePage(QStackedWidget):
    """Remembers which visit was shown while the desk is open."""

    turned = Signal()  # the visits or a programme is shown now: other actions

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.visits = VisitChoice(desk, self)
        self.editor = ProgrammeEditor(desk, self)
        self.addWidget(self.visits)
        self.addWidget(self.editor)
        self.visits.chosen.connect(self.show_visit)
        self.editor.left.connect(self.show_visits)
        self.editor.visit_gone.connect(self.show_visits)

    def show_visit(self, id: str) -> None:
        """Show the programme of a visit."""
        if id != self.editor.visit:
            self.editor.show_visit(id)
        if self.currentWidget() is not self.editor:
            self.setCurrentWidget(self.editor)
            self.turned.emit()
        self.editor.enter()

    def show_visits(self) -> None:
        """Choose another visit."""
        self.editor.finish()
        self.visits.read()
        if self.currentWidget() is not self.visits:
            self.setCurrentWidget(self.visits)
            self.turned.emit()
        self.visits.enter()

    def begin(self) -> None:
        """The page is shown: the programme that was shown, else the visits."""
        if self.currentWidget() is self.editor and self.editor.visit:
            self.editor.enter()
        else:
            self.show_visits()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """By the window's menus."""
        return self.editor.actions_for_menu() if self.currentWidget() is self.editor else {}

    def finish(self) -> None:
        """Write what is being typed."""
        self.editor.finish()

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does in a window with this page; False where it is elsewhere."""
        if self.currentWidget() is self.editor:
            return step(window, self, self.editor.parts(), forward=forward)
        return step(window, self, (self.visits,), forward=forward)


class VisitChoice(QWidget):
    """The visits by name; typing narrows them, Enter opens one, and a new one is made by its name."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: Sequence[NameFound] = ()
        heading = QLabel(_("Programme of which visit?"), self)
        heading.setObjectName("visitChoiceHeading")
        self.search = _Search(self)
        self.search.setPlaceholderText(_("Search the visits"))
        self.search.setAccessibleName(_("Search the visits"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Visits"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setObjectName("programmeList")
        self.none = QLabel(self)
        self.none.setWordWrap(True)
        self.new = primary(QPushButton(_("&New visit"), self))
        self.new.setEnabled(desk.writable)
        across = QHBoxLayout()
        across.addWidget(self.search, 1)
        across.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addLayout(across)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(lambda: self._open(self.list.currentItem()))
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.new.clicked.connect(self._make)
        desk.changed.connect(self._heard)
        self._dress()

    def enter(self) -> None:
        """The keyboard into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def read(self) -> None:
        """Read the names again."""
        workspace, text = self._desk.workspace, self.search.text().strip()
        self._desk.background.run(
            lambda: catalogue.find_names(workspace, "visit", text, MOST), self._show, topic="programme: visits"
        )

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        sheet = form_sheet(self.palette()) + editor_sheet(self.palette(), self.font())
        sheet += "#visitChoiceHeading { font-size: 15pt; font-weight: 600; }"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _heard(self, changed: Changed) -> None:
        if "visit" in changed.ids and self.isVisible():
            self._soon.start()

    def _show(self, found: Sequence[NameFound]) -> None:
        if not isValid(self):
            return
        self.list.clear()
        for each in found:
            item = QListWidgetItem(f"{each.name} — {each.more}" if each.more else each.name)
            item.setData(_ID, each.id)
            item.setToolTip(plain_tip(item.text()))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        searched = bool(self.search.text().strip())
        self.none.setText(
            _("No visit has these words in its name.")
            if searched
            else _("There is no visit on this desk yet. “New visit” begins one with an empty programme.")
        )
        self.none.setVisible(not found)

    def _move(self, by: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))

    def _make(self) -> None:
        workspace, title = self._desk.workspace, self.search.text().strip() or _("New visit")

        def made(id: str) -> None:
            if isValid(self):
                self.search.clear()
                self.chosen.emit(id)

        self._desk.writer.run(
            lambda: workspace.journal.create("visit", {"title": title, "stage": "idea"}), made, self._desk.tell
        )


class _Search(QLineEdit):
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go through the list without leaving the line."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
