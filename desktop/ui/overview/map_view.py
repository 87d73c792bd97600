"""The map of the overview: the world from a file, circles for places, squares for countries whose place is not known.

The countries are drawn on a thread into a picture, which is then only shown: a frame costs what its circles cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.figures.map_marks import Mark, mark_words, marks_of, outlines
from desktop.figures.places import Places
from desktop.figures.world_map import HEIGHT, WIDTH, load_world, project
from desktop.i18n import _
from desktop.ui.style.colours import hairline, is_dark, mix, words_on
from desktop.ui.tooltips import show_tip
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.background import Background

_CELL = 46.0
"""Pixels in which places are drawn as one."""
_LARGEST_ZOOM, _STEP = 64.0, 1.6
_QUIET_MS = 60
_SKIPPED = 0.6
"""Pixels: points of a line that are closer to the one before are not drawn."""


@dataclass(frozen=True, slots=True)
class View:
    """What part of the map is seen: the middle in units of the map, and how many times larger than the whole."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    def scale(self, size: QSize) -> float:
        """Pixels of a unit of the map."""
        return self.zoom * min(size.width() / (2 * WIDTH), size.height() / (2 * HEIGHT))

    def at(self, point: tuple[float, float], size: QSize) -> QPointF:
        """Where a point of the map is in the widget."""
        scale = self.scale(size)
        return QPointF((point[0] - self.x) * scale + size.width() / 2, (point[1] - self.y) * scale + size.height() / 2)


class MapView(QWidget):
    """`opened` with the query of a mark. Arrows go from mark to mark, Enter opens, + and − zoom, Home shows the world."""

    opened = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.view = View()
        self.places: Places | None = None
        self.marks: list[Mark] = []
        self.current = -1
        self._picture: QImage | None = None
        self._pictured = View()
        self._dragged: QPoint | None = None
        self._moved = False
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self._draw_picture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(330)
        self.setAccessibleName(_("Map"))

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_places(self, places: Places) -> None:
        """Show other places."""
        self.places = places
        self._mark()
        self._later.start()

    def show_view(self, view: View) -> None:
        """Show another part of the map."""
        zoom = max(1.0, min(_LARGEST_ZOOM, view.zoom))
        reach = 1 - 1 / zoom
        view = View(
            max(-WIDTH * reach, min(WIDTH * reach, view.x)), max(-HEIGHT * reach, min(HEIGHT * reach, view.y)), zoom
        )
        if view != self.view:
            again = view.zoom != self.view.zoom
            self.view = view
            if again:
                self._mark()
            self._later.start()
            self.update()

    def show_bounds(self, left: float, top: float, right: float, bottom: float) -> None:
        """Show this part of the map as large as it fits."""
        zoom = 0.85 * min(2 * WIDTH / max(right - left, 0.02), 2 * HEIGHT / max(bottom - top, 0.02))
        self.show_view(View((left + right) / 2, (top + bottom) / 2, zoom))

    def _mark(self) -> None:
        """Place the marks anew: with other places, or at another size."""
        self.marks, self.current = [], -1
        if self.places is None or not self.width():
            return
        self.marks = marks_of(self.places, _CELL / self.view.scale(self.size()))

    def words(self, mark: Mark) -> str:
        """A mark in words."""
        assert self.places is not None
        return mark_words(mark, self.places.selection)

    # Drawing ---------------------------------------------------------------------------------------------------------

    def _draw_picture(self) -> None:
        """Have the countries drawn on a thread."""
        if not self.isVisible():
            return
        view, size, ratio, palette = self.view, self.size(), self.devicePixelRatioF(), QPalette(self.palette())
        self._background.run(
            lambda: draw_countries(view, size, ratio, palette), lambda found: self._show_picture(view, found),
            topic="overview: map picture",
        )  # fmt: skip

    def _show_picture(self, view: View, picture: QImage) -> None:
        self._picture, self._pictured = picture, view
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, moved to where it belongs by now, then the marks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), sea(self.palette()))
        size = self.size()
        if self._picture is not None:
            ratio = self.view.scale(size) / self._pictured.scale(size)
            place = self.view.at((self._pictured.x, self._pictured.y), size)
            width, height = size.width() * ratio, size.height() * ratio
            painter.drawImage(
                QRectF(place.x() - width / 2, place.y() - height / 2, width, height), self._picture,
                QRectF(0, 0, self._picture.width(), self._picture.height()),
            )  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        visible = QRectF(self.rect()).adjusted(-20, -20, 20, 20)
        accent = QColor("#7cc4ff") if is_dark(self.palette()) else QColor("#08519c")
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        for at, mark in enumerate(self.marks):
            centre = self.view.at((mark.x, mark.y), size)
            if visible.contains(centre):
                self._draw_mark(painter, mark, centre, accent, current=at == self.current and self.hasFocus())

    def _draw_mark(self, painter: QPainter, mark: Mark, centre: QPointF, accent: QColor, *, current: bool) -> None:
        radius = _radius(mark)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        ground = self.palette().color(QPalette.ColorRole.Base) if mark.square else accent
        text = self.palette().color(QPalette.ColorRole.Text)
        painter.setPen(QPen(text if current else accent if mark.square else ground.lighter(140), 3 if current else 1.2))
        painter.setBrush(ground)
        if mark.square:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
        painter.setPen(text if mark.square else words_on(ground))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, format_number(mark.count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self._mark()
        self._later.start()

    def showEvent(self, event: object) -> None:
        """Seen for the first time."""
        self._later.start()

    # The person ------------------------------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int:
        """The mark under a point, the last drawn first; -1 for none."""
        for at in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[at]
            centre = self.view.at((mark.x, mark.y), self.size())
            if (centre - point).manhattanLength() <= _radius(mark) * 1.3:
                return at
        return -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom where the pointer is; the wheel alone scrolls the page."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())
        event.accept()

    def _zoom(self, times: float, where: QPointF | None = None) -> None:
        size = self.size()
        where = where or QPointF(size.width() / 2, size.height() / 2)
        scale = self.view.scale(size)
        across, down = (where.x() - size.width() / 2) / scale, (where.y() - size.height() / 2) / scale
        zoom = max(1.0, min(_LARGEST_ZOOM, self.view.zoom * times))
        kept = self.view.zoom / zoom
        self.show_view(View(self.view.x + across * (1 - kept), self.view.y + down * (1 - kept), zoom))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        self._dragged, self._moved = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or show what can be clicked."""
        here = event.position().toPoint()
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            way = here - self._dragged
            if self._moved or way.manhattanLength() > 4:
                self._moved, self._dragged = True, here
                scale = self.view.scale(self.size())
                self.show_view(View(self.view.x - way.x() / scale, self.view.y - way.y() / scale, self.view.zoom))
            return
        over = self.mark_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a mark."""
        at = self.mark_at(event.position()) if not self._moved else -1
        self._dragged = None
        if at >= 0:
            self.opened.emit(self.marks[at].query)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Closer."""
        if self.mark_at(event.position()) < 0:
            self._zoom(_STEP * _STEP, event.position())

    def event(self, event: object) -> bool:
        """What is under the pointer, in words."""
        if isinstance(event, QHelpEvent):
            at = self.mark_at(QPointF(event.pos()))
            show_tip(event, self.words(self.marks[at]) if at >= 0 else "", self)
            return True
        return super().event(event)  # pyright: ignore[reportArgumentType] - any event

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From mark to mark, closer and farther."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ways: dict[int, tuple[int, int]] = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        if key in ways and shift:
            step = 80 / self.view.scale(self.size())
            self.show_view(View(self.view.x + ways[key][0] * step, self.view.y + ways[key][1] * step, self.view.zoom))
        elif key in ways and self.marks:
            self._choose((self.current + sum(ways[key])) % len(self.marks))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(_STEP, self._current_place())
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _STEP)
        elif key == Qt.Key.Key_Home:
            self.show_view(View())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.opened.emit(self.marks[self.current].query)
        else:
            super().keyPressEvent(event)

    def _current_place(self) -> QPointF | None:
        if self.current < 0:
            return None
        mark = self.marks[self.current]
        return self.view.at((mark.x, mark.y), self.size())

    def _choose(self, at: int) -> None:
        self.current = at
        self.setAccessibleDescription(self.words(self.marks[at]))
        place = self._current_place()
        if place is not None and not QRectF(self.rect()).contains(place):
            self.show_view(View(self.marks[at].x, self.marks[at].y, self.view.zoom))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a mark."""
        super().focusInEvent(event)
        if self.current < 0 and self.marks:
            self._choose(0)


def _radius(mark: Mark) -> float:
    return 9.0 * mark.size


def sea(palette: QPalette) -> QColor:
    """The ground of the map."""
    return mix(QColor("#4d8fc4"), palette.color(QPalette.ColorRole.Base), 0.16)


def draw_countries(view: View, size: QSize, ratio: float, palette: QPalette) -> QImage:
    """The countries as a picture. For a thread."""
    picture = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    land = mix(text, base, 0.16 if is_dark(palette) else 0.11)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(mix(text, base, 0.42), 0.6))
    painter.setBrush(land)
    world = load_world()
    for path in _paths(view, size):
        painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mix(text, base, 0.5))
    for code in world.points:
        painter.drawEllipse(view.at(project(*world.centres[code]), size), 1.4, 1.4)
    painter.setPen(QPen(hairline(palette), 1))
    painter.end()
    return picture


def _paths(view: View, size: QSize) -> list[QPainterPath]:
    """The outlines of the countries that are seen, as fine as the pixels are."""
    scale = view.scale(size)
    half_width, half_height = size.width() / 2, size.height() / 2
    left, top = view.x - half_width / scale, view.y - half_height / scale
    right, bottom = view.x + half_width / scale, view.y + half_height / scale
    found: list[QPainterPath] = []
    for _country, rings in outlines(left, top, right, bottom, _SKIPPED / scale):
        path = QPainterPath()
        for (x, y), *others in rings:
            path.moveTo((x - view.x) * scale + half_width, (y - view.y) * scale + half_height)
            for x, y in others:
                path.lineTo((x - view.x) * scale + half_width, (y - view.y) * scale + half_height)
            path.closeSubpath()
        found.append(path)
    return found
