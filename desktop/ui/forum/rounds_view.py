"""The rounds of votes of a forum; of one of them the result, explained, and who voted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext, pgettext
from desktop.learning.forum.ranking import method_words
from desktop.learning.forum.rounds import rules_of, state_words
from desktop.learning.forum.voting import Voter
from desktop.ui.buttons import action_button
from desktop.ui.current_time import today
from desktop.ui.forum.forum_data import ForumData
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.forum.view_parts import part_heading, quiet_text
from desktop.vocabularies import load


class RoundsView(QWidget):
    """Rounds above, the selected one's result and voters below."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.table = RowsTable(
            [_("Round"), _("Counted by"), _("Ballots"), _("State"), _("Votes")],
            _("Rounds of votes"),
            self,
            numbers=(4,),
        )
        self.heading = part_heading("", self)
        self.notes = quiet_text(self)
        self.results = RowsTable(
            [pgettext("in a ranking", "Place"), _("Topic"), _("Why")], _("Result"), self, wide=1, numbers=(0,)
        )  # fmt: skip
        self.voters = RowsTable([_("Person"), _("Choice"), _("Remark")], _("Who voted"), self, wide=1)
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.addTab(self.results, _("Resu&lt"))
        tabs.addTab(self.voters, _("&Who voted"))
        self.tabs = tabs
        upper, lower = QWidget(self), QWidget(self)
        top = QHBoxLayout()
        top.addStretch(1)
        for action in actions:
            top.addWidget(action_button(action, self))
        above = QVBoxLayout(upper)
        above.setContentsMargins(14, 8, 14, 6)
        above.addLayout(top)
        above.addWidget(self.table, 1)
        below = QVBoxLayout(lower)
        below.setContentsMargins(14, 8, 14, 12)
        for widget in (self.heading, self.notes):
            below.addWidget(widget)
        below.addWidget(tabs, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(lower)
        upper.setMinimumHeight(150)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def show_data(self, data: ForumData, select: str = "") -> None:
        """Show the rounds, and the one that was read."""
        methods, kinds, day = load("voting_methods"), load("ballot_kinds"), today()
        rows = [
            Row(
                each.id,
                (
                    each.name or _("Untitled"),
                    method_words(rules_of(each.method, each.points), methods.label(each.method)),
                    kinds.label(each.ballots), state_words(each, day), str(each.votes),
                ),
            )
            for each in data.rounds
        ]  # fmt: skip
        self.table.show_rows(rows, select or data.round)
        result = data.result
        for widget in (self.tabs, self.notes):
            widget.setVisible(result is not None)
        if result is None:
            self.heading.setText(
                _("No round of votes yet. Make one, then enter the votes of people who ask this desk to.")
            )
            return
        voters = ngettext("{count} voter", "{count} voters", result.tally.voters).format(count=result.tally.voters)
        self.heading.setText(_("{round}: {voters}").format(round=result.round.title, voters=voters))
        self.notes.setText("\n".join(result.notes()))
        self.results.show_rows(
            [
                Row(each.topic, (str(each.place), result.titles.get(each.topic) or _("Untitled"), result.explain(each)))
                for each in result.standings
            ]
        )
        self.voters.show_rows([Row(each.vote, _voter_cells(each)) for each in data.voters])


def _voter_cells(voter: Voter) -> tuple[str, str, str]:
    remark = _("Two desks entered different votes") if voter.several else "" if voter.counted else _("Has another vote")
    choice = voter.choice if voter.shown else _("Secret")
    return voter.name or _("Somebody not known here"), choice, remark
