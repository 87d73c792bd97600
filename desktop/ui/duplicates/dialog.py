"""Pairs of records that are probably one, the two side by side, and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue import names_of
from desktop.catalogue.duplicates import (
    TYPES,
    DuplicatePair,
    FieldPair,
    compare_records,
    find_duplicates,
    join_records,
    keep_apart,
)
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, ngettext
from desktop.ui.background import Task
from desktop.ui.buttons import primary
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.value_text import value_text
from desktop.workspace import RECORD_TYPES, Record, Workspace, split_member

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_PAIR, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_FIELD, _KEPT, _OTHER = range(3)


@dataclass(frozen=True)
class _Found:
    pairs: Sequence[DuplicatePair]
    titles: dict[str, str]


@dataclass(frozen=True)
class _Compared:
    pair: DuplicatePair
    fields: Sequence[FieldPair]
    names: dict[str, str]


class DuplicatesDialog(QDialog):
    """Above the pairs of one type, below the two records of the selected pair. Each action can be undone here."""

    def __init__(self, desk: Desk, type: str = "activity", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._group = ""  # the last action done here
        self._looking: Task | None = None
        self.setWindowTitle(_("Duplicates"))
        self.setModal(True)
        self.resize(860, 580)
        intro = plain_label(
            "",
            _("These records may be one. Join two, and all that leads to the second one leads to the first; or say that they"
              " are not the same."), self,
        )  # fmt: skip
        self.type = QComboBox(self)
        for each in TYPES:
            self.type.addItem(_(RECORD_TYPES[each].plural), each)
        self.type.setAccessibleName(_("Kind of record"))
        self.type.setCurrentIndex(TYPES.index(type) if type in TYPES else 0)
        self.type.currentIndexChanged.connect(lambda: self._look_for())
        self.pairs = self._tree([_("Record"), _("May be the same as"), _("Likeness"), _("Why")], _("Pairs"))
        self.pairs.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.pairs.currentItemChanged.connect(lambda *_items: self._compare())
        self.fields = self._tree([_("Field"), "", ""], _("The two records side by side"))
        self.fields.setToolTip(_("Tick a value to use it instead of the one on its left"))
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.pairs)
        halves.addWidget(self.fields)
        halves.setChildrenCollapsible(False)
        self.status = plain_label("", "", self)
        self.status.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.undo = plain_button(self, _("&Undo"), self._undo)
        self.swap = plain_button(self, _("&Keep the other one"), self._swap)
        self.swap.setToolTip(_("Changes the sides: the record at the left is the one that remains"))
        self.apart = plain_button(self, _("&Not the same"), self._keep_apart)
        self.join = primary(plain_button(self, _("&Join the two"), self._join))
        close = plain_button(self, _("Close"), self.reject)
        above = QHBoxLayout()
        above.addWidget(intro, 1)
        above.addWidget(self.type)
        below = QHBoxLayout()
        below.addWidget(self.undo)
        below.addStretch(1)
        for button in (self.swap, self.apart, self.join, close):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(halves, 1)
        column.addWidget(self.status)
        column.addLayout(below)
        self._rest()
        self._look_for()

    def _tree(self, headings: Sequence[str], name: str) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setHeaderLabels(list(headings))
        tree.setAccessibleName(name)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        return tree

    @property
    def pair(self) -> DuplicatePair | None:
        """The pair that is selected."""
        item = self.pairs.currentItem()
        return item.data(0, _PAIR) if item is not None else None

    @property
    def ticked(self) -> list[str]:
        """The fields in which the value of the second record shall hold, by their names in the journal."""
        items = (self.fields.topLevelItem(at) for at in range(self.fields.topLevelItemCount()))
        return [
            str(item.data(_OTHER, _NAME))
            for item in items
            if item is not None and item.checkState(_OTHER) is Qt.CheckState.Checked
        ]

    # Reading ---------------------------------------------------------------------------------------------------------

    def _look_for(self, place: int = 0, done: str = "") -> None:
        """Look for pairs; select the one at this place. `done`: what was just done, which stays to be read."""
        if self._looking is not None:
            self._looking.cancel()
        type, workspace = str(self.type.currentData()), self._desk.workspace
        if not done:
            self.status.setText(_("Looking for duplicates…"))

        def job(task: Task) -> _Found:
            try:
                pairs = find_duplicates(
                    workspace, type, progress=task.progress, cancelled=lambda: task.cancelled
                )  # fmt: skip
            except Cancelled:
                return _Found((), {})
            ids = sorted({id for pair in pairs for id in (pair.kept, pair.other)})
            return _Found(pairs, {each.id: each.title for each in workspace.records(type, ids)})

        def said(number: int, of: int) -> None:
            if not done:
                self.status.setText(_("Looking for duplicates: {part} %").format(part=100 * number // max(1, of)))

        def ready(found: _Found) -> None:
            self._show(found, place, done)

        self._looking = self._desk.background.run_task(
            job, ready, lambda error: self.status.setText(str(error)), said, topic="dialog: duplicates"
        )  # fmt: skip

    def _show(self, found: _Found, place: int, done: str) -> None:
        self.pairs.clear()
        for pair in found.pairs:
            why = ", ".join(_(reason.value) for reason in pair.reasons)
            words = [found.titles.get(pair.kept, ""), found.titles.get(pair.other, ""), f"{pair.score} %", why]
            item = QTreeWidgetItem(words)
            item.setData(0, _PAIR, pair)
            item.setToolTip(3, plain_tip(why))
            self.pairs.addTopLevelItem(item)
        for column, width in enumerate((220, 220, 80)):
            self.pairs.setColumnWidth(column, width)
        count = len(found.pairs)
        counted = ngettext("{count} pair may be one record.", "{count} pairs may be one record each.", count)
        words = counted.format(count=count) if count else _("No duplicates were found.")
        self.status.setText(f"{done} {words}".strip())
        if (item := self.pairs.topLevelItem(min(place, count - 1))) is not None:
            self.pairs.setCurrentItem(item)
        self._compare()

    def _compare(self) -> None:
        pair, workspace = self.pair, self._desk.workspace
        self.fields.clear()
        self._rest()
        if pair is not None:
            self._desk.background.run(
                lambda: _read_pair(workspace, pair), self._show_fields, topic="dialog: a pair of duplicates"
            )

    def _show_fields(self, found: _Compared | None) -> None:
        self.fields.clear()
        item = self.pairs.currentItem()
        if found is None or item is None or found.pair != self.pair:
            return
        self.fields.setHeaderLabels([_("Field"), _("Kept: {title}").format(title=item.text(0)), item.text(1)])
        for each in found.fields:
            field = RECORD_TYPES[found.pair.type].by_name[split_member(each.name)[0]]
            texts = (
                "" if value is None else value_text(field, each.name, value, found.names)
                for value in (each.kept, each.other)
            )
            row = QTreeWidgetItem([_(field.label), *(" ".join(text.split()) for text in texts)])
            row.setData(_OTHER, _NAME, each.name)
            if each.differs:
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                row.setCheckState(_OTHER, Qt.CheckState.Unchecked)
            self.fields.addTopLevelItem(row)
        for column, width in enumerate((160, 320)):
            self.fields.setColumnWidth(column, width)

    def _rest(self) -> None:
        writable, chosen = self._desk.writable, self.pair is not None
        for button in (self.swap, self.apart, self.join):
            button.setEnabled(writable and chosen)
        self.undo.setEnabled(writable and bool(self._group))

    # What a person does ----------------------------------------------------------------------------------------------

    def _swap(self) -> None:
        item, pair = self.pairs.currentItem(), self.pair
        if item is None or pair is None:
            return
        item.setData(0, _PAIR, DuplicatePair(pair.type, pair.other, pair.kept, pair.score, pair.reasons))
        first, second = item.text(0), item.text(1)
        item.setText(0, second)
        item.setText(1, first)
        self._compare()

    def _join(self) -> None:
        item, pair = self.pairs.currentItem(), self.pair
        if item is not None and pair is not None:
            ticked, workspace, title = self.ticked, self._desk.workspace, item.text(1)
            self._write(
                "merge", lambda: join_records(workspace, pair.type, pair.kept, pair.other, ticked),
                _("“{title}” was joined.").format(title=title),
            )  # fmt: skip

    def _keep_apart(self) -> None:
        if (pair := self.pair) is not None:
            workspace = self._desk.workspace
            self._write(
                "edit", lambda: keep_apart(workspace, pair.type, pair.kept, pair.other),
                _("They are not the same, on this desk and on those that you share with."),
            )  # fmt: skip

    def _write(self, kind: str, job: Callable[[], object], words: str) -> None:
        journal, place = self._desk.workspace.journal, self.pairs.currentIndex().row()

        def act() -> str | UserFacingError:
            try:
                with journal.group(kind) as group:
                    job()
            except UserFacingError as error:
                return error
            return group.id

        def done(found: str | UserFacingError) -> None:
            if isinstance(found, UserFacingError):
                self.status.setText(str(found))
                return
            self._group = found
            self._look_for(place, words)

        self._desk.writer.run(act, done)

    def _undo(self) -> None:
        group, self._group = self._group, ""
        journal = self._desk.workspace.journal
        self._desk.writer.run(
            lambda: journal.undo_group(group), lambda report: self._look_for(done=report.sentence())
        )  # fmt: skip

    def reject(self) -> None:
        """A search under way is given up."""
        if self._looking is not None:
            self._looking.cancel()
        super().reject()


def _read_pair(workspace: Workspace, pair: DuplicatePair) -> _Compared | None:
    found: dict[str, Record] = {each.id: each for each in workspace.records(pair.type, [pair.kept, pair.other])}
    if len(found) < 2:
        return None
    fields = compare_records(found[pair.kept], found[pair.other])
    wanted: dict[str, set[str]] = {}
    for each in fields:
        head, key = split_member(each.name)
        field = RECORD_TYPES[pair.type].by_name[head]
        for value in (each.kept, each.other):
            if id := field.points_to(key, value):
                wanted.setdefault(field.target, set()).add(id)
    names = {id: name for type, ids in wanted.items() for id, name in names_of(workspace, type, ids).items()}
    return _Compared(pair, fields, names)
