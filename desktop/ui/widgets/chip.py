"""A chosen code as a chip: official code in its colour, label, weight, and a cross to take it away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.style.colours import hairline, mix, muted, tinted, words_on
from desktop.ui.tooltips import plain_tip

_STAR = (
    (0.0, -1.0), (0.29, -0.4), (0.95, -0.31), (0.48, 0.15), (0.59, 0.81),
    (0.0, 0.5), (-0.59, 0.81), (-0.48, 0.15), (-0.95, -0.31), (-0.29, -0.4),
)  # fmt: skip


class Chip(QWidget):
    """Click or Space turns the weight; the cross, Delete or Backspace removes; arrows go along the chips."""

    removed = Signal(str)
    turned = Signal(str)
    stepped = Signal(str, int)
    menu_wanted = Signal(str, object)
    """The code, and where on the screen."""

    def __init__(
        self,
        code: str,
        label: str,
        *,
        colour: QColor | None = None,
        shown_code: str = "",
        weight: str = "",
        weight_label: str = "",
        fixed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.code, self.label, self.weight = code, label, weight
        self._shown_code = shown_code
        self.colour = colour
        self._fixed = fixed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if weight and not fixed else Qt.CursorShape.ArrowCursor)
        name = " ".join(part for part in (shown_code, label) if part)
        self.setAccessibleName(f"{name}, {weight_label}" if weight_label else name)
        keys = _("Delete removes it.")
        if weight:
            keys = _("Space turns principal and significant. Delete removes it.")
        if fixed:
            keys = ""
        self.setAccessibleDescription(keys)
        self.setToolTip(plain_tip("\n".join(part for part in (name, weight_label, keys) if part)))

    def sizeHint(self) -> QSize:
        """Code, label up to about 42 letters, weight, cross."""
        metrics = self.fontMetrics()
        label = min(metrics.horizontalAdvance(self.label), metrics.averageCharWidth() * 42)
        return QSize(self._code_width() + label + self._tail_width() + self._gap() * 2, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Code, a few letters, cross."""
        return QSize(
            self._code_width() + self._tail_width() + self.fontMetrics().averageCharWidth() * 4,
            self._line_height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        colour = self.colour or mix(
            palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.55
        )
        body = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        focus = self.hasFocus()
        edge = palette.color(QPalette.ColorRole.Highlight) if focus else mix(colour, hairline(palette), 0.45)
        painter.setPen(QPen(edge, 2 if focus else 1))
        painter.setBrush(tinted(palette, colour, 0.12))
        painter.drawRoundedRect(body, 5, 5)
        left = float(self._gap())
        if self._shown_code:
            left = self._draw_code(painter, body, colour) + self._gap()
        room = self.width() - left - self._tail_width()
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(self.font())
        label = QFontMetrics(self.font()).elidedText(self.label, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, label)
        if self.weight:
            self._draw_star(painter, colour)
        if self._fixed:
            return
        cross, half = self._cross().center(), self._line_height() * 0.13
        painter.setPen(QPen(muted(palette), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(cross + QPointF(-half, -half), cross + QPointF(half, half))
        painter.drawLine(cross + QPointF(half, -half), cross + QPointF(-half, half))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross removes, anything else turns the weight."""
        if (
            self._fixed
            or event.button() != Qt.MouseButton.LeftButton
            or not self.rect().contains(event.position().toPoint())
        ):
            return
        if self._cross().contains(event.position()):
            self.removed.emit(self.code)
        elif self.weight:
            self.turned.emit(self.code)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where it leads."""
        self.menu_wanted.emit(self.code, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter turn, Delete removes, arrows step, Ctrl+C copies."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.accessibleName())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(self.code, 1 if key == Qt.Key.Key_Right else -1)
        elif self._fixed:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.code)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.weight:
            self.turned.emit(self.code)
        else:
            super().keyPressEvent(event)

    def _gap(self) -> int:
        return max(5, self.fontMetrics().averageCharWidth())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 10

    def _code_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _code_width(self) -> int:
        if not self._shown_code:
            return 0
        return QFontMetrics(self._code_font()).horizontalAdvance(self._shown_code) + self._gap() * 2

    def _tail_width(self) -> int:
        return self._line_height() * (bool(self.weight) + (not self._fixed))

    def _cross(self) -> QRectF:
        side = self._line_height()
        return QRectF(self.width() - side, 0, side, self.height())

    def _draw_code(self, painter: QPainter, body: QRectF, colour: QColor) -> float:
        width = self._code_width()
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        box = QRectF(body.left() + 2, body.top() + 2, width, body.height() - 4)
        painter.drawRoundedRect(box, 3.5, 3.5)
        painter.setFont(self._code_font())
        painter.setPen(words_on(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._shown_code)
        painter.restore()
        return box.right()

    def _draw_star(self, painter: QPainter, colour: QColor) -> None:
        side = self._line_height()
        centre = QPointF(self.width() - side * (0.5 if self._fixed else 1.45), self.height() / 2 + 0.5)
        radius = side * 0.24
        star = QPolygonF([centre + QPointF(x * radius, y * radius) for x, y in _STAR])
        words = self.palette().color(QPalette.ColorRole.Text)
        painter.setPen(QPen(words, 1.1))
        painter.setBrush(words if self.weight == "principal" else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(star)
