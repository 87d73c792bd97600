"""The topics of a forum: proposed, searched, and where each stands in the round that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext, pgettext
from desktop.ui.buttons import action_button
from desktop.ui.forum.forum_data import ForumData
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.number_text import counted
from desktop.vocabularies import load

SEARCH_MS = 150


class TopicsView(QWidget):
    """A list with a search above it."""

    search_changed = Signal()

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search topics"))
        self.search.setAccessibleName(_("Search topics"))
        add_clear_button(self.search)
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._wait.timeout.connect(self.search_changed)
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.table = RowsTable(
            [_("Topic"), _("Proposed by"), _("Comments"), _("State"), pgettext("in a ranking", "Place")], _("Topics"), self,
            numbers=(2, 4),
        )  # fmt: skip
        self.count = QLabel(self)
        self.count.setObjectName("quiet")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        for action in actions:
            top.addWidget(action_button(action, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text()

    def show_data(self, data: ForumData, select: str = "") -> None:
        """Show the topics of a forum."""
        states = load("topic_states")
        rows = [
            Row(
                each.id,
                (
                    each.title or _("Untitled"), each.organisation, str(each.comments or ""), states.label(each.state),
                    _place_words(data, each.id),
                ),
            )
            for each in data.topics
        ]  # fmt: skip
        self.table.show_rows(rows, select)
        words = ngettext("{count} topic", "{count} topics", len(rows)).format(count=counted(len(rows)))
        if self.words.strip():
            words = _("{topics} with “{words}”").format(topics=words, words=self.words.strip())
        elif not rows:
            words = _("No topic yet. Propose the first one.")
        self.count.setText(words)


def _place_words(data: ForumData, topic: str) -> str:
    standing = data.standings.get(topic)
    return str(standing.place) if standing is not None and standing.points else ""
