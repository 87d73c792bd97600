"""Relations as a picture: organisations as dots, relations as lines between them. It is moved and enlarged by mouse and keys,
and says of the organisation that is chosen what the table beside it says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.network.graph_layout import GraphLayout
from desktop.ui.style.colours import mix, muted
from desktop.ui.style.line_colours import DASHES, line_colour
from desktop.ui.tooltips import plain_tip
from desktop.visits.network_record import PARTNER_OF
from desktop.visits.relation_graph import GRAPH_KINDS, RelationGraph

SLICE_S = 0.010
"""Seconds of refining between two turns of the event loop: keys and clicks are heard at once."""
_REDRAW_S = 0.15
_PAUSE_MS = 4
_LABELS = 70
_HIT = 9.0
_MARGIN = 42.0


class GraphView(QWidget):
    """Draws a graph that is refining; Enter or a double click opens the record of an organisation."""

    chosen = Signal(int)
    """The place of the node that is chosen; -1 for none."""
    opened = Signal(int)
    refined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph = RelationGraph()
        self._layout = GraphLayout(0, ())
        self._steps: Iterator[float] | None = None
        self._kinds = set(GRAPH_KINDS)
        self._node = -1
        self._zoom = 1.0
        self._shift = QPointF(0, 0)
        self._dragged: QPointF | None = None
        self._drawn_at = 0.0
        self._points: list[QPointF] = []
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Picture of the relations"))
        self._describe()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        """The least in which it can be moved."""
        return QSize(280, 220)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_graph(self, graph: RelationGraph, layout: GraphLayout) -> None:
        """Show a graph as its layout first has it, and refine it meanwhile. The organisation that was chosen stays so."""
        before = self._graph.nodes[self._node].id if self._node >= 0 else ""
        self._graph, self._layout = graph, layout
        self._node = next((at for at, each in enumerate(graph.nodes) if each.id == before), -1)
        self._steps = layout.refine() if graph.nodes else None
        self._place()
        self._describe()
        self.update()
        if self._steps is not None and self.isVisible():
            self._timer.start()

    def show_kinds(self, kinds: set[str]) -> None:
        """Draw the relations of these kinds alone."""
        self._kinds = set(kinds)
        self._describe()
        self.update()

    @property
    def node(self) -> int:
        """The place of the node that is chosen; -1 for none."""
        return self._node

    @property
    def zoomed(self) -> float:
        """How much larger it is drawn than the room would ask; 1 where all of it is seen."""
        return self._zoom

    def place_of(self, node: int) -> QPointF:
        """Where a node is drawn."""
        return self._points[node]

    @property
    def refining(self) -> bool:
        """Is it still moving?"""
        return self._steps is not None

    def choose(self, node: int, *, notify: bool = True) -> None:
        """Choose an organisation; -1 for none."""
        if node != self._node:
            self._node = node
            self._describe()
            self._bring_into_view()
            self.update()
            if notify:
                self.chosen.emit(node)

    def fit(self) -> None:
        """All of it, as large as the room allows."""
        self._zoom, self._shift = 1.0, QPointF(0, 0)
        self._place()
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller, about a point of the widget."""
        middle = at or QPointF(self.width() / 2, self.height() / 2)
        before = self._zoom
        self._zoom = min(max(self._zoom * factor, 0.5), 24.0)
        grown = self._zoom / before
        centre = QPointF(self.width() / 2, self.height() / 2) + self._shift
        self._shift += (middle - centre) * (1 - grown)
        self._place()
        self.update()

    # Refining --------------------------------------------------------------------------------------------------------

    def _refine(self) -> None:
        if self._steps is None:
            self._timer.stop()
            return
        end = time.perf_counter() + SLICE_S
        for _share in self._steps:
            if time.perf_counter() >= end:
                break
        else:
            self._steps = None
            self._timer.stop()
        if self._steps is None or time.perf_counter() - self._drawn_at > _REDRAW_S:
            self._place()
            self.update()
        if self._steps is None:
            self.refined.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on."""
        super().showEvent(event)
        if self._steps is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: it waits."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Where the nodes stand on the widget."""
        positions = self._layout.positions
        if not positions:
            self._points = []
            return
        left, right = min(x for x, _y in positions), max(x for x, _y in positions)
        top, bottom = min(y for _x, y in positions), max(y for _x, y in positions)
        wide, high = max(right - left, 0.5), max(bottom - top, 0.5)
        scale = min((self.width() - 2 * _MARGIN) / wide, (self.height() - 2 * _MARGIN) / high, 90.0) * self._zoom
        mx, my = (left + right) / 2, (top + bottom) / 2
        x0, y0 = self.width() / 2 + self._shift.x(), self.height() / 2 + self._shift.y()
        self._points = [QPointF(x0 + (x - mx) * scale, y0 + (y - my) * scale) for x, y in positions]

    def _bring_into_view(self) -> None:
        if self._node < 0 or self._node >= len(self._points):
            return
        point = self._points[self._node]
        room = QRectF(self.rect()).adjusted(20, 20, -20, -20)
        if not room.contains(point):
            self._shift += QPointF(self.width() / 2, self.height() / 2) - point
            self._place()

    # Drawing ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, dots, and the names for which there is room."""
        self._drawn_at = time.perf_counter()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().base())
        if self._points:
            near = self._neighbours()
            self._draw_lines(painter, near)
            self._draw_dots(painter, near)
            self._draw_names(painter, near)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _neighbours(self) -> set[int]:
        found = {self._node} if self._node >= 0 else set[int]()
        for edge in self._graph.edges if found else ():
            if edge.kind in self._kinds and self._node in (edge.source, edge.target):
                found.update((edge.source, edge.target))
        return found

    def _draw_lines(self, painter: QPainter, near: set[int]) -> None:
        ground, points = self.palette().base().color(), self._points
        many = len(self._graph.edges) > 600
        for place, kind in enumerate(GRAPH_KINDS):
            if kind not in self._kinds:
                continue
            colour = line_colour(self.palette(), place)
            plain: list[QLineF] = []
            strong: list[tuple[QLineF, int]] = []
            for edge in self._graph.edges:
                if edge.kind == kind:
                    line = _beside(points[edge.source], points[edge.target], place, turned=edge.source > edge.target)
                    if self._node in (edge.source, edge.target):
                        strong.append((line, edge.target))
                    else:
                        plain.append(line)
            faint = 0.16 if near else 0.3 if many else 0.55
            drawn = [(plain, QPen(mix(colour, ground, faint), 1)), ([line for line, _to in strong], QPen(colour, 1.8))]
            for lines, pen in drawn:
                if dashes := DASHES[place]:
                    pen.setDashPattern(list(dashes))
                painter.setPen(pen)
                if lines:
                    painter.drawLines(lines)
            if kind != PARTNER_OF:  # partners are so both ways
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                for line, target in strong:
                    painter.drawPolygon(_arrow(line, self._radius(target) + 2))

    def _radius(self, node: int) -> float:
        return 3.0 + min(self._graph.nodes[node].relations, 60) ** 0.5 * 0.9

    def _draw_dots(self, painter: QPainter, near: set[int]) -> None:
        ground = self.palette().base().color()
        member, other = self.palette().highlight().color(), muted(self.palette())
        painter.setPen(QPen(ground, 1))
        for node, point in enumerate(self._points):
            colour = member if self._graph.nodes[node].membership == "member" else other
            painter.setBrush(mix(colour, ground, 0.3) if near and node not in near else colour)
            radius = self._radius(node)
            painter.drawEllipse(point, radius, radius)
        if self._node >= 0:
            painter.setPen(QPen(self.palette().text().color(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._radius(self._node) + 3
            painter.drawEllipse(self._points[self._node], radius, radius)

    def _draw_names(self, painter: QPainter, near: set[int]) -> None:
        """First the chosen one and what it has to do with, then those with the most relations; none over another."""
        metrics = QFontMetricsF(self.font())
        order = sorted(near, key=lambda node: (node != self._node, node))
        order += [node for node in range(len(self._points)) if node not in near] if not near else []
        taken: list[QRectF] = []
        room = QRectF(self.rect())
        text, ground = QColor(self.palette().text().color()), QColor(self.palette().base().color())
        ground.setAlphaF(0.8)
        tried = 0
        for node in order:
            if len(taken) >= _LABELS or tried > 6 * _LABELS:
                break
            point = self._points[node]
            if not room.contains(point):
                continue
            tried += 1
            words = metrics.elidedText(self._graph.nodes[node].name or _("Untitled"), Qt.TextElideMode.ElideRight, 190)
            width = metrics.horizontalAdvance(words)
            left = point.x() + self._radius(node) + 3
            if left + width > self.width():
                left = point.x() - self._radius(node) - 3 - width
            box = QRectF(left, point.y() - metrics.height() / 2, width, metrics.height())
            if any(box.intersects(each) for each in taken):
                box.moveRight(point.x() - self._radius(node) - 3)
                if node != self._node and (box.left() < 0 or any(box.intersects(each) for each in taken)):
                    continue
            taken.append(box)
            painter.fillRect(box, ground)
            painter.setPen(text)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    # Mouse and keys --------------------------------------------------------------------------------------------------

    def node_at(self, point: QPointF) -> int:
        """The node under a point; -1 for none."""
        best, nearest = -1, _HIT
        for node, each in enumerate(self._points):
            away = QLineF(each, point).length() - self._radius(node) + 3
            if away < nearest:
                best, nearest = node, away
        return best

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin to move the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            node = self.node_at(event.position())
            if node >= 0:
                self.choose(node)
            self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or say whose dot this is."""
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = event.position() - self._dragged
            if moved.manhattanLength() > 2:
                self._dragged = event.position()
                self._shift += moved
                self._place()
                self.update()
            return
        node = self.node_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if node >= 0 else Qt.CursorShape.ArrowCursor)
        words = plain_tip(self._graph.nodes[node].name) if node >= 0 else ""
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The picture stays where it is."""
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a record."""
        if (node := self.node_at(event.position())) >= 0:
            self.choose(node)
            self.opened.emit(node)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller, about the pointer."""
        self.zoom(1.0015 ** event.angleDelta().y(), event.position())

    def event(self, event: QEvent) -> bool:
        """Esc is heard here while an organisation is chosen."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if event.key() == Qt.Key.Key_Escape and self._node >= 0:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next organisation that way, Enter opens it, + and - enlarge, 0 shows all, Esc chooses none."""
        ways = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in ways and self._points:
            self.choose(self._next(*ways[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._node >= 0:
            self.opened.emit(self._node)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Home and self._points:
            self.choose(0)
        elif key == Qt.Key.Key_Escape and self._node >= 0:
            self.choose(-1)
        else:
            super().keyPressEvent(event)

    def _next(self, across: int, down: int) -> int:
        """The nearest node on that side; the one with the most relations where none is chosen."""
        if self._node < 0:
            return 0
        here, best, least = self._points[self._node], self._node, float("inf")
        for node, point in enumerate(self._points):
            ahead = (point.x() - here.x()) * across + (point.y() - here.y()) * down
            off = abs((point.x() - here.x()) * down) + abs((point.y() - here.y()) * across)
            if ahead > 0.5 and ahead + 2 * off < least:
                best, least = node, ahead + 2 * off
        return best

    def _describe(self) -> None:
        if self._node >= 0:
            each = self._graph.nodes[self._node]
            words = ngettext(
                "{name}: related to {count} other organisation. The table says how.",
                "{name}: related to {count} other organisations. The table says how.",
                each.relations,
            ).format(name=each.name or _("Untitled"), count=each.relations)
        else:
            words = _("Arrow keys go from one organisation to the next; Enter opens it. The table says the same.")
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))


def _beside(source: QPointF, target: QPointF, place: int, *, turned: bool) -> QLineF:
    """A line between two dots, a little beside those of other kinds."""
    line = QLineF(source, target)
    if line.length() < 1:
        return line
    normal = line.normalVector().unitVector()
    away = (place - 1.5) * (-2.0 if turned else 2.0)
    line.translate((normal.p2() - normal.p1()) * away)
    return line


def _arrow(line: QLineF, away: float) -> QPolygonF:
    """The head of an arrow at the end of a line, so far before it."""
    if line.length() < away + 8:
        return QPolygonF()
    along = line.unitVector()
    step = along.p2() - along.p1()
    across = QPointF(-step.y(), step.x())
    tip = line.p2() - step * away
    return QPolygonF([tip, tip - step * 8 + across * 4, tip - step * 8 - across * 4])
