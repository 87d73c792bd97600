"""A programme proposed from the result of the round that is shown; written, it is moved by hand as that of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTime
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QTimeEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext, pgettext
from desktop.learning.forum.programme import Proposal, Slots, plan_forum
from desktop.ui.buttons import action_button
from desktop.ui.forum.forum_data import ForumData
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.forum.view_parts import quiet_text

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ProgrammeView(QWidget):
    """Slots above, the proposal below."""

    def __init__(self, desk: Desk, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._data = ForumData()
        self.proposal: Proposal | None = None
        self.days, self.per_day, self.minutes = self._number(1, 30, 1), self._number(1, 24, 4), self._number(5, 480, 60)
        self.pause, self.tracks = self._number(0, 240, 30), self._number(1, 20, 2)
        self.start = QTimeEdit(QTime(9, 0), self)
        self.start.setDisplayFormat("HH:mm")
        self.start.timeChanged.connect(lambda _time: self._plan())
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        fields = (
            (_("Da&ys:"), self.days), (_("Sessions a day:"), self.per_day), (_("Be&gins:"), self.start),
            (_("&Minutes each:"), self.minutes), (_("Pause:"), self.pause), (_("&Side by side:"), self.tracks),
        )  # fmt: skip
        for place, (text, field) in enumerate(fields):
            label = QLabel(text, self)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", "").rstrip(" :"))
            grid.addWidget(label, place // 3, 2 * (place % 3))
            grid.addWidget(field, place // 3, 2 * (place % 3) + 1)
        grid.setColumnStretch(6, 1)
        buttons = QHBoxLayout()
        self.note = quiet_text(self)
        buttons.addWidget(self.note, 1)
        for action in actions:
            buttons.addWidget(action_button(action, self))
        self.table = RowsTable(
            [_("When"), _("Track"), _("Topic"), pgettext("in a ranking", "Place")],
            _("Proposed programme"),
            self,
            wide=2,
            numbers=(3,),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)

    def _number(self, least: int, most: int, usual: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(least, most)
        box.setValue(usual)
        box.valueChanged.connect(lambda _number: self._plan())
        return box

    @property
    def slots(self) -> Slots:
        """What is chosen above."""
        time = self.start.time()
        return Slots(
            self.days.value(), time.hour() * 60 + time.minute(), self.per_day.value(), self.minutes.value(), self.pause.value(),
            self.tracks.value(),
        )  # fmt: skip

    def show_data(self, data: ForumData) -> None:
        """Propose anew."""
        self._data = data
        self._plan()

    def _plan(self) -> None:
        data, slots, workspace = self._data, self.slots, self._desk.workspace
        ranked = [each.topic for each in data.result.standings if each.points] if data.result is not None else []
        if not ranked or not data.forum:
            self._show(None, _("A programme follows from votes: make a round, and enter the first votes."))
            return

        def plan() -> Proposal | None:
            forum = workspace.record(data.forum, "forum")
            return plan_forum(workspace, forum, ranked, slots) if forum is not None else None

        self._desk.background.run(
            plan, lambda found: self._show(found, "") if isValid(self) else None,
            lambda error: self._show(None, str(error)) if isinstance(error, UserFacingError) and isValid(self) else None,
            topic="forum: programme",
        )  # fmt: skip

    def _show(self, proposal: Proposal | None, words: str) -> None:
        self.proposal = proposal
        result = self._data.result
        titles = result.titles if result is not None else {}
        rows = proposal.sessions if proposal is not None else ()
        self.table.show_rows(
            [
                Row(
                    each.topic,
                    (
                        _("Day {day}, {time}").format(day=each.day, time=each.at.partition(" ")[2]),
                        _("Track {number}").format(number=each.track), titles.get(each.topic) or _("Untitled"),
                        str(self._data.standings[each.topic].place) if each.topic in self._data.standings else "",
                    ),
                )
                for each in rows
            ]
        )  # fmt: skip
        if proposal is not None:
            count = len(rows)
            words = ngettext("{count} session to write.", "{count} sessions to write.", count).format(count=count)
            if left := len(proposal.left_out):
                more = ngettext("{count} topic has no place.", "{count} topics have no place.", left).format(count=left)
                words = f"{words} {more}"
        self.note.setText(words)
