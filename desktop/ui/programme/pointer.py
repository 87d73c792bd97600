"""The mouse on the canvas: what it takes hold of, drags and lets go; and method cards that are dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QApplication

from desktop.ui.programme.cursor import Cursor, at
from desktop.ui.programme.days_layout import DayView
from desktop.ui.programme.drag import Drag, Hold, Spot
from desktop.ui.programme.lanes import Piece, pieces
from desktop.ui.programme.session import Session, in_order, snapped

EDGE = 5  # points at the upper and lower edge that stretch
NEAR = 28  # points at the rim of the view where it scrolls by itself
METHOD_MIME = "application/x-focal-desk-method"
_LEFT = Qt.MouseButton.LeftButton
_SHAPES = {
    Hold.START: Qt.CursorShape.SizeVerCursor, Hold.END: Qt.CursorShape.SizeVerCursor,
    Hold.WHOLE: Qt.CursorShape.PointingHandCursor, Hold.NEW: Qt.CursorShape.ArrowCursor,
}  # fmt: skip


class Pointer(QObject):
    """One drag at a time. It keeps ids and a distance, never sessions: what changes meanwhile, changes under it."""

    def __init__(self, canvas: DayView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._model = canvas.model
        self.drag: Drag | None = None
        self._pressed = QPoint()
        self._place = QPoint()
        self._alone = ""  # selected alone if the button goes up without a drag
        self._card: tuple[str, Session] | None = None  # a method card over the canvas: code, where it would go
        self._painted = QRegion()
        self._scroll = QTimer(self, interval=30)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def busy(self) -> bool:
        """Is something being dragged?"""
        return self.drag is not None and self.drag.moved

    def results(self) -> list[Session]:
        """The dragged sessions as they would be now."""
        if self.drag is None or not self.drag.moved:
            return []
        return self.drag.results(self._model.sessions, self._model.days)

    def ghosts(self, more: Sequence[Session] = ()) -> list[Piece]:
        """Where they would stand, and where `more` would."""
        found = self.results()
        if self._card is not None and not self._card[1].id:
            found = [self._card[1]]
        if not found and not more:
            return []
        copies = self.drag is not None and self.drag.copies
        others = dict(self._model.sessions)
        new: dict[str, Session] = {}
        for number, each in enumerate((*found, *more)):
            key = f"ghost {number}"
            if not copies:
                others.pop(each.id, None)
            new[key] = Session(key, each.day, each.start, each.end, each.title, each.kind, each.track)
        return [
            piece for piece in pieces((*others.values(), *new.values()), self._model.days) if piece.session.id in new
        ]

    def dragged(self) -> frozenset[str]:
        """Sessions that stand back while they are somewhere else."""
        if self.drag is None or not self.drag.moved or self.drag.copies or self.drag.hold in (Hold.NEW, Hold.BAND):
            return frozenset()
        return frozenset(self.drag.ids)

    def band(self) -> QRect | None:
        """The rectangle that selects."""
        if self.drag is None or not self.drag.moved or self.drag.hold is not Hold.BAND:
            return None
        return QRect(self._pressed, self._place).normalized()

    # The button ------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Take hold of a session, of an edge of it, or of empty time."""
        if event.button() != _LEFT or not self._model.days:
            return
        canvas, model, place = self._canvas, self._model, event.position().toPoint()
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self._place = place
        self._alone = ""
        ctrl, shift = _with(event, Qt.KeyboardModifier.ControlModifier), _with(event, Qt.KeyboardModifier.ShiftModifier)
        piece, spot = canvas.piece_at(place), self._spot(place)
        if piece is None:
            if place.x() >= canvas.geometry_now().left and place.y() >= canvas.geometry_now().top:
                hold = Hold.BAND if shift or ctrl or not model.writable else Hold.NEW
                self.drag = Drag(hold, tuple(model.selected) if ctrl else (), "", spot, spot)
            return
        id = piece.session.id
        if self._leads_away(piece, place):
            return
        if shift:
            self._select_to(piece)
        elif ctrl:  # what it means is known when the button goes up: one more selected, or a copy dragged
            self._alone = f"toggle {id}"
        elif id not in model.selected:
            model.move_cursor(Cursor(piece.column, piece.start, session=id))
        else:
            model.move_cursor(Cursor(piece.column, piece.start, session=id), select=False)
            self._alone = id
        if model.writable:
            hold = self._hold(piece, place)
            ids = tuple(model.selected) if hold is Hold.WHOLE and id in model.selected else (id,)
            self.drag = Drag(hold, ids, id, spot, spot)

    def move(self, event: QMouseEvent) -> None:
        """Drag what is held; or show what could be."""
        place = event.position().toPoint()
        if self.drag is None or not event.buttons() & _LEFT:
            self._show_shape(place)
            return
        if not self.drag.moved and (place - self._pressed).manhattanLength() < QApplication.startDragDistance() // 2:
            return
        if not self.drag.moved:
            self.drag.moved = True
            self._canvas.viewport().update()
        self._place = place
        self.drag.copies = self.drag.hold is Hold.WHOLE and _with(event, Qt.KeyboardModifier.ControlModifier)
        self._go_on()
        near = self._canvas.viewport().rect().adjusted(0, NEAR + self._canvas.geometry_now().top, 0, -NEAR)
        if not near.contains(place):
            self._scroll.start()
        else:
            self._scroll.stop()

    def release(self, event: QMouseEvent) -> None:
        """Let go: what was dragged is done, as one action."""
        if event.button() != _LEFT:
            return
        drag, results = self.drag, self.results()
        band = self.band()
        if drag is not None and drag.moved and drag.hold is Hold.WHOLE:
            drag.copies = _with(event, Qt.KeyboardModifier.ControlModifier)
        self._end()
        if drag is None or not drag.moved:
            self._clicked(drag)
        elif band is not None:
            self._select_in(band, drag)
        elif drag.hold is Hold.NEW:
            self._canvas.title_wanted.emit(self._model.make(results[0]))
        elif drag.copies:
            self._model.copy([(each, each.id) for each in results])
        else:
            self._model.put(results)

    def cancel(self) -> bool:
        """Give the drag up: nothing was written. False where there was none."""
        was = self.busy
        self._end()
        return was

    def double_click(self, event: QMouseEvent) -> None:
        """The title of a session; on empty time a new one."""
        if event.button() != _LEFT or not self._model.writable:
            return
        place = event.position().toPoint()
        piece = self._canvas.piece_at(place)
        self._end()
        if piece is not None:
            self._canvas.title_wanted.emit(piece.session.id)
        elif (free := self._model.cursor).free and self._model.days:
            day = self._model.days[free.column]
            self._canvas.title_wanted.emit(self._model.make(Session("", day, free.minute, free.minute + free.length)))

    def _end(self) -> None:
        self.drag = None
        self._scroll.stop()
        self._painted = QRegion()
        self._canvas.viewport().update()

    def _clicked(self, drag: Drag | None) -> None:
        if self._alone.startswith("toggle "):
            id = self._alone.removeprefix("toggle ")
            if mine := self._model.pieces_of(id):
                self._model.move_cursor(Cursor(mine[0].column, mine[0].start, session=id), select=False)
            self._model.select(self._model.selected ^ {id})
        elif self._alone:
            self._model.select([self._alone])
        elif drag is not None and not drag.held:
            self.point_at(self._pressed)

    def point_at(self, place: QPoint) -> None:
        """Put the keyboard where the hand points."""
        geometry, spot = self._canvas.geometry_now(), self._spot(place)
        if self._model.days and place.x() >= geometry.left and place.y() >= geometry.top:
            self._model.move_cursor(at(spot.column, int(spot.minute // 15 * 15), self._model.pieces))

    # Under way -------------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self.drag is None:
            return
        self.drag.now = self._spot(self._place)
        now = QRegion()
        geometry = self._canvas.geometry_now()
        if (band := self.band()) is not None:
            now = QRegion(band.adjusted(-2, -2, 2, 2))
        for piece in self.ghosts():
            now += geometry.rect(piece).adjusted(-2, -2, 2, 2)
        self._canvas.viewport().update(now + self._painted)
        self._painted = now

    def _scroll_on(self) -> None:
        canvas, down, across = self._canvas, self._canvas.verticalScrollBar(), self._canvas.horizontalScrollBar()
        view, geometry = canvas.viewport().rect(), canvas.geometry_now()
        if self._place.y() < geometry.top + NEAR:
            down.setValue(down.value() - 12)
        elif self._place.y() > view.bottom() - NEAR:
            down.setValue(down.value() + 12)
        if self._place.x() < geometry.left:
            across.setValue(across.value() - 16)
        elif self._place.x() > view.right():
            across.setValue(across.value() + 16)
        self._go_on()

    def _spot(self, place: QPoint) -> Spot:
        geometry = self._canvas.geometry_now()
        return Spot(geometry.column_at(place.x()), geometry.minute_at(place.y()))

    def _hold(self, piece: Piece, place: QPoint) -> Hold:
        rect = self._canvas.geometry_now().rect(piece)
        edge = min(EDGE, max(rect.height() // 4, 1))
        if piece.ends and place.y() > rect.bottom() - edge:
            return Hold.END
        if piece.begins and place.y() < rect.top() + edge:
            return Hold.START
        return Hold.WHOLE

    def _show_shape(self, place: QPoint) -> None:
        piece = self._canvas.piece_at(place)
        hold = Hold.NEW if piece is None else self._hold(piece, place) if self._model.writable else Hold.WHOLE
        self._canvas.viewport().setCursor(_SHAPES[hold])

    def _leads_away(self, piece: Piece, place: QPoint) -> bool:
        """A click on the mark of a conflict or a warning leads to it."""
        id, rect = piece.session.id, self._canvas.geometry_now().rect(piece)
        side = self._canvas.fontMetrics().height()
        if place.y() > rect.top() + side + 2 or rect.height() < side or rect.width() < 4 * side:
            return False
        from_right = rect.right() - place.x()
        if piece.session.contested and from_right < side:
            self._canvas.conflict_wanted.emit(id)
            return True
        if self._model.notices_of(id) and from_right < side * (2 if piece.session.contested else 1):
            self._model.go_to(id)
            self._canvas.notices_wanted.emit(id)
            return True
        return False

    # Selecting -------------------------------------------------------------------------------------------------------

    def _select_to(self, piece: Piece) -> None:
        """All from where the keyboard stands to this one."""
        model = self._model
        order = [each.id for each in in_order(model.sessions.values())]
        here = model.cursor.session if model.cursor.session in order else piece.session.id
        first, last = sorted((order.index(here), order.index(piece.session.id)))
        model.select({*model.selected, *order[first : last + 1]})

    def _select_in(self, band: QRect, drag: Drag) -> None:
        geometry, model = self._canvas.geometry_now(), self._model
        inside = {each.session.id for each in model.pieces if geometry.rect(each).intersects(band)}
        model.select(inside | set(drag.ids))
        if inside:
            first = in_order(model.sessions[id] for id in inside)[0]
            piece = model.pieces_of(first.id)[0]
            model.move_cursor(Cursor(piece.column, piece.start, session=first.id), select=False)

    # Method cards ----------------------------------------------------------------------------------------------------

    def dropping(self, event: QEvent) -> bool:
        """A method card over the canvas, or let go there. True where the event was one of these."""
        kind = event.type()
        if kind is QEvent.Type.DragLeave:
            self._show_card(None)
            return True
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        if not isinstance(event, QDragMoveEvent | QDropEvent) or not self._model.writable:
            return False
        if not event.mimeData().hasFormat(METHOD_MIME) or not self._model.days:
            event.ignore()
            return True
        code = bytes(event.mimeData().data(METHOD_MIME).data()).decode()
        place = event.position().toPoint()
        piece, spot = self._canvas.piece_at(place), self._spot(place)
        day, minute = self._model.days[spot.column], snapped(spot.minute, 15)
        if kind is QEvent.Type.Drop:
            self._show_card(None)
            event.acceptProposedAction()
            id = piece.session.id if piece is not None else ""
            self._canvas.method_dropped.emit(code, id, (day, min(minute, 1425)))
            return True
        self._show_card((code, piece.session if piece is not None else Session("", day, minute, minute + 60)))
        event.acceptProposedAction()
        return True

    def _show_card(self, card: tuple[str, Session] | None) -> None:
        self._card = card
        self._canvas.viewport().update()


def _with(event: QMouseEvent, modifier: Qt.KeyboardModifier) -> bool:
    return bool(event.modifiers() & modifier)
