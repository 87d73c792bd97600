"""The whole matching: weights and limits at the left, who meets whom and who finds nobody at the right, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.catalogue import QueryError
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.matching.matchings import Solved, list_matchings, matching_values, settings_of, solve_matching
from desktop.matching.parties import Parties, Party
from desktop.matching.points import ASKED, Settings
from desktop.matching.reason_text import candidate_lines, solution_text, unmatched_text
from desktop.ui.background import Task
from desktop.ui.buttons import action_button
from desktop.ui.dialogs.report_dialog import ReportChoices, ReportDialog
from desktop.ui.icons import icon
from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.live_page import LivePage
from desktop.ui.needs.decision_actions import DecisionActions, Pair
from desktop.ui.needs.settings_form import SettingsForm
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.page import MATCHING
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 120
_SAVE_MS = 400
_POINTS_WIDTH = 96
_PAIR, _RECORD, _STATE = (Qt.ItemDataRole.UserRole + place for place in range(3))


@dataclass(frozen=True)
class _Found:
    kept: list[tuple[str, str]]
    chosen: str
    values: dict[str, Value]
    settings: Settings
    solved: Solved | None
    problem: str


class MatchingPage(LivePage):
    """Without a matching of its own the usual weights stand there, and what is changed is tried only; a matching that is
    kept saves each change.
    """

    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "matching", QUIET_MS, parent)
        self._tried: dict[str, Value] = {}  # changed, and not saved yet
        self._solved: Solved | None = None
        self._values: dict[str, Value] = {}
        self._task: Task | None = None
        self._wanted = ""  # a matching to be chosen once it is read
        self.decisions = DecisionActions(desk, self, lambda: self.chosen)
        self.switch = LearningSwitch(MATCHING, self)
        self._build_actions()
        self.matchings = StillBox(self)
        self.matchings.setAccessibleName(_("Matching"))
        self.matchings.addItem(_("Usual weights and limits"), "")
        self.matchings.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matchings.activated.connect(lambda _place: self._choose())
        self.form = SettingsForm(self)
        self.form.changed.connect(self._change)
        self.summary = QLabel(self)
        self.summary.setObjectName("runTitle")
        self.summary.setWordWrap(True)
        self.problem = QLabel(self)
        self.problem.setObjectName("quiet")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels([_("Points"), _("Who wants to learn what"), _("From whom")])
        header = self.tree.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, _POINTS_WIDTH)
        self.tree.setAccessibleName(_("Who meets whom"))
        self.tree.itemSelectionChanged.connect(self._show_state)
        self.tree.itemActivated.connect(lambda item, _column: self._open(item))
        self.empty = EmptyState(self)
        self._save_later = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._save_later.timeout.connect(self._save)
        self._lay_out()
        set_following_sheet(self, learning_sheet)

    def _lay_out(self) -> None:
        top, left, right = QHBoxLayout(), QWidget(self), QWidget(self)
        top.setContentsMargins(14, 14, 14, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(action_button(self.report, self))
        side = QVBoxLayout(left)
        side.setContentsMargins(14, 8, 8, 14)
        side.addWidget(self.matchings)
        kept = QHBoxLayout()
        for action in (self.keep, self.delete):
            kept.addWidget(action_button(action, self))
        side.addLayout(kept)
        side.addWidget(self.form, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 8, 14, 14)
        for widget in (self.summary, self.problem):
            beside.addWidget(widget)
        beside.addWidget(self.tree, 1)
        line = QHBoxLayout()
        for action in (self.ask, self.accept, self.decline, self.reopen):
            line.addWidget(action_button(action, self))
        line.addStretch(1)
        line.addWidget(action_button(self.accept_all, self))
        beside.addLayout(line)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def _build_actions(self) -> None:
        def action(words: str, then: Callable[[], object], picture: str = "") -> QAction:
            made = QAction(icon(picture), words, self) if picture else QAction(words, self)
            made.triggered.connect(lambda _checked=False: then())
            made.setEnabled(False)
            return made

        self.keep = action(_("Keep as a matching…"), self.ask_to_keep)
        self.delete = action(_("Delete the matching"), self.delete_matching)
        self.ask = action(_("Note as asked"), lambda: self.decisions.ask(self._pairs()))
        self.accept = action(_("Accept: make a visit"), lambda: self.decisions.accept(self._pairs()))
        self.decline = action(_("Decline…"), self._decline)
        self.reopen = action(_("Propose again"), lambda: self.decisions.reopen(self._pairs()[0]))
        self.report = action(_("Matching as PDF…"), self.ask_report, "report")
        self.accept_all = action(_("Accept all"), self._accept_all)

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the pairs."""
        (self.tree if self._stack.currentIndex() == 0 else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """What was changed last is saved."""
        self._save()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be done, and the ways to the other lists."""
        lines = [QAction(self), QAction(self)]
        for line in lines:
            line.setSeparator(True)
        decisions = [self.ask, self.accept, self.decline, self.reopen, lines[0], self.accept_all, lines[1]]
        return {"view": self.switch.actions_for_menu(), "record": [*decisions, self.keep, self.delete, self.report]}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("&Matching")

    def count_words(self) -> str:
        """What came out."""
        return "" if self._solved is None else solution_text(self._solved.solution)

    @property
    def chosen(self) -> str:
        """The id of the matching shown; "" for the usual weights."""
        return str(self.matchings.currentData() or "")

    # What is read ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Solve again, on a thread; what was under way is given up."""
        self._later.stop()
        self._stale = False
        if self._task is not None:
            self._task.cancel()
        workspace, chosen, tried = self._desk.workspace, self._wanted or self.chosen, dict(self._tried)

        def job(task: Task) -> _Found:
            kept = list_matchings(workspace)
            known = chosen if any(id == chosen for id, _name in kept) else ""
            values = {**(matching_values(workspace, known) if known else {}), **tried}
            try:
                solved = solve_matching(workspace, values, lambda: task.cancelled)
            except (QueryError, UserFacingError) as error:
                return _Found(kept, known, values, settings_of({}), None, str(error))
            return _Found(kept, known, values, solved.settings, solved, "")

        self._task = self._desk.background.run_task(
            job, lambda found: self.show_found(found) if isValid(self) else None, self._desk.show_error
        )

    def show_found(self, found: _Found) -> None:
        """Show it; what was selected and open stays so."""
        self._task = None
        self._values = found.values
        self._fill_matchings(found)
        if found.solved is not None:
            self.form.show_values(found.settings, found.values)
        self.problem.setText(found.problem)
        self.problem.setVisible(bool(found.problem))
        if found.solved is not None:
            self._solved = found.solved
            self._fill_tree(found.solved)
            some = bool(found.solved.parties.needs and found.solved.parties.offers) or bool(found.values)
            self._show_empty()
            self._stack.setCurrentIndex(0 if some else 1)
        self._show_state()
        self.count_changed.emit(self.count_words())

    def _show_empty(self) -> None:
        self.empty.show_words(
            "matching", _("Nothing to match yet"),
            _("Write needs and offers first: what local governments want to learn, and what they can show."),
            [(_("Load the sample"), self.sample_wanted.emit)] if self._desk.writable else [],
        )  # fmt: skip

    def _fill_matchings(self, found: _Found) -> None:
        now = [(self.matchings.itemData(at), self.matchings.itemText(at)) for at in range(1, self.matchings.count())]
        if now != found.kept:
            while self.matchings.count() > 1:
                self.matchings.removeItem(1)
            for id, name in found.kept:
                self.matchings.addItem(name, id)
        self.matchings.setCurrentIndex(max(0, self.matchings.findData(found.chosen)))
        self._wanted = ""

    def _fill_tree(self, solved: Solved) -> None:
        parties, solution = solved.parties, solved.solution
        selected = next(iter(self._pairs()), None)
        opened = {item.data(0, _PAIR) for item in self._tops() if item.isExpanded()}
        self.tree.clear()
        self.summary.setText(solution_text(solution))
        for each in sorted(solution.pairs, key=lambda pair: (-pair.points, parties.needs[pair.need].title)):
            self._add((each.need, each.offer), str(each.points), "", candidate_lines(each))
        for each in solution.pending:
            if each.need in parties.needs and each.offer in parties.offers:
                self._add((each.need, each.offer), term("pair_states", ASKED).label, ASKED, [])
        for each in solution.unmatched:
            self._add((each.need, ""), _("No host"), "", [unmatched_text(each, parties)])
        for item in self._tops():
            item.setExpanded(item.data(0, _PAIR) in opened)
            if item.data(0, _PAIR) == selected:
                self.tree.setCurrentItem(item)
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)

    def _add(self, pair: Pair, what: str, state: str, lines: list[str]) -> None:
        need, offer = pair
        parties = self._solved.parties if self._solved is not None else Parties({}, {})
        cells = [what, _party_words(parties.needs[need]), _party_words(parties.offers[offer]) if offer else ""]
        top = QTreeWidgetItem(self.tree, cells)
        top.setData(0, _PAIR, pair)
        top.setData(0, _STATE, state)
        top.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, cells)))
        for column, words in enumerate(cells):
            top.setToolTip(column, plain_tip(words))
        records = [(need, _("Open the need")), *([(offer, _("Open the offer"))] if offer else [])]
        for line, id in (*((line, "") for line in lines), *((words, id) for id, words in records)):
            below = QTreeWidgetItem(top, [line])
            below.setFirstColumnSpanned(True)
            below.setToolTip(0, plain_tip(line))
            below.setData(0, _RECORD, id)

    # What can be done ------------------------------------------------------------------------------------------------

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _top(self) -> QTreeWidgetItem | None:
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item

    def _pairs(self) -> list[Pair]:
        item = self._top()
        pair = None if item is None else item.data(0, _PAIR)
        return [tuple(pair)] if pair is not None else []

    def _show_state(self) -> None:
        item, writable = self._top(), self._desk.writable
        pair = item is not None and bool(item.data(0, _PAIR)[1])
        asked = item is not None and item.data(0, _STATE) == ASKED
        self.ask.setEnabled(pair and not asked and writable)
        self.accept.setEnabled(pair and writable)
        self.decline.setEnabled(pair and writable)
        self.reopen.setEnabled(asked and writable)
        self.accept_all.setEnabled(writable and self._solved is not None and bool(self._solved.solution.pairs))
        solution = self._solved.solution if self._solved is not None else None
        self.report.setEnabled(solution is not None and bool(solution.pairs or solution.unmatched or solution.pending))
        self.keep.setEnabled(writable)
        self.delete.setEnabled(writable and bool(self.chosen))

    def _open(self, item: QTreeWidgetItem) -> None:
        if id := item.data(0, _RECORD):
            self._desk.record_wanted.emit(id)
        elif item.childCount():
            item.setExpanded(not item.isExpanded())

    def _decline(self) -> None:
        if (item := self._top()) is not None and self._pairs():
            self.decisions.ask_to_decline(self._pairs()[0], item.text(2))

    def _accept_all(self) -> None:
        if self._solved is not None:
            self.decisions.accept([(each.need, each.offer) for each in self._solved.solution.pairs])

    # Weights and limits ----------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self._save()
        self._tried = {}
        self.form.setFocus()
        self.read()

    def _change(self, values: dict[str, Value]) -> None:
        self._tried |= values
        self._later.start()
        if self.chosen:
            self._save_later.start()

    def _save(self) -> None:
        self._save_later.stop()
        if not self.chosen or not self._tried or not self._desk.writable:
            return
        values, self._tried = self._tried, {}
        journal, id = self._desk.workspace.journal, self.chosen
        self._desk.writer.run(lambda: journal.edit(id, values, type="matching"))

    def ask_to_keep(self) -> None:
        """Ask for a name, and keep what stands in the form as a matching that others get too."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Keep as a matching"))
        dialog.setLabelText(_("Name of the matching. Its weights and limits travel with it to other desks:"))
        dialog.setOkButtonText(_("&Save"))
        dialog.setCancelButtonText(_("Cancel"))
        dialog.textValueSelected.connect(self.keep_as)
        dialog.open()

    def keep_as(self, name: str) -> None:
        """Keep it under this name."""
        from desktop.matching.decisions import save_matching
        from desktop.matching.points import settings_values

        if not name.strip() or self._solved is None:
            return
        searches = {key: line.text().strip() or None for key, line in self.form.searches.items()}
        values: dict[str, Value] = {**settings_values(self._solved.settings), **searches, "name": name.strip()}
        workspace = self._desk.workspace

        def kept(id: str) -> None:
            self._tried, self._wanted = {}, id
            self._desk.show_message(_("“{name}” is kept as a matching.").format(name=name.strip()))
            self.read()

        self._desk.writer.run(lambda: save_matching(workspace, values), kept)

    def ask_report(self) -> None:
        """Ask in which language and where to, and write what is shown as PDF."""
        self._save()
        workspace, values = self._desk.workspace, dict(self._values)
        name = str(values.get("name") or "") or _("Matching")

        def write(target: Path, choices: ReportChoices, cancelled: Callable[[], bool]) -> str:
            from desktop.reports.matching import MatchingReportOptions, write_matching_report

            wanted = MatchingReportOptions(
                values=values, language=choices.language, page_size=choices.page_size, author=workspace.author
            )
            made = write_matching_report(workspace, target, wanted, cancelled)
            words = ngettext("{name} is made: {number} page.", "{name} is made: {number} pages.", made.pages)
            return words.format(name=target.name, number=made.pages)

        open_dialog(ReportDialog(self._desk, _("Matching as PDF"), name, write, parent=self.window()))

    def delete_matching(self) -> None:
        """Put the matching into the bin; what was decided stays."""
        id, journal = self.chosen, self._desk.workspace.journal
        if id:
            self._tried = {}
            self._desk.writer.run(
                lambda: journal.delete([id], "matching"),
                lambda _group: self._desk.show_message(_("The matching is in the bin; what was decided stays.")),
            )


def _party_words(party: Party) -> str:
    return " · ".join(part for part in (party.name, party.title or _("Untitled")) if part)
