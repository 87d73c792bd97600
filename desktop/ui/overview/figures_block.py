"""The figures of a period beside those of the one before: each opens its list, and says what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.current_time import today
from desktop.ui.listing.cell_painter import draw_words, tones
from desktop.ui.overview.block import Block
from desktop.ui.overview.definitions_dialog import show_definitions
from desktop.ui.overview.figure_lines import FigureLine, Figures, read_figure_lines
from desktop.ui.overview.opening_list import LINE, OpeningList
from desktop.ui.style.colours import hairline
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_WIDTH, _ROOM = 200, 10
_YEARS = 6
Index = QModelIndex | QPersistentModelIndex


class FiguresBlock(Block):
    """`kept` and `keep`: the period as it was typed, from the last time and for the next."""

    def __init__(self, desk: Desk, kept: str, keep: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, "overview: figures", _("Figures"), parent)
        self._keep = keep
        self.figures: Figures | None = None
        self.period = QComboBox(self)
        self.period.setEditable(True)
        self.period.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        year = today().year
        self.period.addItems([str(each) for each in range(year, year - _YEARS, -1)])
        self.period.addItem(_("All years"))
        self.period.setEditText(kept or str(year))
        self.period.setToolTip(_("A year, months or days: 2026, 2024..2026, 2026-01..2026-06"))
        self.period.setMinimumWidth(150)
        self.period.activated.connect(lambda _row: self.read())
        line = self.period.lineEdit()
        assert line is not None
        line.setAccessibleName(_("Period"))
        line.returnPressed.connect(self.read)
        self.add_tool(_("Pe&riod:"), self.period)
        self.define = QPushButton(_("&What they count"), self)
        self.define.setAutoDefault(False)
        self.define.clicked.connect(lambda: show_definitions(self))
        self.tools.addWidget(self.define)
        self.list = FigureList(self)
        self.list.opened.connect(lambda figure: self.list_wanted.emit(figure.type, figure.query))
        self.column.addWidget(self.list)

    def job(self) -> Callable[[], Figures] | None:
        """The figures of the period that was typed; a sentence where it is none."""
        from desktop.figures import ALL_TIMES, read_period

        text = self.period.currentText().strip()
        try:
            period = ALL_TIMES if text == _("All years") else read_period(text)
        except UserFacingError as error:
            self.say(str(error))
            return None
        self._keep(text)
        workspace = self._desk.workspace
        return lambda: read_figure_lines(workspace, period)

    def show_found(self, found: Figures) -> None:
        """Show them."""
        self.figures = found
        self.say(_("“before” is {period}.").format(period=found.before) if found.before else "")
        self.list.show_lines(found.lines)


class FigureList(OpeningList):
    """Figures side by side; arrows move, Enter opens. As high as it has to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(FigureDelegate(self))
        self.setAccessibleName(_("Figures"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def lines(self) -> list[FigureLine]:
        """What it shows."""
        return [self.item(row).data(LINE) for row in range(self.count())]

    def show_lines(self, lines: Sequence[FigureLine]) -> None:
        """Show other figures; the keyboard stays on its place."""
        row = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.label)
            item.setData(LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.accessible_text)
            item.setToolTip(plain_tip(f"{line.label}: {line.definition}"))
            self.addItem(item)
        if row >= 0 and lines:
            self.setCurrentRow(min(row, len(lines) - 1))
        self._fit()

    def _fit(self) -> None:
        """All in as many columns as there is room for."""
        room = max(self.viewport().width() - 2, _WIDTH)
        columns = max(room // _WIDTH, 1)
        height = figure_height(self.font())
        self.setGridSize(QSize(room // columns, height))
        rows = -(-max(self.count(), 1) // columns)
        if self.height() != rows * height + 4:
            self.setFixedHeight(rows * height + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns."""
        super().resizeEvent(event)
        self._fit()


class FigureDelegate(QStyledItemDelegate):
    """The number large, its name below it, then what it was before."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As the list has it."""
        view = self.parent()
        return view.gridSize() if isinstance(view, FigureList) else QSize(_WIDTH, figure_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a figure."""
        line: FigureLine = index.data(LINE)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        look = tones(option.palette, selected=focused, focused=focused,
                     hover=bool(state & QStyle.StateFlag.State_MouseOver))  # fmt: skip
        painter.save()
        box = option.rect.adjusted(4, 3, -4, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(hairline(option.palette), 1))
        painter.setBrush(look.ground)
        painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(_ROOM, 5, -_ROOM, -5)
        large, small = _large(option.font), _small(option.font)
        painter.setFont(large)
        top = QRect(inside.x(), inside.y(), inside.width(), QFontMetrics(large).height())
        draw_words(painter, top, line.value, look.words)
        used = QFontMetrics(large).horizontalAdvance(line.value) + _ROOM
        painter.setFont(option.font)
        middle = QRect(inside.x(), top.bottom() + 1, inside.width(), QFontMetrics(option.font).height())
        draw_words(painter, middle, line.label, look.words)
        painter.setFont(small)
        draw_words(painter, top.adjusted(used, 3, 0, 0), line.known, look.quiet, right=True)
        below = QRect(inside.x(), middle.bottom() + 1, inside.width(), QFontMetrics(small).height())
        draw_words(painter, below, line.more, look.quiet)
        painter.restore()


def figure_height(font: QFont) -> int:
    """Pixels of a figure with its room."""
    return sum(QFontMetrics(each).height() for each in (_large(font), font, _small(font))) + 20


def _large(font: QFont) -> QFont:
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * 1.45)
    large.setWeight(QFont.Weight.DemiBold)
    return large


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small
