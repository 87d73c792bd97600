"""The question that summary and export share: what is listed, what is chosen, or all?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.ui.desk import Desk

LISTED, CHOSEN, ALL = range(3)


class WhichActivities(QGroupBox):
    """Counts arrive a moment later; the choice is there at once."""

    changed = Signal()

    def __init__(self, desk: Desk, query: Query, selected: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Activities to include"), parent)
        self._desk = desk
        self._query = query
        self._selected = list(selected)
        self._counts: dict[int, int] = {CHOSEN: len(self._selected)}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        for number, words in self._words().items():
            button = QRadioButton(words, self)
            self._group.addButton(button, number)
            column.addWidget(button)
            if number == LISTED and not query.empty:
                described = QLabel("; ".join(query.describe()), self)
                described.setWordWrap(True)
                described.setIndent(24)
                described.setForegroundRole(described.palette().ColorRole.PlaceholderText)
                column.addWidget(described)
        self._group.button(LISTED).setVisible(not query.empty)
        self._group.button(CHOSEN).setVisible(bool(self._selected))
        first = CHOSEN if len(self._selected) > 1 else ALL if query.empty else LISTED
        self._group.button(first).setChecked(True)
        self._group.idToggled.connect(lambda _number, on: on and self.changed.emit())
        self._count()

    @property
    def choice(self) -> int:
        """LISTED, CHOSEN or ALL."""
        return self._group.checkedId()

    def choose(self, choice: int) -> None:
        """Tick one."""
        self._group.button(choice).setChecked(True)

    @property
    def ids(self) -> list[str] | None:
        """The ids of those chosen; None where a query says which."""
        return list(self._selected) if self.choice == CHOSEN else None

    @property
    def query(self) -> Query:
        """The query that says which; an empty one for all."""
        from desktop.catalogue import parse

        return self._query if self.choice == LISTED else parse("")

    def _words(self) -> dict[int, str]:
        def with_number(words: str, number: int) -> str:
            count = self._counts.get(number)
            if count is None:
                return words
            counted = ngettext("{number} activity", "{number} activities", count).format(number=count)
            return _("{which}: {counted}").format(which=words, counted=counted)

        return {
            LISTED: with_number(_("The search &results"), LISTED),
            CHOSEN: with_number(_("The &selection"), CHOSEN),
            ALL: with_number(_("&All"), ALL),
        }

    def _count(self) -> None:
        from desktop.catalogue import ActivityList, parse

        listing, query = ActivityList(self._desk.workspace), self._query

        def show(counts: dict[int, int]) -> None:
            self._counts.update(counts)
            for number, words in self._words().items():
                self._group.button(number).setText(words)

        counting = self._desk.background.run(
            lambda: {LISTED: listing.count(query), ALL: listing.count(parse(""))},
            show,
            topic="dialog: which activities",
        )
        # Closed before the figures came: nobody is there to show them.
        self.destroyed.connect(lambda: counting.cancel())
