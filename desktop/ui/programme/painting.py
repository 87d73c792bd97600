"""The canvas on the screen. It paints what it is given: nothing is read, nothing is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen

from desktop.ui.icons import draw
from desktop.ui.programme.fitting import MARGIN, Fonts, Line, fit, shortened
from desktop.ui.programme.geometry import Geometry
from desktop.ui.programme.lanes import Piece
from desktop.ui.programme.programme_text import clock, day_heading, is_weekend, span
from desktop.ui.programme.session import DAY, Session
from desktop.ui.programme.session_style import Colours, KindLook, colours, kind_look

BAR = 4
NIGHT = (7 * 60, 20 * 60)
"""Before and after it the ground is a little darker."""


@dataclass(slots=True)
class Scene:
    """All that one painting needs."""

    geometry: Geometry
    first: date | None
    days: Sequence[int]
    pieces: Sequence[Piece]
    selected: frozenset[str] = frozenset()
    dragged: frozenset[str] = frozenset()
    ghosts: Sequence[Piece] = ()
    marks: dict[str, int] = field(default_factory=dict[str, int])  # how many warnings
    cursor: QRect | None = None
    cursor_column: int = -1
    cursor_words: str = ""
    band: QRect | None = None
    focused: bool = False


class Painter:
    """Remembers how words fit, so that a frame while dragging does not measure them again."""

    def __init__(self, font: QFont, palette: QPalette) -> None:
        self.font = font
        self.strong = QFont(font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(font)
        self.small.setPointSizeF(max(font.pointSizeF() * 0.92, 6.5))
        self.metrics = QFontMetrics(font)
        self.strong_metrics = QFontMetrics(self.strong)
        self.small_metrics = QFontMetrics(self.small)
        self._fonts = Fonts(self.strong_metrics, self.small_metrics)
        self.palette = palette
        self.colours: Colours = colours(palette)
        self._looks: dict[str, KindLook] = {}
        self._fitted: dict[tuple[Session, int, int, int, bool], tuple[Line, ...]] = {}

    @property
    def head_height(self) -> int:
        """Room for the names of the days."""
        return self.metrics.height() + self.small_metrics.height() + 10

    @property
    def ruler_width(self) -> int:
        """Room for the hours."""
        return self.small_metrics.horizontalAdvance("00:00") + 14

    def paint(self, painter: QPainter, scene: Scene, dirty: QRect) -> None:
        """Everything that touches `dirty`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        geometry = scene.geometry
        below = QRect(geometry.left, geometry.top, dirty.right() + 1, dirty.bottom() + 1).intersected(dirty)
        painter.fillRect(dirty, self.colours.ground)
        painter.save()
        painter.setClipRect(below)
        self._ground(painter, scene, below)
        for piece in scene.pieces:
            if piece.begins and (piece.session.travel or piece.session.reserve):
                self._way_there(painter, geometry, piece)
        for piece in scene.pieces:
            rect = geometry.rect(piece)
            if rect.intersects(below):
                self._piece(painter, scene, piece, rect)
        self._over(painter, scene, below)
        painter.restore()
        self._ruler(painter, scene, dirty)
        self._head(painter, scene, dirty)

    # The ground ------------------------------------------------------------------------------------------------------

    def _ground(self, painter: QPainter, scene: Scene, dirty: QRect) -> None:
        geometry, colour = scene.geometry, self.colours
        right = geometry.x(geometry.days)
        for column in range(geometry.days):
            x = geometry.x(column)
            if x > dirty.right() or x + geometry.column < dirty.left():
                continue
            if is_weekend(scene.first, scene.days[column]):
                painter.fillRect(x, geometry.y(0), geometry.column, geometry.height, colour.weekend)
            for begin, end in ((0, NIGHT[0]), (NIGHT[1], DAY)):
                top = geometry.y(begin)
                painter.fillRect(x, top, geometry.column, geometry.y(end) - top, colour.night)
        half = geometry.hour >= 40
        for step in range(0, 49 if half else 25):
            minute = step * (30 if half else 60)
            y = geometry.y(minute)
            if dirty.top() <= y <= dirty.bottom():
                painter.setPen(colour.line if minute % 60 == 0 else colour.faint)
                painter.drawLine(geometry.left, y, right, y)
        painter.setPen(colour.line)
        for column in range(geometry.days + 1):
            x = geometry.x(column)
            if dirty.left() <= x <= dirty.right():
                painter.drawLine(x, geometry.y(0), x, geometry.y(DAY))

    def _ruler(self, painter: QPainter, scene: Scene, dirty: QRect) -> None:
        geometry = scene.geometry
        if dirty.left() > geometry.left:
            return
        painter.fillRect(0, dirty.top(), geometry.left, dirty.height(), self.colours.head)
        painter.setFont(self.small)
        painter.setPen(self.colours.quiet)
        height = self.small_metrics.height()
        every = 1 if geometry.hour >= height * 1.5 else 2
        for hour in range(0, 25, every):
            y = geometry.y(hour * 60)
            if y + height >= geometry.top and dirty.top() - height <= y <= dirty.bottom() + height:
                place = QRect(0, y - height // 2, geometry.left - 7, height)
                if hour in (0, 24):
                    place.translate(0, height // 2 if hour == 0 else -height // 2)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour}:00")
        painter.setPen(self.colours.line)
        painter.drawLine(geometry.left - 1, geometry.top, geometry.left - 1, dirty.bottom())

    def _head(self, painter: QPainter, scene: Scene, dirty: QRect) -> None:
        geometry = scene.geometry
        if dirty.top() > geometry.top:
            return
        painter.fillRect(dirty.left(), 0, dirty.width(), geometry.top, self.colours.head)
        painter.save()
        painter.setClipRect(QRect(geometry.left, 0, dirty.right() + 1, geometry.top))
        for column in range(geometry.days):
            x = geometry.x(column)
            if x > dirty.right() or x + geometry.column < dirty.left():
                continue
            names, number = day_heading(scene.first, scene.days[column])
            room = geometry.column - 8
            fitting = (each for each in names if self.strong_metrics.horizontalAdvance(each) <= room)
            words = next(fitting, shortened(names[-1], self.strong_metrics, room))
            if column == scene.cursor_column and scene.focused:
                painter.fillRect(x + 1, geometry.top - 3, geometry.column - 1, 3, self.colours.accent)
            painter.setFont(self.strong)
            painter.setPen(self.colours.words)
            line = self.strong_metrics.height()
            top = 4 if number else (geometry.top - line) // 2
            painter.drawText(x + 5, top + self.strong_metrics.ascent(), words)
            painter.setFont(self.small)
            painter.setPen(self.colours.quiet)
            painter.drawText(x + 5, top + line + self.small_metrics.ascent(), number)
            painter.setPen(self.colours.line)
            painter.drawLine(x, 4, x, geometry.top)
        painter.restore()
        painter.setPen(self.colours.line)
        painter.drawLine(dirty.left(), geometry.top - 1, dirty.right(), geometry.top - 1)

    def _way_there(self, painter: QPainter, geometry: Geometry, piece: Piece) -> None:
        """The minutes to get there, and above them those in reserve: they are no session, and yet not free."""
        session, look = piece.session, self._look("travel")
        leaves = max(session.start - session.travel, 0)
        for begin, end, pattern in (
            (max(leaves - session.reserve, 0), leaves, None), (leaves, session.start, look.pattern),
        ):  # fmt: skip
            if end > begin:
                rect = geometry.rect_of(piece.column, begin, end, piece.lane, piece.lanes)
                painter.fillRect(rect, look.ground)
                if pattern is not None:
                    painter.fillRect(rect, pattern)
                painter.setPen(QPen(look.accent, 1, Qt.PenStyle.DotLine))
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
                if pattern is not None and rect.height() >= 12:
                    side = min(rect.height() - 2, self.metrics.height())
                    draw(painter, look.picture, QRectF(rect.left() + 3, rect.top() + 1, side, side), look.accent)

    # Sessions --------------------------------------------------------------------------------------------------------

    def _piece(self, painter: QPainter, scene: Scene, piece: Piece, rect: QRect) -> None:
        session = piece.session
        look = self._look(session.kind)
        away = session.id in scene.dragged
        if away:
            painter.setOpacity(0.4)
        self._box(painter, rect, look, piece)
        seen = QRect(rect)
        seen.setTop(max(rect.top(), min(scene.geometry.top, rect.bottom() - self.strong_metrics.height())))
        marks = self._marks(painter, scene, session, seen, look)
        self._words(painter, session, piece, seen, look, marks)
        if session.id in scene.selected:
            painter.setPen(QPen(self.colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if away:
            painter.setOpacity(1)

    def _look(self, kind: str) -> KindLook:
        look = self._looks.get(kind)
        if look is None:
            look = self._looks[kind] = kind_look(kind, self.palette)
        return look

    def _box(self, painter: QPainter, rect: QRect, look: KindLook, piece: Piece) -> None:
        painter.fillRect(rect, look.ground)
        if look.pattern is not None:
            painter.fillRect(rect, look.pattern)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.edge)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if not look.outlined:
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), look.accent)
        for goes_on, y in ((not piece.begins, rect.top()), (not piece.ends, rect.bottom() - 2)):
            if goes_on:  # a torn edge: it began the day before, or ends the day after
                painter.setPen(QPen(look.accent, 3, Qt.PenStyle.DotLine))
                painter.drawLine(rect.left() + BAR + 2, y + 1, rect.right() - 2, y + 1)

    def _marks(self, painter: QPainter, scene: Scene, session: Session, rect: QRect, look: KindLook) -> int:
        """Pictures in the corner at the right; returns the room they take."""
        side = min(self.metrics.height() - 1, rect.height() - 2)
        if side < 7 or rect.width() < 3 * side:
            if scene.marks.get(session.id) or session.contested:  # no room for a picture: an edge that is seen
                painter.fillRect(rect.right() - 3, rect.top(), 4, rect.height(), self.colours.warning)
            return 6
        pictures = [(look.picture, look.accent)] if look.picture and rect.width() > 5 * side else []
        if scene.marks.get(session.id):
            pictures.append(("warning", self.colours.warning))
        if session.contested:
            pictures.append(("conflicts", self.colours.warning))
        right = rect.right() - 1
        for picture, colour in reversed(pictures):
            draw(painter, picture, QRectF(right - side, rect.top() + 2, side, side), colour)
            right -= side + 1
        return rect.right() - right + 2

    def _words(
        self, painter: QPainter, session: Session, piece: Piece, rect: QRect, look: KindLook, marks: int
    ) -> None:
        key = (session, rect.width(), rect.height(), marks, piece.begins)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > 4_000:
                self._fitted.clear()
            fitted = self._fitted[key] = fit(
                session, rect.width() - BAR, rect.height(), marks, self._fonts, begins=piece.begins
            )
        x = rect.left() + BAR + MARGIN
        for y, text, strong in fitted:
            painter.setFont(self.strong if strong else self.small)
            painter.setPen(look.words if strong else look.quiet)
            painter.drawText(x, rect.top() + y, text)

    # Over the sessions -----------------------------------------------------------------------------------------------

    def _over(self, painter: QPainter, scene: Scene, dirty: QRect) -> None:
        geometry, accent = scene.geometry, self.colours.accent
        for piece in scene.ghosts:
            rect = geometry.rect(piece)
            if not rect.intersects(dirty):
                continue
            ground = QColor(accent)
            ground.setAlphaF(0.86)
            painter.fillRect(rect, ground)
            painter.setPen(self.colours.on_accent)
            painter.setFont(self.strong)
            room = rect.adjusted(6, 2, -4, -2)
            words = span(piece.session.start, piece.session.end)
            high = rect.height() >= 2 * self.strong_metrics.height() + 4
            if piece.session.title:
                words += f"\n{piece.session.title}" if high else f" {piece.session.title}"
            wrap = Qt.TextFlag.TextWordWrap if high else Qt.TextFlag.TextSingleLine
            if not high:
                words = self.strong_metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | wrap, words)
        if scene.cursor is not None and scene.cursor.adjusted(-2, -2, 2, 2).intersects(dirty):
            pen = QPen(accent if scene.focused else self.colours.line, 2)
            if scene.cursor_words:  # free time
                ground = QColor(accent)
                ground.setAlphaF(0.10 if scene.focused else 0.04)
                painter.fillRect(scene.cursor, ground)
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(scene.cursor.adjusted(1, 1, -1, -1))
            if scene.cursor_words and scene.focused and scene.cursor.height() >= self.small_metrics.height():
                painter.setFont(self.small)
                painter.setPen(self.colours.quiet)
                place = scene.cursor.adjusted(6, 1, -2, -1)
                words = self.small_metrics.elidedText(scene.cursor_words, Qt.TextElideMode.ElideRight, place.width())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        if scene.band is not None:
            ground = QColor(accent)
            ground.setAlphaF(0.15)
            painter.fillRect(scene.band, ground)
            painter.setPen(QPen(accent, 1))
            painter.drawRect(scene.band.adjusted(0, 0, -1, -1))


def cursor_words(minute: int, minutes: int) -> str:
    """What stands in marked free time."""
    return f"{clock(minute)}–{clock(minute + minutes)}"
