"""A line in which a record is found by its name while typing, or made where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.ui.widgets.desk_access import DeskAccess, Found
from desktop.ui.widgets.terms import fold
from desktop.ui.widgets.typed_line import TypedLine
from desktop.words import _

_ID, _NAME = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
ASK_AFTER_MS = 80


class RecordFinder(TypedLine):
    """Down and Up go through what was found, Enter chooses, Esc closes; the last offer makes a new record."""

    chosen = Signal(str, str)  # id, name
    wanted = Signal(str)  # name of a record to be made

    def __init__(self, type: str, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type, self._desk = type, desk
        self._asked = ""
        self._model = QStandardItemModel(self)
        self.popup = QListView(self)
        self.popup.setWindowFlags(Qt.WindowType.ToolTip)
        self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.popup.setFrameShape(QFrame.Shape.StyledPanel)
        self.popup.setModel(self._model)
        self.popup.setUniformItemSizes(True)
        self.popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.popup.setAccessibleName(_("Found"))
        self.popup.clicked.connect(self._choose)
        self._wait = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.left.connect(self.popup.hide)
        self.destroyed.connect(self.popup.deleteLater)

    @property
    def offers(self) -> list[str]:
        """What is offered now, as shown."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the offers."""
        key, shown = event.key(), self.popup.isVisible()
        if not self.isReadOnly() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (shown or key == Qt.Key.Key_Down):
            if shown:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._ask()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown:
            self._choose(self.popup.currentIndex())
        elif key == Qt.Key.Key_Escape and (shown or self.text()):
            self.popup.hide()
            if not shown:
                self.clear()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No offers without a line."""
        super().hideEvent(event)
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window moved away from under the offers."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self.popup.hide()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if text.strip() and not self.isReadOnly():
            self._wait.start()
        else:
            self._wait.stop()
            self.popup.hide()

    def _ask(self) -> None:
        self._asked = text = self.text().strip()

        def show(found: Sequence[Found]) -> None:
            if text == self._asked and self.hasFocus():
                self._show(text, found)

        self._desk.find(self._type, text, show)

    def _show(self, text: str, found: Sequence[Found]) -> None:
        self._model.clear()
        for each in found:
            item = QStandardItem(f"{each.name} — {each.more}" if each.more else each.name)
            item.setData(each.id, _ID)
            item.setData(each.name, _NAME)
            self._model.appendRow(item)
        if text and not any(fold(each.name) == fold(text) for each in found):
            item = QStandardItem(_("Create “{name}”").format(name=text))
            item.setData("", _ID)
            item.setData(text, _NAME)
            self._model.appendRow(item)
        if not self._model.rowCount():
            self.popup.hide()
            return
        self.popup.setCurrentIndex(self._model.index(0, 0))
        rows = min(self._model.rowCount(), 8)
        height = rows * self.popup.sizeHintForRow(0) + 2 * self.popup.frameWidth()
        place = self.mapToGlobal(self.rect().bottomLeft())
        self.popup.setGeometry(place.x(), place.y() + 1, max(self.width(), 220), height)
        self.window().installEventFilter(self)
        self.popup.show()

    def _step(self, way: int) -> None:
        row = (self.popup.currentIndex().row() + way) % self._model.rowCount()
        self.popup.setCurrentIndex(self._model.index(row, 0))

    def _choose(self, index: QModelIndex) -> None:
        self.popup.hide()
        if not index.isValid():
            return
        id, name = index.data(_ID), index.data(_NAME)
        self._asked = ""
        if id:
            self.chosen.emit(id, name)
        else:
            self.wanted.emit(name)
