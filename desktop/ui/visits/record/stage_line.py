"""The stages of a visit as a line of steps, and what is missing for the next one."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.style.colours import hairline, mix, muted
from desktop.ui.style.status_colours import status_colour
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.ui.widgets.link_label import LinkLabel
from desktop.visits.stages import missing_items, next_stage, stage_of
from desktop.visits.visit import Visit

_POINT = 9.0
"""Pixels by which a step points into the next one."""
_APART, _CLOSE = 26, 20
"""Pixels beside the word of a step: where there is room, and where there is little."""
_LEAST = 2
"""Letters, with the sign that more were cut: so few say nothing."""


class StageSteps(QWidget):
    """Left and Right go along the line, Enter or a click takes the visit to a step: forward, back, whatever is missing."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages = [each.code for each in terms("visit_stages")]
        self._stage = self._stages[0]
        self._at = 0
        self._read_only = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stage"))
        self._show_text()

    def sizeHint(self) -> QSize:
        """One line of words, with room to point at."""
        return QSize(520, self.fontMetrics().height() + 14)

    def minimumSizeHint(self) -> QSize:
        """Words are cut where there is no room."""
        return QSize(240, self.fontMetrics().height() + 14)

    @property
    def whole_width(self) -> int:
        """The width in which no word is cut."""
        return sum(self._wanted(_CLOSE)) + 1

    @property
    def stage(self) -> str:
        """The stage shown."""
        return self._stage

    def show_stage(self, stage: str, *, read_only: bool) -> None:
        """Show where a visit is."""
        self._read_only = read_only
        if stage != self._stage or not self.hasFocus():
            self._at = self._stages.index(stage) if stage in self._stages else 0
        self._stage = stage
        self._show_text()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Along the line."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if key == Qt.Key.Key_Right else -1
            self._at = max(0, min(len(self._stages) - 1, self._at + way))
            self._show_text()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To this step."""
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._at = place
                self._choose(place)

    def event(self, event: QEvent) -> bool:
        """The whole word of a step that was cut."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = next((at for at, box in enumerate(self._boxes()) if box.contains(event.pos())), -1)
            self.setToolTip(plain_tip(term("visit_stages", self._stages[place]).label if place >= 0 else ""))
        return super().event(event)

    def focusInEvent(self, event) -> None:
        """The step that Enter would choose is marked."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        """Or not."""
        super().focusOutEvent(event)
        self.update()

    def _choose(self, place: int) -> None:
        stage = self._stages[place]
        if not self._read_only and stage != self._stage:
            self.chosen.emit(stage)

    def _show_text(self) -> None:
        here, at = term("visit_stages", self._stage).label, term("visit_stages", self._stages[self._at]).label
        self.setAccessibleDescription(_("Stage: {stage}. Enter moves it to: {step}.").format(stage=here, step=at))

    def _wanted(self, beside: int) -> list[int]:
        metrics = QFontMetrics(_bold(self.font()))
        return [metrics.horizontalAdvance(term("visit_stages", each).label) + beside for each in self._stages]

    def _boxes(self) -> list[QRectF]:
        room, left = self.width() - 1.0, 0.5
        wanted = self._wanted(_APART)
        if sum(wanted) > room:
            wanted = self._wanted(_CLOSE)
        share = min(1.35, room / max(1, sum(wanted)))
        here = self._stages.index(self._stage) if self._stage in self._stages and share < 1 else -1
        if here >= 0:  # where it is can be read on the smallest screen; the others share what is left
            share = max(0.0, room - wanted[here]) / max(1, sum(wanted) - wanted[here])
        boxes: list[QRectF] = []
        for place, each in enumerate(wanted):
            width = each * (1.0 if place == here else share)
            boxes.append(QRectF(left, 1.5, width, self.height() - 3.0))
            left += width
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Chevrons: what is behind is tinted, where it is is filled, what lies ahead is empty."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, window = self.palette(), self.palette().window().color()
        here = self._stages.index(self._stage) if self._stage in self._stages else 0
        for place, (stage, box) in enumerate(zip(self._stages, self._boxes(), strict=True)):
            colour = status_colour(stage, palette)
            behind = place < here and self._stage != "cancelled"
            ground = mix(colour, window, 0.9) if place == here else mix(colour, window, 0.16 if behind else 0.0)
            painter.setBrush(ground)
            marked = self.hasFocus() and place == self._at
            painter.setPen(
                QPen(palette.highlight().color(), 2.2) if marked else QPen(mix(colour, hairline(palette), 0.35), 1)
            )
            painter.drawPolygon(_chevron(box, first=place == 0, apart=stage == "cancelled"))
            painter.setFont(_bold(self.font()) if place == here else self.font())
            words = palette.windowText().color() if behind else muted(palette)
            painter.setPen(QColor("#ffffff") if place == here else words)
            inner = box.adjusted(6 if place == 0 else _POINT + 4, 0, -4, 0)
            label = painter.fontMetrics().elidedText(
                term("visit_stages", stage).label, Qt.TextElideMode.ElideRight, int(inner.width())
            )
            if len(label) > _LEAST:
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, label)
        painter.end()


class StageLine(QWidget):
    """The steps, and below them what is missing for the next, each a way to where it is written."""

    chosen = Signal(str)
    wanted = Signal(str, str)  # part ("visit" for a field of the visit itself), field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StageSteps(self)
        self.steps.chosen.connect(self.chosen)
        self.missing = LinkLabel(self)
        self.missing.setObjectName("fieldRemark")
        self.missing.linkActivated.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.steps)
        column.addWidget(self.missing)

    def show_visit(self, visit: Visit, *, read_only: bool) -> None:
        """Show where a visit is, and what it lacks to go on."""
        stage = stage_of(visit)
        self.steps.show_stage(stage, read_only=read_only)
        following = next_stage(stage)
        lacks = missing_items(visit) if following else ()
        label = term("visit_stages", following).label if following else ""
        links = " ".join(
            f'<a href="{escape(each.part)}/{escape(each.field)}">{escape(each.words())}</a>' for each in lacks
        )
        begin = _("Still missing for “{stage}”:").format(stage=label)
        ready = _("Nothing is missing for “{stage}”.").format(stage=label) if following else ""
        self.missing.setText(f"{escape(begin)} {links}" if lacks else escape(ready))
        self.missing.setAccessibleName(f"{begin} {' '.join(each.words() for each in lacks)}" if lacks else ready)
        self.missing.setVisible(bool(lacks or ready))

    def _follow(self, link: str) -> None:
        part, _slash, field = link.partition("/")
        self.wanted.emit(part, field)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _chevron(box: QRectF, *, first: bool, apart: bool) -> QPolygonF:
    """A step that points into the next; what is cancelled stands apart, at the end of no way."""
    if apart:
        box = box.adjusted(_POINT + 3, 0, 0, 0)
        return QPolygonF([box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()])
    middle = box.center().y()
    points = [box.topLeft(), box.topRight(), QPointF(box.right() + _POINT, middle), box.bottomRight(), box.bottomLeft()]
    if not first:
        points.append(QPointF(box.left() + _POINT, middle))
    return QPolygonF(points)
