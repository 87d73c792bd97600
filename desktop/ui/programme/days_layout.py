"""Days beside each other, time downwards: where each session stands as it is scrolled and zoomed now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessibleInterface, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.ui.programme.geometry import STEPS, USUAL, Geometry, narrowest
from desktop.ui.programme.lanes import Piece
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.painting import Painter

WIDEST = 460
EARLIER = 30
"""Minutes shown above the first session."""


class DayView(QAbstractScrollArea):
    """The space that the sessions of a `ProgrammeModel` stand in; it paints nothing and hears no keys."""

    notices_wanted = Signal(str)
    conflict_wanted = Signal(str)
    title_wanted = Signal(str)
    """The title of the session with this id is to be written."""
    method_dropped = Signal(str, str, object)  # code of the card, id of the session or "", (day, minute)
    zoomed = Signal(int)

    def __init__(self, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.first: date | None = None
        self.step = USUAL
        self._squeezed = False  # the days are as narrow as shows them all
        self.description: QAccessibleInterface | None = None  # what a screen reader asks
        self._painter = Painter(self.font(), self.palette())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def geometry_now(self) -> Geometry:
        """Days and minutes to points, as it is scrolled now."""
        days, left = len(self.model.days), self._painter.ruler_width
        room = self.viewport().width() - left
        least = narrowest(0) if self._squeezed else narrowest(self.step)
        column = min(max(room // max(days, 1), least), WIDEST)
        return Geometry(
            days, left, self._painter.head_height, STEPS[self.step], column,
            self.horizontalScrollBar().value(), self.verticalScrollBar().value(),
        )  # fmt: skip

    def piece_at(self, place: QPoint) -> Piece | None:
        """The session under a point."""
        geometry = self.geometry_now()
        if place.x() < geometry.left or place.y() < geometry.top:
            return None
        return next((each for each in reversed(self.model.pieces) if geometry.rect(each).contains(place)), None)

    def rects_of(self, ids: Iterable[str]) -> list[QRect]:
        """Where sessions stand."""
        geometry = self.geometry_now()
        return [geometry.rect(piece) for id in ids for piece in self.model.pieces_of(id)]

    def cursor_rect(self) -> QRect:
        """Where the keyboard stands."""
        cursor, geometry = self.model.cursor, self.geometry_now()
        if cursor.session:
            mine = self.model.pieces_of(cursor.session)
            found = next((each for each in mine if each.column == cursor.column), mine[0] if mine else None)
            if found is not None:
                return geometry.rect(found)
        return geometry.rect_of(cursor.column, cursor.minute, min(cursor.minute + cursor.length, 1440))

    def _set_ranges(self) -> None:
        geometry = self.geometry_now()
        width, height = self.viewport().width() - geometry.left, self.viewport().height() - geometry.top
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(geometry.width - width, 0))
        across.setPageStep(max(width, 1))
        across.setSingleStep(geometry.column)
        down.setRange(0, max(geometry.height - height, 0))
        down.setPageStep(max(height, 1))
        down.setSingleStep(geometry.hour // 2)

    def show_beginning(self) -> None:
        """Scroll to the first session."""
        self._set_ranges()
        first = min((each.start for each in self.model.pieces if each.begins), default=8 * 60)
        self.verticalScrollBar().setValue(round((first - EARLIER) * STEPS[self.step] / 60))
        self.horizontalScrollBar().setValue(0)

    def show_rect(self, rect: QRect) -> None:
        """Scroll as little as shows a rectangle."""
        geometry = self.geometry_now()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bottom, right = self.viewport().height() - 6, self.viewport().width() - 2
        if rect.bottom() > bottom:
            down.setValue(down.value() + rect.bottom() - bottom)
        if (above := geometry.top + 4 - rect.top() + (rect.bottom() - bottom if rect.bottom() > bottom else 0)) > 0:
            down.setValue(down.value() - above)
        if rect.right() > right:
            across.setValue(across.value() + rect.right() - right)
        if rect.left() < geometry.left:
            across.setValue(across.value() - (geometry.left - rect.left()))

    def zoom(self, step: int, about: int | None = None, *, squeeze: bool = False) -> None:
        """Show hours and days so large; the minute at a height of the view stays where it is."""
        step = min(max(step, 0), len(STEPS) - 1)
        if step == self.step and squeeze is self._squeezed:
            return
        place = self.viewport().height() // 2 if about is None else about
        minute = self.geometry_now().minute_at(place)
        self.step, self._squeezed = step, squeeze
        self._set_ranges()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.geometry_now().y(minute) - place)
        self.zoomed.emit(step)
        self.viewport().update()

    def fit(self) -> None:
        """As large as shows every hour in use, and every day where they have room."""
        used = self.model.pieces
        first, last = min((each.start for each in used), default=480), max((each.end for each in used), default=1080)
        height = self.viewport().height() - self._painter.head_height
        hours = (last - first + 2 * EARLIER) / 60
        self.zoom(max((step for step, hour in enumerate(STEPS) if hours * hour <= height), default=0), squeeze=True)
        self.show_beginning()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer days have room."""
        super().resizeEvent(event)
        self._set_ranges()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark, or another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._painter = Painter(self.font(), self.palette())
            self._set_ranges()
            self.viewport().update()
