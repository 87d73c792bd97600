"""A heat map as a table: a number in each square and a tone behind it, so that no colour speaks alone. Enter opens a square."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.figures.coverage import Coverage, Heading
from desktop.i18n import _
from desktop.ui.listing.cell_painter import draw_words
from desktop.ui.style.colours import hairline, is_dark, mix, muted, words_on
from desktop.ui.tooltips import plain_tip
from desktop.values.numbers import format_number

SHARE = Qt.ItemDataRole.UserRole
"""How dark a square is, from 0 to 1."""
QUERY = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()
_NARROW, _WIDE, _BAR = 44, 128, 5
Index = QModelIndex | QPersistentModelIndex


class CoverageModel(QAbstractTableModel):
    """Rows and columns of a coverage; the first column counts the whole row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coverage: Coverage | None = None
        self._rows: tuple[Heading, ...] = ()

    def show_coverage(self, coverage: Coverage, *, only_some: bool) -> None:
        """Show another one; `only_some` leaves out rows without anything."""
        self.beginResetModel()
        self.coverage = coverage
        self._rows = tuple(each for each in coverage.rows if each.count or not only_some)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """The whole, then each column."""
        return 0 if parent.isValid() or self.coverage is None else 1 + len(self.coverage.columns)

    def row(self, at: int) -> Heading:
        """A row that is shown."""
        return self._rows[at]

    def cell(self, index: Index) -> tuple[Heading, Heading | None, int]:
        """Row, column (None for the whole row) and count of a square."""
        assert self.coverage is not None
        row = self._rows[index.row()]
        if not index.column():
            return row, None, row.count
        column = self.coverage.columns[index.column() - 1]
        return row, column, self.coverage.count(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Number, tone, words for the pointer and the screen reader, and the query behind it."""
        if self.coverage is None or not index.isValid():
            return None
        row, column, count = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return format_number(count) if count else ""
        if role == SHARE:
            return self.coverage.share(count) if column is not None else 0.0
        if role == QUERY:
            return self.coverage.query(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self.coverage.words(row, column)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Labels, whole for the pointer; goals and targets with their official colour."""
        if self.coverage is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            label = self.coverage.columns[section - 1].label if section else _("All")
            return label if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        heading = self._rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(heading.label)
        if role == Qt.ItemDataRole.DecorationRole and heading.colour:
            return QColor(heading.colour)
        return None


class HeatMapView(QTableView):
    """`opened` with the query of a square; `row_opened` with the code of a row, whose name was clicked."""

    opened = Signal(str)
    row_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(CoverageModel(self))
        self.setItemDelegate(_SquareDelegate(self))
        self.setAccessibleName(_("Coverage"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        side = _RowLabels(Qt.Orientation.Vertical, self)
        self.setVerticalHeader(side)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(QFontMetrics(self.font()).height() + 7)
        side.setSectionsClickable(True)
        side.setHighlightSections(False)
        side.setCursor(Qt.CursorShape.PointingHandCursor)
        side.sectionClicked.connect(lambda row: self.row_opened.emit(self.squares.row(row).code))
        top = self.horizontalHeader()
        top.setTextElideMode(Qt.TextElideMode.ElideRight)
        top.setSectionsClickable(False)
        top.setHighlightSections(False)
        self.clicked.connect(self._open)

    @property
    def squares(self) -> CoverageModel:
        """The model."""
        model = self.model()
        assert isinstance(model, CoverageModel)
        return model

    def show_coverage(self, coverage: Coverage, *, only_some: bool) -> None:
        """Show another coverage; the keyboard stays in its row and column as far as there are such."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        self.squares.show_coverage(coverage, only_some=only_some)
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(each.label) for each in coverage.columns), default=0)
        self.horizontalHeader().setDefaultSectionSize(min(max(widest + 14, _NARROW), _WIDE))
        self.verticalHeader().setFixedWidth(max(min(300, self.width() // 3), 120))
        if row >= 0 and self.squares.rowCount():
            rows, columns = self.squares.rowCount(), self.squares.columnCount()
            self.setCurrentIndex(self.squares.index(min(row, rows - 1), min(column, columns - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open, with Shift what the row is about."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.currentIndex().isValid():
            self.row_opened.emit(self.squares.row(self.currentIndex().row()).code)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """The keyboard stands on a square."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.squares.rowCount():
            self.setCurrentIndex(self.squares.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(QUERY))


class _RowLabels(QHeaderView):
    """What rows are called, after a bar in the official colour of the goal."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw a label."""
        painter.save()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        colour = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DecorationRole)
        if isinstance(colour, QColor):
            painter.fillRect(QRect(rect.x(), rect.y() + 1, _BAR, rect.height() - 2), colour)
        words = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DisplayRole) or ""
        painter.setFont(self.font())
        draw_words(painter, rect.adjusted(_BAR + 6, 0, -6, 0), words, self.palette().color(QPalette.ColorRole.Text))
        painter.restore()


class _SquareDelegate(QStyledItemDelegate):
    """A square in its tone, with its number; a dot where there is nothing."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a square."""
        painter.save()
        box: QRect = option.rect.adjusted(1, 1, -1, -1)
        share, words = index.data(SHARE), index.data(Qt.ItemDataRole.DisplayRole)
        ground = tone(option.palette, share)
        painter.fillRect(box, ground)
        if words:
            whole = index.column() == 0
            painter.setPen(words_on(ground) if share else option.palette.color(QPalette.ColorRole.Text))
            if whole:
                font = painter.font()
                font.setBold(True)
                painter.setFont(font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mix(muted(option.palette), ground, 0.5))
            painter.drawEllipse(box.center(), 1, 1)
        if option.state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver):
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Text), 2 if focused else 1))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()


def tone(palette: QPalette, share: float) -> QColor:
    """One hue, from the ground of the table to its full strength: it differs by lightness, which everybody sees."""
    base = palette.color(QPalette.ColorRole.Base)
    if not share:
        return mix(hairline(palette), base, 0.22)
    strong = QColor("#7cc4ff") if is_dark(palette) else QColor("#08519c")
    return mix(strong, base, 0.16 + 0.84 * share)
