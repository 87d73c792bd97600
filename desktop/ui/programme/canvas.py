"""The programme as days beside each other, time downwards: shown, scrolled, zoomed, entered by hand or keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
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
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.i18n import _
from desktop.ui.programme.accessible import announce_change, announce_focus
from desktop.ui.programme.days_layout import DayView
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.painting import Scene, cursor_words
from desktop.ui.programme.pointer import Pointer
from desktop.ui.programme.programme_text import tooltip_text
from desktop.ui.programme.quick_entry import read_title
from desktop.ui.programme.session import Session
from desktop.ui.programme.session_title_editor import TitleLine
from desktop.ui.tooltips import show_tip


class Canvas(DayView):
    """Shows a `ProgrammeModel`; the hand's and the keyboard's deeds go to it."""

    menu_wanted = Signal(QPoint)

    def __init__(self, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.pointer = Pointer(self)
        self.previewed: tuple[Session, ...] = ()
        self.setAccessibleName(_("Programme"))
        self.setAccessibleDescription(_("Days are columns, time runs downwards. Arrow keys move between sessions."))
        self.viewport().setMouseTracking(True)
        self.viewport().setAcceptDrops(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.title = TitleLine(self.viewport())
        self.title.written.connect(self._retitle)
        self.title.ended.connect(self.setFocus)
        self._titled = ""
        self.title_wanted.connect(self.edit_title)
        self._announced: Session | None = None
        model.changed.connect(self._show_change)
        model.selection_changed.connect(self.viewport().update)
        model.cursor_moved.connect(self._follow)

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
            selected=model.selected, dragged=self.pointer.dragged(), ghosts=self.pointer.ghosts(self.previewed),
            marks={each.session.id: len(model.notices_of(each.session.id)) for each in model.pieces},
            cursor=self.cursor_rect() if model.days and (free or self.hasFocus()) else None,
            cursor_column=cursor.column, cursor_words=cursor_words(cursor.minute, cursor.length) if free else "",
            band=self.pointer.band(), focused=self.hasFocus(),
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
        self._place_title()

    def _show_change(self) -> None:
        self._set_ranges()
        if self._titled and self._titled not in self.model.sessions:
            self.title.give_up()
        self._place_title()
        self.viewport().update()
        if self.model.sessions.get(self.model.cursor.session) != self._announced:
            self._announced = self.model.sessions.get(self.model.cursor.session)
            if not self.pointer.busy:
                self.show_rect(self.cursor_rect())
            announce_change(self)

    def _follow(self) -> None:
        if not self.pointer.busy:
            self.show_rect(self.cursor_rect())
        self.viewport().update()
        announce_focus(self)

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
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the title, or make a session."""
        self.pointer.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives a drag up, then the selection."""
        if event.key() == Qt.Key.Key_Escape and (self.pointer.cancel() or self._unselect()):
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
            self.pointer.point_at(event.pos())
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The tip under the pointer, and what is dropped."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            piece = self.piece_at(event.pos())
            if piece is None or self.pointer.busy:
                QToolTip.hideText()
            else:
                words = tooltip_text(piece.session, self.first, self.model.notices_of(piece.session.id))
                show_tip(event, words, self.viewport())
            return True
        if self.pointer.dropping(event):
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes."""
        super().focusInEvent(event)
        self.viewport().update()
        announce_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It goes."""
        super().focusOutEvent(event)
        self.viewport().update()
