"""Draws the rows of the list: every cell by the look of its column, every row as high as the others."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import _
from desktop.ui.listing.cell_painter import (
    GUTTER,
    ROOM,
    Square,
    Tones,
    draw_marks,
    draw_pill,
    draw_squares,
    draw_waiting,
    draw_words,
    tones,
)
from desktop.ui.listing.columns import Column, Look, short_code
from desktop.ui.listing.row_pages import ListedRow
from desktop.ui.listing.table_model import RecordTableModel
from desktop.ui.widgets.displayed_codes import term

_BAR = {Look.TITLE: 0.55, Look.TEXT: 0.6, Look.PILL: 0.6, Look.QUIET: 0.6, Look.SQUARES: 0.4, Look.NUMBER: 0.5}
State = QStyle.StateFlag


class RowDelegate(QStyledItemDelegate):
    """Asks the model for the row itself, not for roles: nothing is read or worked out while painting."""

    def __init__(self, model: RecordTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self._tones: dict[tuple[int, bool, bool, bool], Tones] = {}

    def row_height(self, font: QFont) -> int:
        """The height of every row, in pixels."""
        return QFontMetrics(font).height() + 13

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """What the words of a cell need."""
        words = str(index.data() or "")
        width = QFontMetrics(title_font(option.font)).horizontalAdvance(words) + 2 * ROOM + GUTTER
        return QSize(width, self.row_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell."""
        palette, state = option.palette, option.state
        place = index.row()
        look = self._look(
            palette,
            selected=bool(state & State.State_Selected),
            focused=bool(state & State.State_Active) and bool(option.widget and option.widget.hasFocus()),
            hover=place == self.hovered,
        )
        column = self._model.columns[index.column()]
        rect: QRect = option.rect
        painter.fillRect(rect, look.ground)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & State.State_HasFocus and not state & State.State_Selected:  # the keyboard is here, unselected
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), palette.color(QPalette.ColorRole.Highlight))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(ROOM + (GUTTER if column.look is Look.TITLE else 0), 0, -ROOM, -1)
        row = self._model.listed(place)
        if row is None:
            draw_waiting(painter, inner, look, _BAR[column.look])
            return
        if column.look is Look.TITLE:
            draw_marks(
                painter, rect.adjusted(ROOM - 4, 0, 0, 0), palette, look,
                unfinished=bool(row.values.get("missing")), conflict=bool(row.values.get("conflicts")),
            )  # fmt: skip
        painter.setFont(option.font)
        self._draw_value(painter, inner, row, column, palette, look)

    def _draw_value(
        self, painter: QPainter, inner: QRect, row: ListedRow, column: Column, palette: QPalette, look: Tones
    ) -> None:
        value = row.values.get(column.name)
        if column.look is Look.TITLE:
            painter.setFont(title_font(painter.font()))
            words, colour = (column.words(value), look.words) if value else (_("Untitled"), look.quiet)
            draw_words(painter, inner, words, colour, hits=_hits(row, column) if value else (), look=look)
        elif value is None or value == ():
            return
        elif column.look is Look.PILL:
            draw_pill(painter, inner, str(value), column.words(value), palette, look)
        elif column.look is Look.SQUARES:
            draw_squares(painter, inner, [_square(column.vocabulary, code, palette) for code in value], look)
        else:
            colour = look.quiet if column.look is Look.QUIET else look.words
            draw_words(
                painter, inner, column.words(value), colour, right=column.number, hits=_hits(row, column), look=look
            )

    def _look(self, palette: QPalette, *, selected: bool, focused: bool, hover: bool) -> Tones:
        key = (palette.cacheKey(), selected, focused, hover)
        found = self._tones.get(key)
        if found is None:
            if len(self._tones) > 64:
                self._tones.clear()
            found = self._tones[key] = tones(palette, selected=selected, focused=focused, hover=hover)
        return found


def title_font(font: QFont) -> QFont:
    """A title stands out a little."""
    made = QFont(font)
    made.setWeight(QFont.Weight.Medium)
    return made


def _hits(row: ListedRow, column: Column) -> tuple[tuple[int, int], ...]:
    hits = getattr(row, "hits", None)
    return hits.get(column.name, ()) if hits else ()


def _square(vocabulary: str, code: str, palette: QPalette) -> Square:
    found = term(vocabulary, code)
    plain = palette.color(QPalette.ColorRole.PlaceholderText)
    return Square(short_code(code), QColor(found.colour) if found.colour else plain)
