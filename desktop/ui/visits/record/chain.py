"""The chain that can be read: need, question, session, note, commitment, change, and who took it up elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.evidence.chains import Around, read_around
from desktop.i18n import _
from desktop.ui.editor.context import RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.visits.record.visit_data import as_visit
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.tree_items import tree_lines
from desktop.visits.outcomes import OutcomeChain, outcome_chains
from desktop.visits.visit import Visit
from desktop.workspace import Record

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_PLACE = Qt.ItemDataRole.UserRole
_DOT = " · "


class ChainPage(RecordPart):
    """A tree: below each question the sessions that served it, what was noted, who committed to what, what changed."""

    wanted = Signal(str, str)  # type and id of a part

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Visit | None = None
        self._around = Around()
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(_("From question to change"))
        self.tree.itemActivated.connect(self._go)
        self.none = QLabel(
            _("Nothing here yet. Linked questions, notes, commitments and follow-ups are shown here."),
            self,
        )
        self.none.setObjectName("chainNone")
        self.none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.none)
        column.addWidget(self.tree, 1)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Read the chain again."""
        before, self._visit = self._visit, as_visit(reading)
        if before is None or self._visit is None or before.id != self._visit.id:
            self._around = Around()
        self._show()
        if self._visit is not None:
            self._read_around(self._visit)

    def _read_around(self, visit: Visit) -> None:
        """What stands in other records, read on a thread."""
        workspace = self._desk.workspace
        became = {str(each.values.get("activity") or "") for each in (*visit.notes, *visit.commitments)} - {""}

        def show(found: Around) -> None:
            if isValid(self) and self._visit is not None and self._visit.id == visit.id and found != self._around:
                self._around = found
                self._show()

        self._desk.background.run(
            lambda: read_around(workspace, visit.id, sorted(became)), show, topic="visit: what is around it"
        )

    def _show(self) -> None:
        self.tree.clear()
        if self._visit is not None:
            for step in self._around.needs:
                words = _DOT.join(part for part in (step.words, step.more) if part)
                item = QTreeWidgetItem(self.tree, [_("{kind}: {title}").format(kind=_("Need"), title=words)])
                item.setData(0, _PLACE, (step.type, step.id))
            for each in outcome_chains(self._visit):
                self._chain(self._visit, each)
        self.tree.expandAll()
        empty = self.tree.topLevelItemCount() == 0
        self.none.setVisible(empty)
        self.tree.setVisible(not empty)

    def enter(self) -> None:
        """The tree."""
        self.tree.setFocus()

    def lines(self) -> list[str]:
        """What stands there, each line indented by two spaces a step."""
        return tree_lines(self.tree)

    def _chain(self, visit: Visit, chain: OutcomeChain) -> None:
        if chain.question is None:
            if not (chain.notes or chain.findings or chain.commitments):
                return  # sessions alone that answer nothing are the programme's matter
            top = QTreeWidgetItem(self.tree, [_("Without a question")])
        else:
            top = self._item(None, "", chain.question)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, font)
        above: dict[str, QTreeWidgetItem] = {}
        for session in chain.sessions:
            noted = any(note.values.get("session") == session.id for note in chain.notes)
            if chain.question is not None or noted:
                above[session.id] = self._item(top, _("Session"), session)
        for note in chain.notes:
            words = str(note.values.get("take_home") or note.values.get("saw") or "")
            item = self._item(above.get(str(note.values.get("session")), top), _("Note"), note, words)
            above[note.id] = item
            self._activity(visit, item, note)
        for finding in chain.findings:
            above[finding.id] = self._item(top, _("Finding"), finding)
        for each in chain.commitments:
            from_note, from_finding = (
                above.get(str(each.values.get("note"))),
                above.get(str(each.values.get("finding"))),
            )
            above[each.id] = self._commitment(visit, from_note or from_finding or top, each)
        for each in chain.follow_ups:
            item = above.get(str(each.values.get("commitment")))
            if item is not None and (each.values.get("changed") or each.values.get("happened")):
                self._item(item, _("Follow-up"), each, _follow_up_words(each))

    def _commitment(self, visit: Visit, above: QTreeWidgetItem, commitment: Record) -> QTreeWidgetItem:
        state = str(commitment.values.get("state") or "")
        words = commitment.title + (f" ({term('commitment_states', state).label})" if state else "")
        item = self._item(above, _("Commitment"), commitment, words)
        if changed := str(commitment.values.get("changed") or ""):
            QTreeWidgetItem(item, [_("What changed: {words}").format(words=changed)])
        self._activity(visit, item, commitment)
        return item

    def _activity(self, visit: Visit, above: QTreeWidgetItem, part: Record) -> None:
        if id := str(part.values.get("activity") or ""):
            item = QTreeWidgetItem(above, [_("Activity: {title}").format(title=visit.names.get(id, ""))])
            item.setData(0, _PLACE, ("activity", id))
            for each in self._around.uptake.get(id, ()):
                words = _("{kind}: {title}").format(kind=each.step.more, title=each.step.words)
                QTreeWidgetItem(item, [words]).setData(0, _PLACE, (each.step.type, each.step.id))

    def _item(self, above: QTreeWidgetItem | None, what: str, part: Record, words: str = "") -> QTreeWidgetItem:
        text = " ".join((words or part.title or _("Untitled")).split())
        text = _("{kind}: {title}").format(kind=what, title=text) if what else text
        item = QTreeWidgetItem(above, [text]) if above is not None else QTreeWidgetItem(self.tree, [text])
        item.setData(0, _PLACE, (part.type, part.id))
        return item

    def _go(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if place:
            self.wanted.emit(*place)


def _follow_up_words(follow_up: Record) -> str:
    parts: Iterable[str] = (
        term("follow_up_answers", str(follow_up.values.get("happened") or "")).label,
        str(follow_up.values.get("changed") or ""),
    )
    return " – ".join(part for part in parts if part)
