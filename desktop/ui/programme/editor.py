"""The programme of a visit: canvas, line, and the side that shows what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.listing.tab_order import step
from desktop.ui.page import Page
from desktop.ui.programme.accessible import listen_for_readers
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.canvas import Canvas
from desktop.ui.programme.elided_label import ElidedLabel
from desktop.ui.programme.empty_programme import EmptyProgramme
from desktop.ui.programme.entry_line import EntryLine
from desktop.ui.programme.method_cards import minutes_of
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.offer_session_time import offer_time
from desktop.ui.programme.session import Session, in_order
from desktop.ui.programme.session_operations import SessionOperations
from desktop.ui.programme.session_style import editor_sheet
from desktop.ui.programme.side_panel import METHODS, SESSION, WARNINGS, Side
from desktop.ui.programme.store import Store
from desktop.ui.programme.time_zones import zone_words
from desktop.ui.style.colours import hairline
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.programme.programme_data import Programme

SIDE_WIDTH = 340


class ProgrammeEditor(Page):
    """Made for one desk and one language; `show_visit` says which visit. Everything done is saved at once.

    `within` the view of a visit, which names it, it has no title and no way back, but one to the whole page.
    """

    left = Signal()  # the person wants to go back to where they came from
    visit_gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, within: bool = False) -> None:
        super().__init__(parent)
        listen_for_readers()
        self.setObjectName("programme")
        self._desk = desk
        self._within = within
        self._wanted = ""  # a session that waits for its programme
        self._begun = False
        self.model = ProgrammeModel(self)
        self.store = Store(desk, self.model, self)
        self.canvas = Canvas(self.model, self)
        self.operations = SessionOperations(self.canvas, desk.show_message)
        self.side = Side(desk, self.model, self)
        self.line = EntryLine(self)
        self.empty = EmptyProgramme(self.canvas, writable=desk.writable)
        self.commands = Actions(self, self.canvas, self.operations, self, writable=desk.writable)
        self._build()
        self.store.shown.connect(self._show)
        self.store.failed.connect(desk.show_error)
        self.store.unscheduled_changed.connect(lambda: self.side.warnings.show_unscheduled(self.store.unscheduled))
        self.canvas.menu_wanted.connect(self._open_menu)
        self.canvas.notices_wanted.connect(self._show_notices)
        self.canvas.conflict_wanted.connect(desk.conflicts_wanted)
        self.canvas.method_dropped.connect(self._drop_method)
        self.line.entered.connect(self._enter_line)
        self.line.previewed.connect(lambda session: self.canvas.preview([session] if session is not None else []))
        self.line.escaped.connect(self.canvas.setFocus)
        self.line.many_pasted.connect(self.paste)
        self.side.warnings.wanted.connect(self._go_to)
        self.side.warnings.unscheduled_wanted.connect(self._open_unscheduled)
        self.side.methods.applied.connect(self._apply)
        self.empty.template_wanted.connect(self.use_template)
        self.empty.line_wanted.connect(self.write_line)
        self.empty.new_wanted.connect(self._draw_first)
        self.model.changed.connect(self._follow)
        self.model.cursor_moved.connect(self._follow)

    def show_visit(self, id: str) -> None:
        """Show the programme of a visit."""
        self.finish()
        self._begun = False
        self.side.follow()
        self.store.show(id)

    @property
    def visit(self) -> str:
        """The id of the visit that is shown, "" for none."""
        return self.store.visit

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """By the window's menus."""
        return self.commands.for_menu()

    def menu_title(self) -> str:
        """The menu of sessions."""
        return _("&Programme")

    def go_to(self, session: str) -> None:
        """Put the keyboard on a session, as soon as the programme is read."""
        self._wanted = session
        if self.store.programme is not None:
            self._arrive()

    def _arrive(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted in self.store.unscheduled:
            self._open_unscheduled(wanted)
        elif not (wanted and self.model.go_to(wanted)):
            self.operations.go("first")

    def finish(self) -> None:
        """Write what is being typed, and give up a drag: another visit comes, or the window closes."""
        self.canvas.pointer.cancel()
        if self.canvas.title.isVisible():
            self.canvas.title.clearFocus()
        self.side.finish()

    def enter(self) -> None:
        """The keyboard into the canvas."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does in a window with this page; False where it is elsewhere."""
        return step(window, self, (self._head, self.canvas, self.line, self.side), forward=forward)

    def _build(self) -> None:
        self._head = head = QWidget(self)
        self.back = QToolButton(head)
        self.back.setText(_("‹ Visit"))
        self.back.setAutoRaise(True)
        self.back.setToolTip(_("Back to the visit"))
        self.back.clicked.connect(self.left)
        self.back.setVisible(not self._within)
        self.title = ElidedLabel(head)
        self.title.setObjectName("programmeTitle")
        self.title.setVisible(not self._within)
        self.zone = ElidedLabel(head)
        self.zone.setObjectName("quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.zone)
        across = QHBoxLayout(head)
        across.setContentsMargins(8, *((0, 8, 2) if self._within else (6, 8, 6)))
        across.setSpacing(4)
        across.addWidget(self.back)
        across.addLayout(words, 1)
        for action in (self.commands.new, self.commands.method, self.commands.zoom_out, self.commands.zoom_in,
                       self.commands.fit, self.commands.keys):  # fmt: skip
            across.addWidget(self._button(action, head))
        if self._within:
            across.insertWidget(across.count() - 1, self._button(self.commands.whole, head))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        self._rule = QFrame(left)
        self._rule.setFixedHeight(1)
        column.addWidget(self._rule)
        column.addWidget(self.line)
        self.line.setVisible(self._desk.writable)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setCollapsible(0, False)
        self.split.setSizes([860, SIDE_WIDTH])
        self.split.setHandleWidth(1)
        self.side.setMinimumWidth(260)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        self._line_below = QFrame(self)
        self._line_below.setFixedHeight(1)
        whole.addWidget(self._line_below)
        whole.addWidget(self.split, 1)
        self._apply_style()

    def _button(self, action: QAction, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        short = {
            self.commands.zoom_in: "+", self.commands.zoom_out: "−", self.commands.fit: "⤢", self.commands.keys: "?",
        }.get(action)  # fmt: skip
        plain = action.text().replace("&", "").rstrip("…")
        button.setText(short or plain)
        button.setAutoRaise(True)
        button.setAccessibleName(plain)
        button.setToolTip(plain_tip(f"{plain} ({action.shortcuts()[0].toString()})"))
        button.setEnabled(action.isEnabled())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        for rule in (self._rule, self._line_below):
            rule.setStyleSheet(f"background: {hairline(self.palette()).name()};")
        sheet = editor_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def showEvent(self, event: QShowEvent) -> None:
        """Seen for the first time: scroll to where the programme begins."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)

    # What is shown ---------------------------------------------------------------------------------------------------

    def _show(self, found: Programme | None) -> None:
        if found is None:
            self.visit_gone.emit()
            return
        self.canvas.first = found.first
        self.side.show_first(found.first)
        self.title.setText(found.title)
        self.zone.setText(zone_words(found.zone, found.place, found.first, found.length))
        self._follow()
        self._begin()

    def _begin(self) -> None:
        if self._begun or not self.isVisible() or self.store.programme is None:
            return
        self._begun = True
        self.canvas.show_beginning()
        self._arrive()

    def _follow(self) -> None:
        day, minute = self.operations.here()
        self.line.show_place(day, minute, self.canvas.first)
        nothing = self.store.programme is not None and not self.model.sessions
        self.empty.show_for(nothing and not self.canvas.pointer.busy)

    def _open_menu(self, place: QPoint) -> None:
        self.commands.context_menu(place)

    def _show_notices(self, id: str) -> None:
        self.side.show_tab(WARNINGS)
        self.side.warnings.select(id)

    def _go_to(self, id: str) -> None:
        if self.model.go_to(id):
            self.enter()

    def _open_unscheduled(self, id: str) -> None:
        self.side.show_tab(SESSION)
        self.side.show_session(id)
        self.side.enter()
        if self._desk.writable and id in self.store.unscheduled:
            offer_time(self._desk, id, self.store.unscheduled[id], self.canvas.first, self.operations.here())

    def _enter_line(self, session: Session) -> None:
        self.model.make(session, method=session.method)

    def _draw_first(self) -> None:
        self.enter()
        self.operations.new()

    # Jobs of the actions ---------------------------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Into the bin; a word says so."""
        titles = [each.title for each in self.model.chosen()]
        number = self.operations.delete()
        if number == 1 and titles[0]:
            self._desk.show_message(_("“{title}” is in the bin.").format(title=titles[0]))
        elif number:
            self._desk.show_message(
                ngettext("{number} session is in the bin now.", "{number} sessions are in the bin now.", number).format(
                    number=number
                )
            )

    def paste(self) -> None:
        """What was copied, or lines of text; what of them is no session is said."""
        number, left_out = self.operations.paste()
        if number and left_out:
            self._desk.show_message(left_out)
        elif not number:
            self._desk.show_message(_("The clipboard contains no sessions, and no text that can be read as sessions."))

    def apply_method(self) -> None:
        """To the method cards; Enter there applies one."""
        self.side.show_tab(METHODS)
        self.side.methods.enter()

    def write_line(self) -> None:
        """The keyboard into the line."""
        self.line.line.setFocus()

    def open_details(self) -> None:
        """The keyboard into the form of the session."""
        self.side.show_tab(SESSION)
        self.side.follow()
        self.side.enter()

    def next_warning(self, by: int) -> None:
        """To the next session that has one; its words are shown at the side."""
        marked = [each.id for each in in_order(self.model.sessions.values()) if self.model.notices_of(each.id)]
        if not marked:
            self.side.show_tab(WARNINGS)
            return
        here = self.model.cursor.session
        place = marked.index(here) + by if here in marked else (0 if by > 0 else -1)
        id = marked[place % len(marked)]
        self.model.go_to(id)
        self._show_notices(id)

    def show_conflict(self) -> None:
        """To what was written differently."""
        for each in self.model.chosen():
            if each.contested:
                self._desk.conflicts_wanted.emit(each.id)
                return

    def use_template(self) -> None:
        """A model programme to begin with."""
        from desktop.ui.programme.template_dialog import TemplateDialog

        if self.store.programme is None:
            return
        self.dialog = dialog = TemplateDialog(self._desk, self.store.programme.approach, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._add_line(dialog.key))
        dialog.open()

    def _add_line(self, key: str) -> None:
        workspace, visit = self._desk.workspace, self.visit

        def job() -> int:
            from desktop.visits.templates import add_template_sessions

            return add_template_sessions(workspace, visit, key)

        def done(number: int) -> None:
            self._desk.show_message(
                ngettext("{number} session added.", "{number} sessions added.", number).format(number=number)
                if number
                else _("This template has no sessions.")
            )

        self._desk.writer.run(job, done)

    def next_part(self) -> None:
        """Canvas, line, side, and round again."""
        if self.canvas.hasFocus():
            self.line.line.setFocus() if self.line.isVisible() else self.side.enter()
        elif self.line.line.hasFocus():
            self.side.enter()
        else:
            self.enter()

    def show_whole(self) -> None:
        """The programme over the whole page."""
        self.finish()
        self._desk.programme_wanted.emit(self.visit)

    def show_keys(self) -> None:
        """All keys of the programme."""
        from desktop.ui.dialogs.keyboard import KeyboardDialog

        self.dialog = dialog = KeyboardDialog(self.commands.groups(), self, most=2)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Method cards ----------------------------------------------------------------------------------------------------

    def _apply(self, code: str) -> None:
        chosen = self.model.chosen()
        if chosen:
            self._with_method(code, chosen)
        else:
            self._drop_method(code, "", self.operations.here())
        self.enter()

    def _drop_method(self, code: str, id: str, place: tuple[int, int]) -> None:
        if id in self.model.sessions:
            self._with_method(code, [self.model.sessions[id]])
            self.model.go_to(id)
            return
        from desktop.ui.widgets.displayed_codes import term

        title = term("methods", code).label
        new = Session("", place[0], 0, 0, title, "session", method=code).at(*place, minutes_of(code))
        self.model.make(new, method=code)

    def _with_method(self, code: str, sessions: list[Session]) -> None:
        from dataclasses import replace

        self.model.put([replace(each, method=code) for each in sessions], method=code)
        self._desk.show_message(_("The steps of the method were added to the session, where it had none."))
