"""Entering the vote of a person who asked this desk to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.learning.forum.rounds import APPROVAL, DOTS, RoundRules, rules_of
from desktop.learning.forum.voting import enter_vote
from desktop.ui.buttons import primary
from desktop.ui.current_time import today
from desktop.ui.editor.desk_access import EditorDeskAccess
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.reference import ReferenceField
from desktop.vocabularies import fold, load
from desktop.workspace import RECORD_TYPES, Value
from desktop.workspace.records.kinds.ballot import read_ballot
from desktop.workspace.records.record_ids import vote_record_id

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from desktop.ui.desk import Desk
    from desktop.workspace import Record, Workspace

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Before:
    """What is known of a person's vote in the round."""

    has_voted: bool
    shown: bool
    points: Mapping[str, int]
    received: str


class _NumberDelegate(QStyledItemDelegate):
    """Numbers alone."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line for up to four digits."""
        line = QLineEdit(parent)
        line.setValidator(QIntValidator(0, 9999, line))
        return line


class VoteDialog(QDialog):
    """Who, what they chose, and how this desk got it; without the last nothing is written."""

    written = Signal(str)  # the name of the person

    def __init__(self, desk: Desk, found: Record, topics: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`topics`: (id, title) of those that can be voted for."""
        super().__init__(parent)
        self._desk, self._round = desk, found
        self._person = self._name = ""
        self.rules: RoundRules = rules_of(str(found.values.get("method") or ""), found.values.get("points"))
        self.setWindowTitle(_("Enter a vote – {round}").format(round=found.title))
        self.setMinimumSize(620, 520)
        access = EditorDeskAccess(
            desk.workspace, desk.writer, desk.background, shown=lambda: ("", "vote"), before_writing=_nothing,
            open_record=lambda _id: None, failed=desk.show_error,
        )  # fmt: skip
        self.person = ReferenceField(RECORD_TYPES["vote"].by_name["person"], access, self)
        self.person.edited.connect(self._choose_person)
        self.received = StillBox(self)
        self.received.addItem("", "")
        for term in load("vote_channels"):
            self.received.addItem(term.label(), term.code)
        self.received.currentIndexChanged.connect(lambda _place: self._show_state())
        self.search = QLineEdit(self)
        add_clear_button(self.search)
        self.search.textChanged.connect(self._filter)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, field in (
            (_("P&erson:"), self.person),
            (_("&How this desk got the vote:"), self.received),
            (_("&Find a topic:"), self.search),
        ):
            label = QLabel(text, self)
            label.setBuddy(field)
            form.addRow(label, field)
        self.remark = _quiet(_("A desk votes only for people who asked it to."), self)
        self.table = self._make_table(topics)
        self.given = _quiet("", self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.do = primary(buttons.addButton(_("&Write the vote"), QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.remark)
        column.addWidget(self.table, 1)
        column.addWidget(self.given)
        column.addWidget(buttons)
        self._show_state()
        self.person.setFocus()

    def _make_table(self, topics: list[tuple[str, str]]) -> QTableWidget:
        table = QTableWidget(len(topics), 2, self)
        table.setAccessibleName(_("Topics"))
        how = _("Chosen") if self.rules.method == APPROVAL else _("Dots") if self.rules.method == DOTS else _("Points")
        table.setHorizontalHeaderLabels([how, _("Topic")])
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if self.rules.method != APPROVAL:
            table.setItemDelegateForColumn(0, _NumberDelegate(table))
            table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        for place, (id, title) in enumerate(topics):
            choice, words = QTableWidgetItem(), QTableWidgetItem(title)
            choice.setData(_ID, id)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if self.rules.method == APPROVAL:
                choice.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
                choice.setCheckState(Qt.CheckState.Unchecked)
            else:
                choice.setFlags(flags | Qt.ItemFlag.ItemIsEditable)
            choice.setData(Qt.ItemDataRole.AccessibleTextRole, title)
            words.setFlags(flags)
            table.setItem(place, 0, choice)
            table.setItem(place, 1, words)
        if topics:
            table.setCurrentCell(0, 0)
        table.itemChanged.connect(lambda _item: self._show_state())
        return table

    # What is entered -------------------------------------------------------------------------------------------------

    @property
    def points(self) -> dict[str, int]:
        """Points by topic."""
        found: dict[str, int] = {}
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is None:
                continue
            if self.rules.method == APPROVAL:
                number = int(item.checkState() is Qt.CheckState.Checked)
            else:
                number = int(item.text()) if item.text().isdigit() else 0
            if number:
                found[str(item.data(_ID))] = number
        return found

    def choose(self, person: str) -> None:
        """Vote for this person."""
        self.person.show_values({"person": person})
        self._choose_person({"person": person})

    def _choose_person(self, values: Mapping[str, Value]) -> None:
        self._person = str(values.get("person") or "")
        workspace, found, person = self._desk.workspace, self._round, self._person
        self._show_state()
        if person:
            self._desk.background.run(
                lambda: _read_before(workspace, found, person),
                lambda before: self._show_before(*before) if isValid(self) and person == self._person else None,
                topic="forum: vote of a person",
            )

    def _show_before(self, name: str, before: _Before) -> None:
        self._name = name
        if before.has_voted and not before.shown:
            words = _("{name} has voted; what they chose is secret. What you write takes its place.")
        elif before.has_voted:
            words = _("{name} has voted; change the vote, or take everything out of it.")
        else:
            words = _("A desk votes only for people who asked it to.")
        self.remark.setText(words.format(name=name))
        if before.shown:
            self._show_points(before.points)
        if before.received:
            self.received.setCurrentIndex(max(0, self.received.findData(before.received)))
        self._show_state()

    def _show_points(self, points: Mapping[str, int]) -> None:
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is None:
                continue
            number = points.get(str(item.data(_ID)), 0)
            if self.rules.method == APPROVAL:
                item.setCheckState(Qt.CheckState.Checked if number else Qt.CheckState.Unchecked)
            else:
                item.setText(str(number) if number else "")
        self.table.blockSignals(False)
        self.table.viewport().update()

    def _filter(self, text: str) -> None:
        words = fold(text).split()
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 1)
            title = fold(item.text()) if item is not None else ""
            self.table.setRowHidden(row, not all(word in title for word in words))

    def _show_state(self) -> None:
        points = self.points
        fits = self.rules.fits(points)
        self.given.setText(given_words(self.rules, points))
        self.do.setEnabled(bool(self._person and self.received.currentData() and fits))

    def accept(self) -> None:
        """Write it; where the round or the person does not allow it, say so and stay."""
        if not self.do.isEnabled():
            return
        workspace, round_id, person, points = self._desk.workspace, self._round.id, self._person, self.points
        received = str(self.received.currentData())
        self.do.setEnabled(False)
        self._desk.writer.run(
            lambda: enter_vote(workspace, round_id, person, points, received, today()),
            lambda _vote: self._done() if isValid(self) else None,
            lambda error: self._failed(error) if isValid(self) else None,
        )

    def _done(self) -> None:
        self.written.emit(self._name)
        super().accept()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.given.setText(str(error))
            self.do.setEnabled(True)
        else:
            self._desk.show_error(error)


def given_words(rules: RoundRules, points: Mapping[str, int]) -> str:
    """How much is given, and what the round allows."""
    if rules.fits(points):
        if rules.method == DOTS:
            count = sum(points.values())
            return ngettext("{count} of {of} dot given", "{count} of {of} dots given", rules.limit).format(
                count=count, of=rules.limit
            )
        return ngettext("{count} topic chosen", "{count} topics chosen", len(points)).format(count=len(points))
    return _("This is more than the round allows. {rule}").format(rule=rules.sentence())


def _read_before(workspace: Workspace, found: Record, person: str) -> tuple[str, _Before]:
    known = workspace.record(person, "person")
    if known is not None and known.survivor:
        known = workspace.record(known.survivor, "person")
    who = known.id if known is not None else person
    vote = workspace.record(vote_record_id(found.id, who), "vote")
    name = known.title if known is not None else ""
    if vote is None or not vote.listed or not vote.values.get("ballot"):
        return name, _Before(False, True, {}, "")
    received = str(vote.values.get("received") or "")
    shown = bool(received) or found.values.get("ballots") == "open"
    topics = set(queries.topics_to_rank(workspace, str(found.values.get("parent") or "")))
    points = {id: number for id, number in read_ballot(vote.values.get("ballot")).items() if id in topics}
    return name, _Before(True, shown, points if shown else {}, received)


def _quiet(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("fieldRemark")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _nothing() -> None:
    pass
