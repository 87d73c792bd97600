"""The programme as days beside each other, time downwards: shown, scrolled, zoomed, entered by hand or keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessibleInterface,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.ui.plain_tip import show_tip
from desktop.ui.programme.accessible import speak_again, speak_of
from desktop.ui.programme.geometry import STEPS, USUAL, Geometry, narrowest
from desktop.ui.programme.hand import Hand
from desktop.ui.programme.lanes import Piece
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.painting import Painter, Scene, cursor_words
from desktop.ui.programme.quick_entry import read_title
from desktop.ui.programme.session import Session
from desktop.ui.programme.title_line import TitleLine
from desktop.ui.programme.words import told
from desktop.words import _

WIDEST = 460
EARLIER = 30
"""Minutes shown above the first session."""


class Canvas(QAbstractScrollArea):
    """Shows a `ProgrammeModel`; the hand's and the keyboard's deeds go to it."""

    menu_wanted = Signal(QPoint)
    notices_wanted = Signal(str)
    conflict_wanted = Signal(str)
    method_dropped = Signal(str, str, object)  # code of the card, id of the session or "", (day, minute)
    zoomed = Signal(int)

    def __init__(self, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.hand = Hand(self)
        self.first: date | None = None
        self.step = USUAL
        self._squeezed = False  # the days are as narrow as shows them all
        self.spoken: QAccessibleInterface | None = None  # what a screen reader asks
        self.previewed: tuple[Session, ...] = ()
        self._painter = Painter(self.font(), self.palette())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Programme"))
        self.setAccessibleDescription(_("Days beside each other, time downwards. Arrows lead from session to session."))
        self.viewport().setMouseTracking(True)
        self.viewport().setAcceptDrops(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.title = TitleLine(self.viewport())
        self.title.written.connect(self._retitle)
        self.title.ended.connect(self.setFocus)
        self._titled = ""
        self._spoken_of: Session | None = None
        model.changed.connect(self._show_change)
        model.selection_changed.connect(self.viewport().update)
        model.cursor_moved.connect(self._follow)

    # Where things are ------------------------------------------------------------------------------------------------

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

    # Showing ---------------------------------------------------------------------------------------------------------

    def preview(self, sessions: Iterable[Session]) -> None:
        """Sessions that are being written in words: where they would stand."""
        self.previewed = tuple(sessions)
        self.viewport().update()

    def scene(self) -> Scene:
        """What is to be painted now."""
        model, cursor = self.model, self.model.cursor
        free = cursor.free and bool(model.days)
        return Scene(
            geometry=self.geometry_now(), first=self.first, days=model.days, pieces=model.pieces,
            selected=model.selected, dragged=self.hand.dragged(), ghosts=self.hand.ghosts(self.previewed),
            marks={each.session.id: len(model.notices_of(each.session.id)) for each in model.pieces},
            cursor=self.cursor_rect() if model.days and (free or self.hasFocus()) else None,
            cursor_column=cursor.column, cursor_words=cursor_words(cursor.minute, cursor.length) if free else "",
            band=self.hand.band(), focused=self.hasFocus(),
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        """The days."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self.scene(), event.rect())
        painter.end()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Names of days and hours stay where they are: all is painted anew."""
        self._place_title()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer days have room."""
        super().resizeEvent(event)
        self._set_ranges()
        self._place_title()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark, or another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._painter = Painter(self.font(), self.palette())
            self._set_ranges()
            self.viewport().update()

    def _show_change(self) -> None:
        self._set_ranges()
        if self._titled and self._titled not in self.model.sessions:
            self.title.give_up()
        self._place_title()
        self.viewport().update()
        if self.model.sessions.get(self.model.cursor.session) != self._spoken_of:
            self._spoken_of = self.model.sessions.get(self.model.cursor.session)
            if not self.hand.busy:
                self.show_rect(self.cursor_rect())
            speak_again(self)

    def _follow(self) -> None:
        if not self.hand.busy:
            self.show_rect(self.cursor_rect())
        self.viewport().update()
        speak_of(self)

    # The title in its place ------------------------------------------------------------------------------------------

    def edit_title(self, id: str) -> None:
        """Write the title of a session where it stands."""
        if id not in self.model.sessions or not self.model.writable:
            return
        self._titled = id
        self.show_rect(self.rects_of([id])[0])
        self.title.begin(self.model.sessions[id].title)
        self._place_title()

    def _place_title(self) -> None:
        rects = self.rects_of([self._titled]) if self._titled and self.title.isVisible() else []
        if rects:
            rect = rects[0]
            height = min(max(rect.height(), self.title.sizeHint().height()), self.title.sizeHint().height())
            self.title.setGeometry(rect.left(), rect.top(), max(rect.width(), 140), height)

    def _retitle(self, words: str) -> None:
        session = self.model.sessions.get(self._titled)
        self._titled = ""
        if session is not None and words != session.title:
            found = read_title(words, session)
            self.model.put([found], method=found.method if found.method != session.method else "")

    # Events for the hand ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the title, or make a session."""
        self.hand.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives a drag up, then the selection."""
        if event.key() == Qt.Key.Key_Escape and (self.hand.cancel() or self._unselect()):
            return
        event.ignore()

    def _unselect(self) -> bool:
        if len(self.model.selected) > 1:
            self.model.select([self.model.cursor.session] if self.model.cursor.session else [])
            return True
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom about the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom(self.step + (1 if turned > 0 else -1), round(event.position().y()))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done here."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.cursor_rect().center()))
            return
        piece = self.piece_at(event.pos())
        if piece is not None and piece.session.id not in self.model.selected:
            self.model.go_to(piece.session.id)
        elif piece is None:
            self.hand.point_at(event.pos())
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The tip under the pointer, and what is dropped."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            piece = self.piece_at(event.pos())
            if piece is None or self.hand.busy:
                QToolTip.hideText()
            else:
                words = told(piece.session, self.first, self.model.notices_of(piece.session.id))
                show_tip(event, words, self.viewport())
            return True
        if self.hand.dropping(event):
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes."""
        super().focusInEvent(event)
        self.viewport().update()
        speak_of(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It goes."""
        super().focusOutEvent(event)
        self.viewport().update()
