"""The page of the Learning Forum: one forum with its topics and rounds of votes, and the record that is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.catalogue import forum as queries
from desktop.i18n import N_, _, ngettext
from desktop.learning.forum.calls import answer_call
from desktop.learning.forum.programme import write_programme
from desktop.learning.forum.rounds import CLOSED, state_of
from desktop.learning.forum.voting import merge_double_votes
from desktop.ui.buttons import action_button
from desktop.ui.current_time import today
from desktop.ui.editor import RecordEditor
from desktop.ui.forum.calls_view import CallsView
from desktop.ui.forum.contributions_dialog import ContributionsDialog
from desktop.ui.forum.forum_data import ForumData, read_forum
from desktop.ui.forum.new_dialog import NewCallDialog, NewForumDialog, NewRecordDialog, NewRoundDialog, NewTopicDialog
from desktop.ui.forum.paper_dialog import PaperDialog
from desktop.ui.forum.people_view import PeopleView
from desktop.ui.forum.programme_view import ProgrammeView
from desktop.ui.forum.record_pages import pages_beside
from desktop.ui.forum.rounds_view import RoundsView
from desktop.ui.forum.rows_table import RowsTable
from desktop.ui.forum.topics_view import TopicsView
from desktop.ui.forum.vote_dialog import VoteDialog
from desktop.ui.icons import icon
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.planned_visit import plan_visit
from desktop.ui.listing.switch import Switch
from desktop.ui.live_page import LivePage
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.style.forum import forum_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.number_text import counted
from desktop.workspace import PARENT, Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 200
TOPICS, ROUNDS, PEOPLE, PROGRAMME, CALLS = "topics", "rounds", "people", "programme", "calls"
_VIEWS = (
    (TOPICS, N_("Topics"), "topics"), (ROUNDS, N_("Votes"), "ballot"), (PEOPLE, N_("People"), "person"),
    (PROGRAMME, N_("Programme"), "calendar"), (CALLS, N_("Calls"), "inbox"),
)  # fmt: skip
_SIDE_WIDTH = 380
FORUM_TYPES = frozenset(("forum", "topic", "comment", "round", "vote", "call", "answer"))
"""Types of records that this page shows."""


class ForumPage(LivePage):
    """The forum is chosen above; its topics and rounds stand at the left, the record selected at the right."""

    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "forum", QUIET_MS, parent)
        self.data = ForumData()
        self._forum = self._round = self._call = self._select = self._record = ""
        self._build_actions()
        self.forums = StillBox(self)
        self.forums.setAccessibleName(_("Forum"))
        self.forums.setMinimumWidth(260)
        self.forums.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.forums.activated.connect(lambda _place: self.choose_forum(str(self.forums.currentData() or "")))
        self.switch = Switch(_VIEWS, TOPICS, self, with_words=True)
        self.switch.chosen.connect(self.show_view)
        self.topics = TopicsView([self.make_need, self.contributions, self.new_topic], self)
        self.rounds = RoundsView([self.enter_vote, self.new_round, self.close_round, self.merge_votes], self)
        self.people = PeopleView(desk, [self.write_paper], self)
        self.programme = ProgrammeView(desk, [self.write_programme, self.open_programme], self)
        self.calls = CallsView([self.new_call, self.answer], self)
        self.views: dict[str, QWidget] = {
            TOPICS: self.topics, ROUNDS: self.rounds, PEOPLE: self.people, PROGRAMME: self.programme, CALLS: self.calls,
        }  # fmt: skip
        self.stack = QStackedWidget(self)
        for view in self.views.values():
            self.stack.addWidget(view)
        self.editor = self._make_editor()
        self.topics.search_changed.connect(self.read)
        self.topics.table.chosen.connect(lambda id: self._show_record(id, "topic"))
        self.topics.table.opened.connect(lambda _id: self.editor.go_to("title"))
        self.rounds.table.chosen.connect(self._choose_round)
        self.rounds.table.opened.connect(lambda _id: self.editor.go_to("name"))
        self.rounds.results.opened.connect(self.show_topic)
        self.programme.table.opened.connect(self.show_topic)
        self.people.table.opened.connect(desk.record_wanted)
        self.people.table.chosen.connect(lambda id: self._show_beside(self.people, id, "person"))
        self.programme.table.chosen.connect(lambda id: self._show_beside(self.programme, id, "topic"))
        self.calls.table.chosen.connect(self._choose_call)
        self.calls.table.opened.connect(lambda _id: self.editor.go_to("title"))
        self.calls.lacking.opened.connect(desk.record_wanted)
        self._lay_out()
        set_following_sheet(self, forum_sheet)

    def _make_editor(self) -> RecordEditor:
        desk = self._desk
        editor = RecordEditor(self, "topic", pages_beside())
        editor.set_workspace(desk.workspace, desk.writer, desk.background, desk.settings)
        editor.record_requested.connect(desk.record_wanted)
        editor.conflicts_requested.connect(desk.conflicts_wanted)
        editor.file_made.connect(desk.show_file)
        editor.evidence_wanted.connect(desk.evidence_wanted)
        editor.visit_wanted.connect(lambda id, title: plan_visit(desk, id, title))
        return editor

    def _lay_out(self) -> None:
        heading = QLabel(_("Learning Forum"), self)
        heading.setObjectName("forumHeading")
        top = QHBoxLayout()
        top.setContentsMargins(14, 14, 14, 2)
        top.addWidget(heading)
        top.addSpacing(8)
        top.addWidget(self.forums)
        top.addStretch(1)
        for action in (self.edit_forum, self.new_forum):
            top.addWidget(action_button(action, self))
        line = QHBoxLayout()
        line.setContentsMargins(14, 0, 14, 0)
        line.addWidget(self.switch)
        line.addStretch(1)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(self.editor)
        split.setStretchFactor(0, 1)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.setSizes([800, _SIDE_WIDTH])
        shown = QWidget(self)
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(top)
        rows.addWidget(split, 1)
        self.empty = EmptyState(self)
        self._outer = QStackedWidget(self)
        self._outer.addWidget(shown)
        self._outer.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)

    def _build_actions(self) -> None:
        def action(words: str, then: Callable[[], object], keys: str = "", picture: str = "") -> QAction:
            made = QAction(icon(picture), words, self) if picture else QAction(words, self)
            made.triggered.connect(lambda: then())
            if keys:
                made.setShortcut(QKeySequence(keys))
            self.addAction(made)
            return made

        self.new_forum = action(_("&New forum…"), self.ask_forum)
        self.edit_forum = action(_("Forum &details"), self.show_forum)
        self.new_topic = action(_("&Propose a topic…"), self.ask_topic, "Ctrl+N", "new")
        self.new_round = action(_("New &round…"), self.ask_round)
        self.enter_vote = action(_("En&ter a vote…"), self.ask_vote, "Ctrl+Shift+V", "new")
        self.close_round = action(_("&Close the round"), self.toggle_round)
        self.merge_votes = action(_("&Merge double votes"), self.merge_double)
        self.write_paper = action(_("Papers…"), self.ask_paper, "", "report")
        self.write_programme = action(_("Wr&ite the programme"), self.write_sessions)
        self.open_programme = action(
            _("&Open the programme"), lambda: self._desk.programme_wanted.emit(self.data.visit)
        )
        self.new_call = action(_("Ne&w call…"), self.ask_call, "", "new")
        self.answer = action(_("&Answer the call"), self.ask_answer)
        self.contributions = action(_("Import contributions…"), self.ask_contributions)
        self.make_need = action(_("Make it a need"), self.need_of_topic)
        self.make_need.setToolTip(
            _("A need that other local governments may have an answer to, linked with this topic")
        )
        self.delete = action(_("De&lete"), self.delete_selected, "Ctrl+Delete", "bin")

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the list."""
        shown = self._table() or self.people.table
        (shown if self.data.forums or self.data.calls else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Write what is typed."""
        self.editor.finish()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be done with a forum, its topics and rounds."""
        line, further = QAction(self), QAction(self)
        line.setSeparator(True)
        further.setSeparator(True)
        return {
            "record": [
                self.new_forum, self.edit_forum, line, self.new_topic, self.contributions, self.make_need, self.new_round,
                self.enter_vote, self.close_round, self.merge_votes, self.delete, further, self.write_paper,
                self.write_programme, self.open_programme, self.new_call, self.answer,
            ],
            "view": list(self.switch.actions_by_name.values()),
        }  # fmt: skip

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("For&um")

    def count_words(self) -> str:
        """How many topics are listed."""
        count = len(self.data.topics)
        return ngettext("{count} topic", "{count} topics", count).format(count=counted(count))

    def show_record(self, id: str) -> None:
        """Show a forum, a topic, a round, or what a comment or a vote belongs to."""
        workspace = self._desk.workspace

        def read() -> list[tuple[str, str]]:
            path: list[tuple[str, str]] = []
            record = workspace.record(id)
            while record is not None and record.type in FORUM_TYPES:
                path.append((record.type, record.id))
                record = workspace.record(str(record.values.get(PARENT) or "")) if record.kind.part_of else None
            return path

        def found(path: list[tuple[str, str]]) -> None:
            types = dict(path)
            if "call" in types:
                self._call = types["call"]
                self.show_view(CALLS)
            self._forum = types.get("forum", self._forum)
            if "round" in types:
                self._round = types["round"]
                self.show_view(ROUNDS)
            elif "topic" in types:
                self.topics.search.clear()
                self.show_view(TOPICS)
            self._select = types.get("topic", "")
            if path:
                shown = next(each for each in path if each[0] not in ("comment", "vote", "answer"))
                self._show_record(shown[1], shown[0])
            self.read()

        self._desk.background.run(read, lambda path: found(path) if isValid(self) else None, topic="forum: record")

    # What is read ----------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], ForumData]:
        """The forum that is shown."""
        workspace, forum, round_id, words = self._desk.workspace, self._forum, self._round, self.topics.words
        call = self._call
        return lambda: read_forum(workspace, forum, round_id, words, call)

    def show_found(self, found: ForumData) -> None:
        """Show it; what was selected stays so."""
        self.data, self._forum, self._round = found, found.forum, found.round
        self.forums.blockSignals(True)
        self.forums.clear()
        for each in found.forums:
            self.forums.addItem(each.title or _("Untitled"), each.id)
        self.forums.setCurrentIndex(max(0, self.forums.findData(found.forum)))
        self.forums.blockSignals(False)
        select, self._select = self._select, ""
        self.topics.show_data(found, select)
        self.rounds.show_data(found)
        self.people.show_data(found)
        self.programme.show_data(found)
        self.calls.show_data(found)
        self._call = found.call.call.id if found.call is not None else ""
        ways = [(_("&New forum…"), self.ask_forum), (_("Load the sample"), self.sample_wanted.emit)]
        self.empty.show_words(
            "forum", _("No forum yet"),
            _("A forum collects topics, lets people vote on them, and makes a programme of what they want. A congress is one."),
            ways if self._desk.writable else [],
        )  # fmt: skip
        self._outer.setCurrentIndex(0 if found.forums or found.calls else 1)
        if not self._record and found.topics:
            self._show_record(self.topics.table.selected, "topic")
        self._show_state()
        self.count_changed.emit(self.count_words())

    def _show_state(self) -> None:
        may, has, table = self._desk.writable, bool(self.data.forums), self._table()
        round_row = next((each for each in self.data.rounds if each.id == self._round), None)
        self.new_forum.setEnabled(may)
        self.edit_forum.setEnabled(has)
        self.new_topic.setEnabled(may and has)
        self.contributions.setEnabled(may and has)
        self.make_need.setEnabled(may and table is self.topics.table and bool(self.topics.table.selected))
        self.new_round.setEnabled(may and has)
        closed = round_row is not None and (
            state_of(round_row.start, round_row.end, closed=round_row.closed, today=today()) == CLOSED
        )
        self.enter_vote.setEnabled(may and round_row is not None and not closed)
        self.close_round.setEnabled(may and round_row is not None and (round_row.closed or not closed))
        self.close_round.setText(
            _("Open the round aga&in") if round_row is not None and round_row.closed else _("&Close the round")
        )
        doubles = self.data.result is not None and any(not each.counted for each in self.data.voters)
        several = self.data.result is not None and bool(self.data.result.tally.doubles)
        self.merge_votes.setEnabled(may and (several and not doubles))
        self.delete.setEnabled(may and table is not None and bool(table.selected))
        self.write_paper.setEnabled(has)
        self.write_programme.setEnabled(may and self.data.result is not None)
        self.open_programme.setEnabled(bool(self.data.visit))
        self.new_call.setEnabled(may)
        self.answer.setEnabled(may and self.data.call is not None)

    def _table(self) -> RowsTable | None:
        lists: dict[QWidget | None, RowsTable] = {
            self.topics: self.topics.table, self.rounds: self.rounds.table, self.calls: self.calls.table,
        }  # fmt: skip
        return lists.get(self.stack.currentWidget())

    # Ways to see it --------------------------------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Topics, or rounds."""
        self.switch.show_choice(name)
        self.stack.setCurrentWidget(self.views[name])
        lists = {
            TOPICS: ("topic", self.topics.table), ROUNDS: ("round", self.rounds.table), CALLS: ("call", self.calls.table),
        }  # fmt: skip
        shown = lists.get(name)
        if shown is not None and shown[1].selected:
            self._show_record(shown[1].selected, shown[0])
        self._show_state()

    def choose_forum(self, id: str) -> None:
        """Show another forum."""
        self._forum, self._round, self._record = id, "", ""
        self.read()

    def show_forum(self) -> None:
        """The form of the forum."""
        self._show_record(self._forum, "forum")
        self.editor.go_to("title")

    def show_topic(self, id: str) -> None:
        """A topic of a result, in the list of topics."""
        self.topics.search.clear()
        self.show_view(TOPICS)
        if not self.topics.table.select(id):
            self._select = id
            self.read()

    def _choose_round(self, id: str) -> None:
        if not id:
            return
        if self.stack.currentWidget() is self.rounds:
            self._show_record(id, "round")
        if id != self._round:
            self._round = id
            self.read()

    def _choose_call(self, id: str) -> None:
        if not id:
            return
        if self.stack.currentWidget() is self.calls:
            self._show_record(id, "call")
        if id != self._call:
            self._call = id
            self.read()

    def _show_beside(self, view: QWidget, id: str, type: str) -> None:
        if self.stack.currentWidget() is view:
            self._show_record(id, type)

    def _show_record(self, id: str, type: str) -> None:
        if id:
            self._record = id
            self.editor.show_record(id, type)
            self._show_state()

    # What can be done ------------------------------------------------------------------------------------------------

    def ask_forum(self) -> None:
        """Make a forum."""
        self._ask(NewForumDialog(self.window()), "forum", {})

    def ask_topic(self) -> None:
        """Propose a topic."""
        self._ask(NewTopicDialog(self.window()), "topic", {PARENT: self._forum})

    def ask_contributions(self) -> None:
        """Choose a sheet that was filled in, and import its topics."""
        self.editor.finish()
        title = next((each.title for each in self.data.forums if each.id == self._forum), "") or _("Untitled")
        open_dialog(ContributionsDialog(self._desk, self._forum, title, self.window()))

    def need_of_topic(self) -> None:
        """The selected topic as a need."""
        from desktop.ui.listing.new_needs import make_need

        self.editor.finish()
        if id := self.topics.table.selected:
            make_need(self._desk, id)

    def ask_round(self) -> None:
        """Make a round of votes."""
        self._ask(NewRoundDialog(self.window()), "round", {PARENT: self._forum})

    def ask_call(self) -> None:
        """Make a call."""
        self._ask(NewCallDialog(self.window()), "call", {})

    def ask_answer(self) -> None:
        """Answer the call that is shown: how many records are complete here."""
        workspace, call = self._desk.workspace, self._call
        self._desk.writer.run(
            lambda: answer_call(workspace, call, today()),
            lambda _id: self._desk.show_message(_("The answer is written; it leaves with the next package.")),
        )

    def _ask(self, dialog: NewRecordDialog, type: str, more: dict[str, Value]) -> None:
        self.editor.finish()
        dialog.made.connect(lambda values: self._make(type, {**more, **values}))
        open_dialog(dialog)

    def _make(self, type: str, values: dict[str, Value]) -> None:
        journal = self._desk.workspace.journal
        self._desk.writer.run(
            lambda: journal.create(type, values), lambda id: self.show_record(id) if isValid(self) else None
        )

    def ask_vote(self) -> None:
        """Enter the vote of a person."""
        workspace, round_id, forum = self._desk.workspace, self._round, self._forum

        def read() -> tuple[object, list[tuple[str, str]]]:
            titles, wanted = queries.topic_titles(workspace, forum), set(queries.topics_to_rank(workspace, forum))
            topics = sorted(((id, titles[id]) for id in wanted), key=lambda each: (each[1].casefold(), each[0]))
            return workspace.record(round_id, "round"), topics

        def ask(found) -> None:
            record, topics = found
            if record is None or not isValid(self):
                return
            dialog = VoteDialog(self._desk, record, topics, self.window())
            dialog.written.connect(
                lambda name: self._desk.show_message(_("The vote of {name} is written.").format(name=name))
            )
            open_dialog(dialog)

        self._desk.background.run(read, ask, topic="forum: vote")

    def toggle_round(self) -> None:
        """Close the round before its last day, or open it again."""
        journal, id = self._desk.workspace.journal, self._round
        row = next((each for each in self.data.rounds if each.id == id), None)
        if row is None:
            return
        value = None if row.closed else "yes"
        words = _("“{round}” is open again.") if row.closed else _("“{round}” is closed; the votes stay.")
        self._desk.writer.run(
            lambda: journal.edit(id, {"closed": value}, type="round"),
            lambda _done: self._desk.show_message(words.format(round=row.name)),
        )

    def merge_double(self) -> None:
        """Have the votes of people who were merged be one on every desk."""
        workspace, id = self._desk.workspace, self._round
        self._desk.writer.run(
            lambda: merge_double_votes(workspace, id),
            lambda count: self._desk.show_message(
                ngettext("{count} vote is merged.", "{count} votes are merged.", count).format(count=count)
            ),
        )

    def write_sessions(self) -> None:
        """Write what is proposed as the programme of the forum's visit, and show it in its editor."""
        workspace, forum, slots = self._desk.workspace, self._forum, self.programme.slots
        proposal = self.programme.proposal
        if proposal is None or not proposal.sessions:
            self._desk.show_message(_("There is nothing to write: the topics that got votes have their places."))
            return

        def job() -> str:
            record = workspace.record(forum, "forum")
            return write_programme(workspace, record, proposal, slots) if record is not None else ""

        def done(visit: str) -> None:
            count = len(proposal.sessions)
            words = ngettext("{count} session is written.", "{count} sessions are written.", count).format(count=count)
            self._desk.show_message(words, _("Open the programme"), lambda: self._desk.programme_wanted.emit(visit))

        self._desk.writer.run(job, done)

    def ask_paper(self) -> None:
        """Ask which paper of the forum, and write it."""
        self.editor.finish()
        dialog = PaperDialog(
            self._desk, self._forum, self.people.count.value(), self.people.seed.value(), self.window()
        )
        dialog.made.connect(self._desk.show_file)
        open_dialog(dialog)

    def delete_selected(self) -> None:
        """Put the selected topic or round into the bin."""
        table = self._table()
        if table is None:
            return
        types = {self.topics.table: "topic", self.rounds.table: "round", self.calls.table: "call"}
        id, type = table.selected, types[table]
        title = next((each.cells[0] for each in table.shown if each.id == id), "")
        if not id:
            return
        self.editor.finish()
        journal = self._desk.workspace.journal
        self._record = ""
        self._desk.writer.run(
            lambda: journal.delete([id], type),
            lambda group: self._desk.show_message(
                _("“{title}” is in the bin.").format(title=title), _("Undo"),
                lambda: self._desk.writer.run(lambda: journal.undo_group(group)),
            ),
        )  # fmt: skip
