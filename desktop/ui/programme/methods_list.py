"""The palette of method cards: dragged onto the canvas, or applied to what is selected."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.programme.method_cards import card_html, cards
from desktop.ui.programme.pointer import METHOD_MIME
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.vocabularies import fold

_CODE, _SEARCHED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _Cards(QListWidget):
    """Drags the code of a card."""

    entered = Signal()

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:
        """The card that is dragged."""
        data = QMimeData()
        if items:
            data.setData(METHOD_MIME, str(items[0].data(_CODE)).encode())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies, on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class MethodsList(QWidget):
    """Search, list, the card that is chosen, and the button that applies it."""

    applied = Signal(str)  # code of a card

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search the methods"))
        self.search.setAccessibleName(_("Search the methods"))
        add_clear_button(self.search)
        self.list = _Cards(self)
        self.list.setAccessibleName(_("Method cards"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setDragEnabled(writable)
        self.list.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.list.setObjectName("programmeList")
        self.card = QTextBrowser(self)
        self.card.setAccessibleName(_("The method card"))
        self.card.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.card.setObjectName("methodCard")
        self.card.setOpenLinks(False)
        self.apply = QPushButton(_("&Apply to the selected session"), self)
        self.apply.setEnabled(False)
        self._writable = writable
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list, 2)
        column.addWidget(self.card, 3)
        column.addWidget(self.apply)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(lambda *_items: self._show_card())
        self.list.entered.connect(self._apply)
        self.list.itemDoubleClicked.connect(lambda _item: self._apply())
        self.apply.clicked.connect(self._apply)
        self._filled = False

    def sizeHint(self) -> QSize:
        """As wide as the form of a session."""
        return QSize(340, 500)

    def showEvent(self, event) -> None:
        """The cards are read when they are first seen."""
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Put the cards in."""
        if self._filled:
            return
        self._filled = True
        for card in cards():
            item = QListWidgetItem(card.label)
            item.setData(_CODE, card.code)
            item.setData(_SEARCHED, fold(f"{card.label} {card.purpose} {card.code}"))
            item.setToolTip(plain_tip(card.purpose))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def enter(self) -> None:
        """The keyboard into the search."""
        self.fill()
        self.search.setFocus()
        self.search.selectAll()

    def code(self) -> str:
        """The card that is chosen; "" for none."""
        item = self.list.currentItem()
        return str(item.data(_CODE)) if item is not None and not item.isHidden() else ""

    def _search(self, text: str) -> None:
        words = fold(text).split()
        shown = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = all(word in str(item.data(_SEARCHED)) for word in words)
            item.setHidden(not fits)
            shown = item if fits and shown is None else shown
        if shown is not None and (self.list.currentItem() is None or self.list.currentItem().isHidden()):
            self.list.setCurrentItem(shown)

    def _show_card(self) -> None:
        code = self.code()
        self.card.setHtml(card_html(code) if code else "")
        self.apply.setEnabled(bool(code) and self._writable)

    def _apply(self) -> None:
        if (code := self.code()) and self._writable:
            self.applied.emit(code)
