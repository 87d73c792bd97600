"""Who fits a need or an offer, beside its form: the best first, with reasons, what speaks against, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.matching.matchings import list_matchings, matching_values, settings_of
from desktop.matching.parties import Parties, read_parties
from desktop.matching.points import ACCEPTED, ASKED, DECLINED, Candidate
from desktop.matching.reason_text import candidate_lines, points_text
from desktop.matching.solution import needs_for, offers_for
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.needs.decision_actions import DecisionActions
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.flow_layout import FlowLayout
from desktop.ui.widgets.tree_items import tree_lines

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

_CANDIDATE = Qt.ItemDataRole.UserRole
_MOST = 20
"""So many are shown; more would not be read."""
_QUIET_MS = 80
_MATTERS = frozenset(("need", "offer", "pair", "matching", "organisation", "visit"))
"""Types of records on which it depends who fits."""

Found = tuple[str, Parties, list[Candidate], list[tuple[str, str]]]


class MatchesPage(RecordPart):
    """A tree: Right opens the reasons, Enter goes to the record, the buttons below decide."""

    def __init__(self, desk: Desk, context: RecordContext, type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._type = type
        self._record_id = ""
        self._read_only = True
        self._parties = Parties({}, {})
        self.decisions = DecisionActions(desk, self, lambda: str(self.weights.currentData() or ""))
        self.weights = StillBox(self)
        self.weights.setAccessibleName(_("Weights and limits"))
        self.weights.addItem(_("Usual weights and limits"), "")
        self.weights.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.weights.activated.connect(lambda _place: self._read())
        self.all = Tick(_("Also those that do not fit, and why"), self)
        self.all.toggled.connect(lambda _on: self._read())
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(_("Offers that fit") if type == "need" else _("Needs that fit"))
        self.tree.itemActivated.connect(self._go)
        self.tree.itemSelectionChanged.connect(self._show_state)
        self.none = QLabel(self)
        self.none.setWordWrap(True)
        self.none.setContentsMargins(10, 10, 10, 10)
        self.none.hide()
        buttons = FlowLayout()
        self.ask = self._button(_("Note as asked"), lambda: self.decisions.ask([self._pair()]))
        self.accept = self._button(_("Accept: make a visit"), lambda: self.decisions.accept([self._pair()]))
        self.decline = self._button(_("Decline…"), self._decline)
        self.reopen = self._button(_("Propose again"), lambda: self.decisions.reopen(self._pair()))
        self.open_visit = self._button(_("Open the visit"), self._open_visit)
        for button in (self.ask, self.accept, self.decline, self.reopen, self.open_visit):
            buttons.addWidget(button)
        self._soon = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(lambda: self._read() if self.isVisible() else None)
        desk.changed.connect(self._after_change)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self.weights)
        column.addWidget(self.all)
        column.addWidget(self.none)
        column.addWidget(self.tree, 1)
        column.addLayout(buttons)

    def _after_change(self, changed: Changed) -> None:
        if _MATTERS & changed.ids.keys():
            self._soon.start()

    def _button(self, words: str, then: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setEnabled(False)
        button.clicked.connect(lambda _checked=False: then())
        return button

    # What the view asks ----------------------------------------------------------------------------------------------

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Read again who fits."""
        if record_id != self._record_id:
            self.tree.clear()
        self._record_id, self._read_only = record_id, read_only
        self._read()

    def enter(self) -> None:
        """The tree."""
        self.tree.setFocus()

    def lines(self) -> list[str]:
        """What stands there, each line indented by two spaces a step."""
        return tree_lines(self.tree)

    def _read(self) -> None:
        workspace, id, type = self._context.workspace, self._record_id, self._type
        matching, all = str(self.weights.currentData() or ""), self.all.isChecked()

        def job() -> Found:
            kept = list_matchings(workspace)
            known = matching if any(each == matching for each, _name in kept) else ""
            settings = settings_of(matching_values(workspace, known) if known else {})
            parties = read_parties(workspace)
            party = (parties.needs if type == "need" else parties.offers).get(id)
            if party is None:
                return id, parties, [], kept
            find = offers_for if type == "need" else needs_for
            return id, parties, find(party, parties, settings, all=all)[:_MOST], kept

        self._context.desk.read(job, self._show, topic="editor: matches")

    def _show(self, found: Found) -> None:
        id, parties, candidates, kept = found
        if id != self._record_id:
            return
        self._parties = parties
        self._fill_weights(kept)
        selected, opened = self._selected(), self._opened()
        first = self.tree.topLevelItemCount() == 0
        self.tree.clear()
        for each in candidates:
            top = QTreeWidgetItem(self.tree, [self._words(each)])
            top.setData(0, _CANDIDATE, each)
            top.setToolTip(0, plain_tip(top.text(0)))
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            top.setFont(0, font)
            for line in [*self._decision_lines(each), *candidate_lines(each)]:
                below = QTreeWidgetItem(top, [line])
                below.setToolTip(0, plain_tip(line))
            top.setExpanded((each.need, each.offer) in opened or (first and self.tree.topLevelItemCount() <= 3))
            if selected is not None and (selected.need, selected.offer) == (each.need, each.offer):
                self.tree.setCurrentItem(top)
        if self.tree.currentItem() is None and (top := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(top)
        self.none.setText(self._nothing_words())
        self.none.setVisible(not candidates)
        self.tree.setVisible(bool(candidates))
        self._show_state()

    def _nothing_words(self) -> str:
        if self._type == "need":
            return _(
                "No open offer fits yet. It fits where a target, a hazard or a theme is shared, and the limits allow it."
            )
        return _(
            "No open need fits yet. It fits where a target, a hazard or a theme is shared, and the limits allow it."
        )

    def _fill_weights(self, kept: list[tuple[str, str]]) -> None:
        now = [(self.weights.itemData(place), self.weights.itemText(place)) for place in range(1, self.weights.count())]
        if now == kept:
            return
        chosen = self.weights.currentData()
        while self.weights.count() > 1:
            self.weights.removeItem(1)
        for id, name in kept:
            self.weights.addItem(name, id)
        self.weights.setCurrentIndex(max(0, self.weights.findData(chosen)))

    def _words(self, each: Candidate) -> str:
        other = self._parties.offers[each.offer] if self._type == "need" else self._parties.needs[each.need]
        return " · ".join(part for part in (points_text(each.points), other.name, other.title or _("Untitled")) if part)

    def _decision_lines(self, each: Candidate) -> list[str]:
        decision = self._parties.decisions.get((each.need, each.offer))
        if decision is None or decision.state == DECLINED:
            return []  # why it was declined is what forbids it
        return [term("pair_states", decision.state).label]

    # What can be done ------------------------------------------------------------------------------------------------

    def _selected(self) -> Candidate | None:
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return None if item is None else item.data(0, _CANDIDATE)

    def _opened(self) -> set[tuple[str, str]]:
        tops = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        found = [item.data(0, _CANDIDATE) for item in tops if item is not None and item.isExpanded()]
        return {(each.need, each.offer) for each in found}

    def _pair(self) -> tuple[str, str]:
        each = self._selected()
        return ("", "") if each is None else (each.need, each.offer)

    def _state(self) -> str:
        decision = self._parties.decisions.get(self._pair())
        return "" if decision is None else decision.state

    def _show_state(self) -> None:
        each, state = self._selected(), self._state()
        can = each is not None and not self._read_only
        free = can and each is not None and (not each.forbidden or state == ASKED)
        self.ask.setEnabled(free and state == "")
        self.accept.setEnabled(free and state in ("", ASKED))
        self.decline.setEnabled(can and state in ("", ASKED))
        self.reopen.setEnabled(can and state in (ASKED, DECLINED))
        self.reopen.setVisible(state in (ASKED, DECLINED))
        self.open_visit.setVisible(state == ACCEPTED)
        self.open_visit.setEnabled(state == ACCEPTED)

    def _decline(self) -> None:
        if (each := self._selected()) is not None:
            self.decisions.ask_to_decline((each.need, each.offer), self._words(each).partition(" · ")[2])

    def _open_visit(self) -> None:
        decision = self._parties.decisions.get(self._pair())
        if decision is not None and decision.visit:
            self._desk.record_wanted.emit(decision.visit)

    def _go(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        each = item.data(0, _CANDIDATE)
        if each is not None:
            self._context.desk.open_record(each.offer if self._type == "need" else each.need)
