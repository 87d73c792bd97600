"""The table of records: rows of one height, selected as ranges, driven by keyboard, smooth whatever its length."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.i18n import _
from desktop.ui.listing.cell_painter import ROOM
from desktop.ui.listing.columns import Column, Look
from desktop.ui.listing.delegate import RowDelegate
from desktop.ui.listing.table_model import Cause, RecordTableModel

_MOST_WIDE = 24
"""Letters: a column whose words are known is no wider at first."""
MOST_KEPT = 3_000
"""So many selected rows, apart from each other, are found again after the order changed; and all, where all were."""
Mode = QItemSelectionModel.SelectionFlag


class ListView(QTableView):
    """Keeps what is selected, by record, when the order of the list changes."""

    opened = Signal()  # Enter or a double click: into the record
    typed = Signal(str)  # letters typed into the list: they are a search
    left = Signal()  # Esc
    chosen = Signal(bool)  # another selection; False: the same records, found again after the order changed

    def __init__(self, model: RecordTableModel, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.rows = model
        self.delegate = RowDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Arrow keys move through the list, Enter edits, typing starts a search."))
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top = self.horizontalHeader()
        top.setHighlightSections(False)
        top.setSelectionModel(QItemSelectionModel(model, top))  # else painting a heading asks every row below it
        top.setSectionsMovable(True)
        top.setSectionsClickable(True)
        top.setResizeContentsPrecision(0)  # a double click on a border measures what is seen
        top.setMinimumSectionSize(44)
        top.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._measure()
        self._kept: set[int] = set()
        self._kept_current = 0
        self._kept_top = (0, 0)
        self._kept_all = False
        self._finding = False
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)
        model.rowsInserted.connect(lambda *_rows: self._find_more())
        self.selectionModel().selectionChanged.connect(lambda *_parts: self._selection_changed())

    # Selection ------------------------------------------------------------------------------------------------

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self.ranges())

    def ranges(self) -> list[QItemSelectionRange]:
        """What is selected, as ranges of rows from the top of the list down."""
        selection = self.selectionModel().selection()
        return sorted((selection.at(place) for place in range(selection.count())), key=lambda each: each.top())

    def selected_nos(self) -> array[int]:
        """Local numbers of the selected records, in the order of the list."""
        found: array[int] = array("q")
        nos = self.rows.nos
        for part in self.ranges():
            found.extend(nos[part.top() : part.bottom() + 1])
        return found

    def select_place(self, place: int, *, scroll: bool = True) -> None:
        """Select one row and make it the current one."""
        index = self.rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, Mode.ClearAndSelect | Mode.Rows)
        if scroll:
            self.scrollTo(index)

    def select_places(self, places: list[int]) -> None:
        """Select these rows (in order) and no others."""
        found = QItemSelection()
        last = self.rows.columnCount() - 1
        for first, end in _runs(places):
            found.select(self.rows.index(first, 0), self.rows.index(end, last))
        self.selectionModel().select(found, Mode.ClearAndSelect)

    def select_none(self) -> None:
        """Nothing is selected, and nothing is to be found again."""
        self._forget()
        self.clearSelection()

    def selectAll(self) -> None:
        """Every row, as one range."""
        if self.rows.rowCount():
            found = QItemSelection()
            found.select(
                self.rows.index(0, 0), self.rows.index(self.rows.rowCount() - 1, self.rows.columnCount() - 1)
            )  # fmt: skip
            self.selectionModel().select(found, Mode.ClearAndSelect)

    def _remember(self) -> None:
        """The order is about to change: what is selected, and what stands at the top."""
        nos, count = self.rows.nos, self.selected_count()
        if count <= MOST_KEPT:
            self._kept |= set(self.selected_nos())
        self._kept_all = self._kept_all or (count > MOST_KEPT and count == len(nos))
        current = self.currentIndex()
        if current.isValid() and current.row() < len(nos):
            self._kept_current = nos[current.row()]
        top = self.rowAt(0)
        self._kept_top = (nos[top], self.rowViewportPosition(top)) if 0 <= top < len(nos) else (0, 0)

    def _find_again(self) -> None:
        """The order has changed: the same records are selected, as far as they are in the list already."""
        self._kept_all = self._kept_all and self.rows.cause is not Cause.QUERY
        first = self._select_kept()
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        cause, bar = self.rows.cause, self.verticalScrollBar()
        if cause is Cause.SORT and first >= 0:
            self.scrollTo(self.rows.index(first, 0))
        elif cause in (Cause.CHANGE, Cause.COLUMNS):
            top = self.rows.place_of(self._kept_top[0]) if self._kept_top[0] else -1
            if top >= 0:
                bar.setValue(top * self.rowHeight(0) - self._kept_top[1])
        else:
            bar.setValue(0)

    def _find_more(self) -> None:
        """The rest of the order is here: perhaps with records that were selected before."""
        if self._kept or self._kept_current or self._kept_all:
            bar = self.verticalScrollBar()
            scrolled = bar.value()
            first = self._select_kept()
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            bar.setValue(scrolled)
            if self.rows.cause is Cause.SORT and first >= 0:
                self.scrollTo(self.rows.index(first, 0))
            self._forget()

    def _select_kept(self) -> int:
        """Select what was selected; returns the first place, -1 where there is none (yet)."""
        self._finding = True
        places = self.rows.places_of(self._kept) if self._kept else []
        current = self.rows.place_of(self._kept_current) if self._kept_current else -1
        if current >= 0:
            self.selectionModel().setCurrentIndex(self.rows.index(current, 0), Mode.NoUpdate)
        if self._kept_all:
            self.selectAll()
        elif places:
            self.select_places(places)
        self._finding = False
        if len(places) == len(self._kept) and (current >= 0 or not self._kept_current) and not self._kept_all:
            self._forget()
        self.chosen.emit(False)
        return places[0] if places else current

    def _selection_changed(self) -> None:
        """By the person, unless rows are being found again."""
        if not self._finding:
            self._forget()
            self.chosen.emit(True)

    def _forget(self) -> None:
        self._kept, self._kept_current, self._kept_all = set(), 0, False

    # Keyboard and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves, Home and End go to the ends of the list; letters begin a search."""
        key, plain = event.key(), event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)  # fmt: skip
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Not Qt's own, which would read a million rows: letters go to the search line."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End are about rows."""
        last = self.rows.rowCount() - 1
        if last >= 0 and action == QAbstractItemView.CursorAction.MoveHome:
            return self.rows.index(0, max(0, self.currentIndex().column()))
        if last >= 0 and action == QAbstractItemView.CursorAction.MoveEnd:
            return self.rows.index(last, max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into the record."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer is tinted."""
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another row comes under the pointer."""
        super().scrollContentsBy(dx, dy)
        if dy:
            self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The selection shows that the keyboard is here; without one the first row becomes current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.selectionModel().setCurrentIndex(self.rows.index(0, 0), Mode.NoUpdate)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The selection stands back."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: rows of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "delegate"):
            self._measure()

    def first_width(self, column: Column) -> int:
        """The width a column has before a person drew it, in pixels."""
        metrics = self.fontMetrics()
        heading = metrics.horizontalAdvance(column.heading) + 30
        if column.widest is None:
            return max(column.width * metrics.averageCharWidth() + 16, heading)
        most = _MOST_WIDE * metrics.averageCharWidth()
        words = max((metrics.horizontalAdvance(each) for each in column.widest()), default=0)
        return max(min(words, most) + 2 * ROOM + (18 if column.look is Look.PILL else 4), heading)

    def _measure(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height(self.font()))

    def _hover(self, row: int) -> None:
        before = self.delegate.hovered
        if row == before:
            return
        self.delegate.hovered = row
        for each in (before, row):
            if each >= 0:
                top = self.rowViewportPosition(each)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(each) + 1)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """[1, 2, 3, 7] as [(1, 3), (7, 7)]."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
