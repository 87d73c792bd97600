"""The line under the canvas in which a session is typed; what it means is shown while it is typed."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.programme.elided_label import ElidedLabel
from desktop.ui.programme.programme_text import span, weekday
from desktop.ui.programme.quick_entry import Entry, read_entry
from desktop.ui.programme.session import Session
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.line_edit import TypedLine


class _Line(TypedLine):
    escaped = Signal()
    many_pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line, then leads back; several lines or cells that are pasted are a programme."""
        if event.matches(QKeySequence.StandardKey.Paste) and re.search(
            r"\S.*[\t\r\n].*\S", QApplication.clipboard().text(), re.S
        ):
            self.many_pasted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        else:
            super().keyPressEvent(event)


class EntryLine(QWidget):
    """Enter makes the session; the next one goes on where it ends."""

    entered = Signal(object)  # a Session
    previewed = Signal(object)  # a Session, or None
    escaped = Signal()
    many_pasted = Signal()
    """Lines or cells are on the clipboard that are several sessions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line(self)
        self.line.setPlaceholderText(_("For example: 9:00-10:30 Welcome @Town hall"))
        self.line.setAccessibleName(_("A session as a line"))
        self.line.setToolTip(plain_tip(self._help()))
        add_clear_button(self.line)
        self.meaning = ElidedLabel(self)
        self.meaning.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(3)
        column.addWidget(self.line)
        column.addWidget(self.meaning)
        self._day, self._minute = 1, 540
        self._first: date | None = None
        self.line.textChanged.connect(self._show)
        self.line.returnPressed.connect(self._enter)
        self.line.escaped.connect(self.escaped)
        self.line.many_pasted.connect(self.many_pasted)
        self._show()

    def show_place(self, day: int, minute: int, first: date | None) -> None:
        """Where a line goes that names no day or time."""
        if (day, minute, first) != (self._day, self._minute, self._first):
            self._day, self._minute, self._first = day, minute, first
            self._show()

    def _help(self) -> str:
        return _(
            "Type a time and a title. You can add @place, #kind or method, /track and &leader. Enter adds the session."
        )

    def _read(self) -> Entry:
        return read_entry(self.line.text(), day=self._day, minute=self._minute, first=self._first)

    def _show(self) -> None:
        found = self._read()
        self.meaning.setText(self._words(found) if self.line.text().strip() else self._help())
        self.line.setAccessibleDescription(self.meaning.words)
        self.previewed.emit(found.session)

    def _words(self, found: Entry) -> str:
        session = found.session
        if session is None:
            return found.problem or _("A title is missing.")
        parts = [
            f"{weekday(self._first, session.day)} {span(session.start, session.end)}", session.title,
            term("session_kinds", session.kind).label if session.kind else "",
            term("methods", session.method).label if session.method else "",
            session.place, _("track {name}").format(name=session.track) if session.track else "", session.leads,
            found.problem,
        ]  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _enter(self) -> None:
        session: Session | None = self._read().session
        if session is not None:
            self.line.clear()
            self.entered.emit(session)
