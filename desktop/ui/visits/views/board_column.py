"""One column of the board: a list of cards that can be dragged out and dropped in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.i18n import _
from desktop.ui.tooltips import plain_tip
from desktop.ui.visits.views.board_card import CARD, CardDelegate, card_words
from desktop.visits.visit_queries import VisitCard

MIME = "application/x-focal-desk-visit"
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class _Cards(QAbstractListModel):
    """The cards of a column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: Sequence[VisitCard] = ()
        self.places: dict[str, int] = {}

    def show(self, cards: Sequence[VisitCard]) -> None:
        """Other cards."""
        self.beginResetModel()
        self.cards = cards
        self.places = {card.id: place for place, card in enumerate(cards)}
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """As many as there are."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, the words for a reader, the card itself."""
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title or _("Untitled")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card_words(card)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(card_words(card))
        return card if role == CARD else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged."""
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )

    def mimeTypes(self) -> list[str]:
        """A visit by its id."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged."""
        data = QMimeData()
        data.setData(MIME, ",".join(self.cards[each.row()].id for each in indexes).encode("ascii"))
        return data


class BoardColumn(QListView):
    """Up and Down go through the cards, Enter opens, letters begin a search, Esc leaves."""

    opened = Signal(str)
    left = Signal()
    typed = Signal(str)
    dropped = Signal(str, str)  # visit, stage
    stepped = Signal(str, int)  # from this stage, -1 or 1
    carried = Signal(str, int)  # the current card, from this stage, -1 or 1

    def __init__(self, stage: str, label: str, *, writable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage = stage
        self._cards = _Cards(self)
        self.setModel(self._cards)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(writable)
        self.setAcceptDrops(writable)
        self.setDropIndicatorShown(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(label)
        self.setAccessibleDescription(_("Enter opens a visit; Alt+Left or Alt+Right moves it to another stage."))
        self.activated.connect(lambda index: self.opened.emit(self._cards.cards[index.row()].id))
        self.clicked.connect(lambda index: self.setCurrentIndex(index))

    @property
    def count(self) -> int:
        """How many cards."""
        return len(self._cards.cards)

    @property
    def current_id(self) -> str:
        """The visit of the current card; "" for none."""
        index = self.currentIndex()
        return self._cards.cards[index.row()].id if index.isValid() else ""

    def has(self, id: str) -> bool:
        """Is the card of this visit here?"""
        return id in self._cards.places

    def titles(self) -> list[str]:
        """The titles, from the top."""
        return [card.title for card in self._cards.cards]

    def show_cards(self, cards: Sequence[VisitCard]) -> None:
        """Show these."""
        here = self.verticalScrollBar().value()
        self._cards.show(cards)
        self.verticalScrollBar().setValue(here)

    def select(self, id: str) -> bool:
        """Make the card of a visit the current one; False where it is not here."""
        place = self._cards.places.get(id)
        if place is None:
            return False
        self.setCurrentIndex(self._cards.index(place, 0))
        return True

    def select_any(self) -> None:
        """A card is current, where there is one."""
        if not self.currentIndex().isValid() and self.count:
            self.setCurrentIndex(self._cards.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From card to card, and from stage to stage."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.carried if alt else self.stepped).emit(self.stage, 1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_id:
                self.opened.emit(self.current_id)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.modifiers() and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the search line."""

    def focusInEvent(self, event) -> None:
        """The keyboard has a place from the start."""
        super().focusInEvent(event)
        self.select_any()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A visit may come in."""
        event.setAccepted(event.mimeData().hasFormat(MIME))
        if event.isAccepted():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Still over it."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """It goes to this stage. The list that it comes from is read anew: nothing is taken out of it here."""
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            for id in bytes(event.mimeData().data(MIME).data()).decode("ascii").split(","):
                self.dropped.emit(id, self.stage)
