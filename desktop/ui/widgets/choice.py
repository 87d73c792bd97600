"""One code of a vocabulary, by its label; long lists are searched while typing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.ui.widgets.terms import fold, term, terms
from desktop.words import _
from desktop.workspace.fields import Field, Value

SEARCHED_FROM = 12
"""From so many codes on the list is searched by typing."""
_SEARCH = Qt.ItemDataRole.UserRole + 1


class ChoiceBox(QComboBox):
    """A combo that a wheel over the form does not turn, and that may be searched by any word of a label or its code."""

    def __init__(self, vocabulary: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vocabulary = vocabulary
        known = terms(vocabulary)
        model = QStandardItemModel(self)
        model.appendRow(QStandardItem(""))
        for each in known:
            item = QStandardItem(each.label)
            item.setData(each.code, Qt.ItemDataRole.UserRole)
            item.setData(each.words, _SEARCH)
            model.appendRow(item)
        self.setModel(model)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.searched = len(known) >= SEARCHED_FROM
        if self.searched:
            self._search_while_typing(model)

    def show_code(self, code: str) -> None:
        """Select a code; one that the vocabulary does not have is added as it is."""
        place = self.findData(code) if code else 0
        if place < 0:
            item = QStandardItem(term(self.vocabulary, code).label)
            item.setData(code, Qt.ItemDataRole.UserRole)
            item.setData(fold(code), _SEARCH)
            self.model().appendRow(item)  # type: ignore[attr-defined]
            place = self.count() - 1
        if self.currentIndex() != place:
            self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the choice."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties a list that is not searched."""
        if not self.searched and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
            self.activated.emit(0)
        else:
            super().keyPressEvent(event)

    def settle_text(self) -> int:
        """What was typed becomes the choice it names, if it names one, or the one before; returns the index."""
        text = fold(self.currentText())
        for row in range(self.count()):
            if fold(self.itemText(row)) == text or fold(str(self.itemData(row) or "")) == text:
                self.setCurrentIndex(row)
                break
        self.setEditText(self.itemText(self.currentIndex()))
        return self.currentIndex()

    def _search_while_typing(self, model: QStandardItemModel) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        self.lineEdit().setPlaceholderText(_("Type to search"))


class ChoiceField(FieldWidget):
    """A combo with the labels of a vocabulary."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = ChoiceBox(field.vocabulary, self)
        self._code = ""
        for widget in (self.box, self.box.lineEdit()):
            if widget is not None:
                widget.setAccessibleName(self.accessibleName())
                widget.setAccessibleDescription(self.accessibleDescription())
        self.box.activated.connect(self._activated)
        if self.box.searched:
            self.box.lineEdit().editingFinished.connect(self._finished)
            self.box.completer().activated.connect(lambda _text: self._finished())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Select the code."""
        code = text_of(values.get(self.field.name))
        typing = self.box.searched and self.box.lineEdit().hasFocus() and code == self._code
        self._code = code
        if not typing:
            self.box.show_code(code)

    def entry(self) -> QComboBox:
        """The combo."""
        return self.box

    def _finished(self) -> None:
        if not self.box.currentText().strip():
            self.box.setCurrentIndex(0)
        self._activated(self.box.settle_text())

    def _activated(self, index: int) -> None:
        code = text_of(self.box.itemData(index))
        if code != self._code:
            self._code = code
            self.edited.emit({self.field.name: code or None})
        self.left.emit()
