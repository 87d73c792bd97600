"""One part of the overview: a heading, and a list of which each line opens something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.listing.cell_painter import draw_words, tones
from desktop.ui.overview.opening_list import LINE, OpeningList
from desktop.ui.overview.overview_text import Line
from desktop.ui.style.colours import warning
from desktop.ui.tooltips import plain_tip

_ROOM, _GAP = 10, 12
Index = QModelIndex | QPersistentModelIndex


class Section(QFrame):
    """`opened` with the line that a click or Enter chose."""

    opened = Signal(object)

    def __init__(self, words: str, nothing: str, parent: QWidget | None = None, *, tall: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("overviewSection")
        self._words, self._tall = words, tall
        self.heading = QLabel(words, self)
        self.heading.setObjectName("overviewHeading")
        self.about = QLabel(self)
        self.about.setObjectName("overviewAbout")
        self.about.setWordWrap(True)
        self.about.hide()
        self.nothing = QLabel(nothing, self)
        self.nothing.setObjectName("overviewAbout")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = LineList(self)
        self.list.setAccessibleName(words)
        self.list.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 6)
        column.setSpacing(4)
        for label in (self.heading, self.about, self.nothing):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(_ROOM, 0, _ROOM, 0)
            column.addWidget(label)
        column.addWidget(self.list, 1)
        if tall:
            column.addStretch(0)
        upright = QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)
        self.show_lines([])

    def show_lines(self, lines: Sequence[Line], *, heading: str = "", about: str = "") -> None:
        """Show other lines, under a heading that may count them; the line that was chosen stays so."""
        self.heading.setText(heading or self._words)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.nothing.setVisible(not lines)
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.list.setAccessibleDescription(" ".join(part for part in (self.heading.text(), about) if part))
        if not self._tall:
            self.list.setFixedHeight(self.list.height_of(min(len(lines), 3)))


class LineList(OpeningList):
    """Two rows of words a line; the current one is seen while the list has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(LineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def lines(self) -> list[Line]:
        """What it shows."""
        return [self.item(row).data(LINE) for row in range(self.count())]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        if list(lines) == self.lines():
            return
        chosen = self.currentItem()
        kept = chosen.data(LINE).id if chosen is not None else ""
        row = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.accessible_text)
            item.setToolTip(plain_tip(line.accessible_text))
            self.addItem(item)
        if row >= 0 and lines:
            same = [at for at, line in enumerate(lines) if kept and line.id == kept]
            self.setCurrentRow(same[0] if same else min(row, len(lines) - 1))

    def height_of(self, lines: int) -> int:
        """Pixels that so many lines take."""
        return lines * line_height(self.font()) + 2


class LineDelegate(QStyledItemDelegate):
    """Title and more below each other, at the right what counts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two rows of words."""
        return QSize(0, line_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        line: Line = index.data(LINE)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        selected = bool(state & QStyle.StateFlag.State_Selected) and focused
        look = tones(option.palette, selected=selected, focused=focused,
                     hover=bool(state & QStyle.StateFlag.State_MouseOver))  # fmt: skip
        painter.save()
        painter.fillRect(option.rect, look.ground)
        inside = option.rect.adjusted(_ROOM, 5, -_ROOM, -5)
        half = inside.height() // 2
        grave = look.words if look.strong or not line.grave else warning(option.palette)
        right = min(QFontMetrics(option.font).horizontalAdvance(line.right), inside.width() // 2)
        above = QRect(inside.x(), inside.y(), inside.width() - (right + _GAP if right else 0), half)
        draw_words(painter, above, line.title, look.words)
        if right:
            beside = QRect(inside.right() - right, inside.y(), right + 1, half)
            draw_words(painter, beside, line.right, grave if line.grave else look.quiet, right=True)
        painter.setFont(_small(option.font))
        below = QRect(inside.x(), inside.y() + half, inside.width(), inside.height() - half)
        draw_words(painter, below, line.more, look.quiet)
        painter.restore()


def line_height(font: QFont) -> int:
    """Pixels of a line with its room."""
    return QFontMetrics(font).height() + QFontMetrics(_small(font)).height() + 13


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small
