"""The lists that a network can add to, and what it has added: add, edit, retire and merge terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue import own_terms
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress
from desktop.ui.terms.merge_dialog import MergeTermDialog
from desktop.ui.terms.term_dialog import TermDialog
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.vocabularies.own_terms import EXTENSIBLE

if TYPE_CHECKING:
    from desktop.catalogue.own_terms import OwnTerm
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

_TERM, _VOCABULARY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class OwnTermsDialog(QDialog):
    """A tree: each list with the terms added to it. Every change is one action, and can be undone here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._group = ""  # the last action done here
        self._next = ""  # the term to be selected once it is read
        self.setWindowTitle(_("Network terms"))
        self.setModal(True)
        self.resize(660, 480)
        intro = QLabel(
            _(
                "Your network can add words of its own to these lists. They stand in forms, filters, searches, tables and"
                " reports like the others, and travel with packages."
            ),
            self,
        )
        intro.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHeaderLabels([_("Term"), _("Records"), _("State")])
        self.tree.setAccessibleName(_("Network terms"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda *_items: self._look())
        self.tree.itemActivated.connect(lambda *_ignored: self._activate())
        self.add = self._button("new", _("&Add…"), self._add)
        self.edit = self._button("", _("&Edit…"), self._edit)
        self.retire = self._button("", _("&Retire"), self._retire)
        self.retire.setToolTip(_("No longer offered. Records that have it keep it, and it can be used again"))
        self.merge = self._button("", _("&Merge…"), self._merge)
        self.merge.setToolTip(_("Puts another term in its place in all records"))
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.status.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.undo = self._button("", _("&Undo"), self._undo)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.reject)
        side = QVBoxLayout()
        for button in (self.add, self.edit, self.retire, self.merge):
            side.addWidget(button)
        side.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self.tree, 1)
        across.addLayout(side)
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(self.undo)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(intro)
        column.addLayout(across, 1)
        column.addLayout(below)
        desk.changed.connect(self._changed)
        self._read()

    def _button(self, picture: str, words: str, then: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        if picture:
            button.setIcon(icon(picture))
        button.setAutoDefault(False)
        button.setEnabled(False)
        button.clicked.connect(lambda: then())
        return button

    # Reading ---------------------------------------------------------------------------------------------------------

    def _changed(self, changed: Changed) -> None:
        if "term" in changed.ids or self._next:
            self._read()

    def _read(self) -> None:
        workspace = self._desk.workspace
        self._desk.background.run(lambda: own_terms.list_terms(workspace), self._show, topic="dialog: own terms")

    def _show(self, terms: Sequence[OwnTerm]) -> None:
        here = self.term
        wanted = self._next or (here.id if here is not None else "") or self.vocabulary
        self._next = ""
        self.tree.blockSignals(True)
        self.tree.clear()
        chosen: QTreeWidgetItem | None = None
        for name in EXTENSIBLE:
            group = QTreeWidgetItem([load("own_vocabularies").label(name), "", ""])
            group.setData(0, _VOCABULARY, name)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self.tree.addTopLevelItem(group)
            for term in terms:
                if term.vocabulary == name:
                    item = QTreeWidgetItem([term.label, format_number(term.used), _state(term)])
                    item.setData(0, _TERM, term)
                    item.setData(0, _VOCABULARY, name)
                    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    group.addChild(item)
                    if term.id == wanted:
                        chosen = item
            group.setExpanded(True)
            if name == wanted and chosen is None:
                chosen = group
        if (current := chosen or self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(current)
        self.tree.blockSignals(False)
        if not terms and not self.status.text():
            self.status.setText(_("No term was added yet. Select a list, then Add."))
        self._look()

    @property
    def term(self) -> OwnTerm | None:
        """The term that is selected."""
        item = self.tree.currentItem()
        return item.data(0, _TERM) if item is not None else None

    @property
    def vocabulary(self) -> str:
        """The list that is selected, or the one of the selected term."""
        item = self.tree.currentItem()
        return str(item.data(0, _VOCABULARY)) if item is not None else ""

    def _look(self) -> None:
        term, writable = self.term, self._desk.writable
        self.add.setEnabled(writable and bool(self.vocabulary))
        for button in (self.edit, self.retire, self.merge):
            button.setEnabled(writable and term is not None)
        self.retire.setText(_("Use aga&in") if term is not None and term.retired else _("&Retire"))
        self.undo.setEnabled(writable and bool(self._group))

    # What a person does ----------------------------------------------------------------------------------------------

    def _activate(self) -> None:
        if not self._desk.writable:
            return
        if self.term is not None:
            self._edit()
        else:
            self._add()

    def _add(self) -> None:
        dialog, workspace, vocabulary = TermDialog(self.vocabulary, parent=self), self._desk.workspace, self.vocabulary

        def write() -> None:
            label, further = dialog.label, dialog.further
            broader, aliases = dialog.place, dialog.aliases.text()
            self._write(
                "create",
                lambda: own_terms.add_term(workspace, vocabulary, label, further, broader=broader, aliases=aliases),
                _("“{label}” was added.").format(label=label), dialog,
            )  # fmt: skip

        self._open(dialog, write)

    def _edit(self) -> None:
        if (term := self.term) is None:
            return
        dialog, workspace = TermDialog(term.vocabulary, term, self), self._desk.workspace

        def write() -> None:
            changes, label = dialog.changes, dialog.label
            self._write(
                "edit", lambda: own_terms.edit_term(workspace, term.id, changes),
                _("“{label}” was changed.").format(label=label), dialog,
            )  # fmt: skip

        self._open(dialog, write)

    def _open(self, dialog: TermDialog, write: Callable[[], object]) -> None:
        dialog.wanted.connect(write)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _retire(self) -> None:
        if (term := self.term) is None:
            return
        retired, workspace = not term.retired, self._desk.workspace
        words = _("“{label}” is retired.") if retired else _("“{label}” is in use again.")
        self._write(
            "edit", lambda: own_terms.set_retired(workspace, term.id, retired=retired), words.format(label=term.label)
        )

    def _merge(self) -> None:
        if (term := self.term) is None:
            return
        dialog = MergeTermDialog(term, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._merge_into(term, dialog.into, dialog.box.currentText()))
        dialog.open()

    def _merge_into(self, term: OwnTerm, into: str, name: str) -> None:
        workspace, journal = self._desk.workspace, self._desk.workspace.journal
        box = ProgressBox(_("Merging…"), term.used, self)

        def job(report_progress: ReportProgress) -> str:
            with journal.group("merge", name) as group:
                own_terms.merge_terms(workspace, term.id, into, report_progress)
            return group.id

        def done(group: str) -> None:
            self._finished(group, _("“{label}” was merged into “{other}”.").format(label=term.label, other=name))

        box.write(self._desk, job, done)

    def _write(self, kind: str, job: Callable[[], object], words: str, dialog: TermDialog | None = None) -> None:
        """One action; what cannot be written is said where it was asked for."""
        journal = self._desk.workspace.journal

        def act() -> tuple[str, str] | UserFacingError:
            try:
                with journal.group(kind) as group:
                    made = job()
            except UserFacingError as error:
                return error
            return group.id, str(made or "")

        def done(found: tuple[str, str] | UserFacingError) -> None:
            if isinstance(found, UserFacingError):
                if dialog is not None:
                    dialog.show_problem(found)
                else:
                    self.status.setText(str(found))
                return
            if dialog is not None:
                dialog.accept()
            self._next = found[1]
            self._finished(found[0], words)

        self._desk.writer.run(act, done)

    def _finished(self, group: str, words: str) -> None:
        self._group = group
        self.status.setText(words)
        self._read()

    def _undo(self) -> None:
        group, self._group = self._group, ""
        journal = self._desk.workspace.journal
        self._desk.writer.run(
            lambda: journal.undo_group(group), lambda report: (self.status.setText(report.sentence()), self._read())
        )  # fmt: skip


def _state(term: OwnTerm) -> str:
    if term.retired:
        return _("Retired")
    return _("Same name as another") if term.same_as else ""
