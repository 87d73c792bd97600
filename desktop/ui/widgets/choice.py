"""One code of a vocabulary, by its label; long lists are searched while typing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.style.colours import edge
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import TermNode, fold, term, terms
from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.ui.widgets.line_edit import TypedLine
from desktop.vocabularies import load
from desktop.workspace import Field, Value

SEARCHED_FROM = 20
"""From so many codes on the list is searched by typing."""
_SEARCH = Qt.ItemDataRole.UserRole + 1


class StillBox(QComboBox):
    """A combo that a wheel over the form does not turn: the form scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.currentTextChanged.connect(lambda words: self.setToolTip(plain_tip(words)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A label too long for the box ends in dots, not in half a letter; where one types, the edge is seen in the dark."""
        if self.isEditable():
            super().paintEvent(event)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = self.lineEdit()
            focused = line is not None and line.hasFocus()
            painter.setPen(QPen(self.palette().highlight().color(), 2) if focused else edge(self.palette()))
            inset = 1 if focused else 0.5
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        words = self.currentText()
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - 4)
        option.currentText = shown
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the choice."""
        event.ignore()


class _WordsCompleter(QCompleter):
    """Finds by any part of label or code, accents and case aside; what it completes to is the label."""

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is put into the line."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def choice_label(vocabulary: str, node: TermNode) -> str:
    """How a code stands in a list: currencies with theirs, which people know better than the name."""
    return f"{node.code} – {node.label}" if vocabulary == "currencies" and node.label != node.code else node.label


class ChoiceBox(StillBox):
    """The labels of a vocabulary; a long one is searched by any word of a label or by its code."""

    left = Signal()

    def __init__(self, vocabulary: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vocabulary = vocabulary
        self._known = load(vocabulary)
        self._items = model = QStandardItemModel(self)
        self._fill()
        self.setModel(model)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.searched = model.rowCount() > SEARCHED_FROM
        if self.searched:
            self._search_while_typing(model)

    def _fill(self) -> None:
        self._items.appendRow(QStandardItem(""))
        for each in terms(self.vocabulary):
            item = QStandardItem(choice_label(self.vocabulary, each))
            item.setData(each.code, Qt.ItemDataRole.UserRole)
            item.setData(each.words, _SEARCH)
            self._items.appendRow(item)

    def follow_terms(self) -> None:
        """Offer the own terms as they are now; what is chosen stays chosen."""
        if self._known is load(self.vocabulary):
            return
        self._known = load(self.vocabulary)
        code, was = text_of(self.currentData()), self.blockSignals(True)
        self._items.clear()
        self._fill()
        self.show_code(code)
        self.blockSignals(was)

    def show_code(self, code: str) -> None:
        """Select a code; one that is not offered (any more, or yet) is added."""
        self.follow_terms()
        place = self.findData(code) if code else 0
        if place < 0:
            item = QStandardItem(choice_label(self.vocabulary, term(self.vocabulary, code)))
            item.setData(code, Qt.ItemDataRole.UserRole)
            item.setData(fold(code), _SEARCH)
            self._items.appendRow(item)
            place = self.count() - 1
        if self.currentIndex() != place:
            self.setCurrentIndex(place)

    def event(self, event: QEvent) -> bool:
        """Let the window's undo through when the words have nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.isEditable():
            line = self.lineEdit()
            back, again = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if line is not None and ((back and not line.isUndoAvailable()) or (again and not line.isRedoAvailable())):
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Half a word typed is settled when the keyboard goes elsewhere, whether the offers are open or not."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties a list that is not searched."""
        if not self.searched and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
            self.activated.emit(0)
        else:
            super().keyPressEvent(event)

    def commit_text(self) -> int:
        """What was typed becomes the choice it names or the only one it can mean, or the one before; returns the index."""
        text = fold(self.currentText())
        rows = range(self.count())
        exact = [row for row in rows if text in (fold(self.itemText(row)), fold(str(self.itemData(row) or "")))]
        like = [
            row
            for row in rows
            if text and any(fold(part).startswith(text) for part in self.itemText(row).split(" – ", 1))
        ]
        if exact or len(like) == 1:
            self.setCurrentIndex((exact or like)[0])
        self.setEditText(self.itemText(self.currentIndex()))
        return self.currentIndex()

    def _search_while_typing(self, model: QStandardItemModel) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _WordsCompleter(model, self)
        completer.setCompletionRole(_SEARCH)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        if (line := self.lineEdit()) is not None:
            line.setPlaceholderText(_("Type to search"))


class ChoiceField(FieldWidget):
    """A combo with the labels of a vocabulary."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = ChoiceBox(field.vocabulary, self)
        self._code = ""
        self._line, completer = self.box.lineEdit(), self.box.completer()
        for widget in (self.box, self._line):
            if widget is not None:
                widget.setAccessibleName(self.accessibleName())
                widget.setAccessibleDescription(self.accessibleDescription())
        self.box.activated.connect(self._activated)
        if self._line is not None:
            self._line.editingFinished.connect(self._finished)
            self.box.left.connect(self._finished)
        if completer is not None:
            completer.activated.connect(lambda _text: self._finished())
        self._plain = TypedLine(self)
        self._plain.setReadOnly(True)
        self._plain.setAccessibleName(self.accessibleName())
        self._plain.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self._plain)
        self.setFocusProxy(self.box)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Select the code."""
        code = text_of(values.get(self.field.name))
        typing = self._line is not None and self._line.hasFocus() and code == self._code
        self._code = code
        self._plain.setText(term(self.field.vocabulary, code).label if code else "")
        if not typing:
            self.box.show_code(code)

    def forget(self) -> None:
        """Another record comes: half a word typed is not its choice."""
        self._code = ""
        self.box.show_code("")
        self.box.setEditText("")

    def set_read_only(self, on: bool) -> None:
        """The label alone, to be copied."""
        self.box.setVisible(not on)
        self._plain.setVisible(on)
        self.setFocusProxy(self._plain if on else self.box)

    def entry(self) -> QWidget:
        """The combo, or the label where it can only be read."""
        return self.focusProxy() or self.box

    def _finished(self) -> None:
        if not self.box.currentText().strip():
            self.box.setCurrentIndex(0)
        self._activated(self.box.commit_text())

    def _activated(self, index: int) -> None:
        code = text_of(self.box.itemData(index))
        if code != self._code:
            self._code = code
            self.edited.emit({self.field.name: code or None})
        self.left.emit()
