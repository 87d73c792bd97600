"""The warnings in a list; each leads to its session."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.icons import icon
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.programme_text import clock, title_of, weekday
from desktop.ui.tooltips import plain_tip

_ID = Qt.ItemDataRole.UserRole


class WarningsList(QWidget):
    """Never forbids anything: it says what to mind, and where."""

    wanted = Signal(str)  # a session
    unscheduled_wanted = Signal(str)  # a session that has no time
    counted = Signal(int)

    def __init__(self, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._unscheduled: dict[str, str] = {}
        self._shown: list[tuple[str, str]] | None = None
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(_("Warnings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setObjectName("programmeList")
        self.list.itemActivated.connect(self._activate)
        self.list.itemClicked.connect(self._activate)
        self._none = QLabel(_("No warnings. Warnings appear as you plan and never block you."), self)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setObjectName("quiet")
        self._none.setMargin(24)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        model.changed.connect(self._show)
        self._show()

    def show_unscheduled(self, unscheduled: Mapping[str, str]) -> None:
        """Sessions that have no time yet: they stand in no day, and are not to be forgotten."""
        self._unscheduled = dict(unscheduled)
        self._show()

    def select(self, session: str) -> None:
        """Bring the first warning of a session forward."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if str(item.data(_ID)) == session:
                self.list.setCurrentItem(item)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the session on every system."""
        item = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._activate(item)
        else:
            super().keyPressEvent(event)

    def _activate(self, item: QListWidgetItem) -> None:
        id = str(item.data(_ID) or "")
        if id in self._unscheduled:
            self.unscheduled_wanted.emit(id)
        elif id:
            self.wanted.emit(id)

    def _show(self) -> None:
        found = [(id, _("“{title}” has no time yet.").format(title=title)) for id, title in self._unscheduled.items()]
        for notice in self._model.notices:
            at = next((id for id in notice.sessions if id in self._model.sessions), "")
            found.append((at, notice.words))
        lines = [(id, self._line(id, words)) for id, words in found]
        if lines == self._shown:
            return
        self._shown = lines
        row = self.list.currentRow()
        self.list.clear()
        for id, words in lines:
            item = QListWidgetItem(icon("warning"), words)
            item.setData(_ID, id)
            item.setToolTip(plain_tip(words))
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(lines) - 1))
        self._stack.setCurrentWidget(self.list if lines else self._none)
        self.counted.emit(len(lines))

    def _line(self, id: str, words: str) -> str:
        session = self._model.sessions.get(id)
        if session is None:
            return words
        when = f"{weekday(self._first(), session.day)} {clock(session.start)}"
        title = title_of(session)
        return f"{words}\n{when}" if title in words else f"{words}\n{when} · {title}"

    def _first(self):
        return self.property("first")


def count_words(number: int) -> str:
    """The heading of the list."""
    return ngettext("{number} warning", "{number} warnings", number).format(number=number) if number else _("Warnings")
