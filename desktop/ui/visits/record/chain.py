"""The chain that can be read: question, session, note, commitment, change."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.editor.record_reading import Reading
from desktop.ui.editor.space import RecordPart
from desktop.ui.visits.record.reading import as_visit
from desktop.ui.widgets.terms import term
from desktop.visits.reading import Visit, linked
from desktop.words import _
from desktop.workspace import Record

_PLACE = Qt.ItemDataRole.UserRole


class ChainPage(RecordPart):
    """A tree: below each question the sessions that served it, what was noted, who committed to what, what changed."""

    wanted = Signal(str, str)  # type and id of a part

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(_("From question to change"))
        self.tree.itemActivated.connect(self._go)
        self.none = QLabel(
            _("Nothing to read yet. Questions, notes, commitments and follow-ups that point to each other stand here."),
            self,
        )
        self.none.setObjectName("chainNone")
        self.none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.none)
        column.addWidget(self.tree, 1)

    def show_reading(self, record_id: str, reading: Reading, *, read_only: bool) -> None:
        """Read the chain again."""
        visit = as_visit(reading)
        self.tree.clear()
        if visit is not None:
            for question in visit.questions:
                self._question(visit, question)
            self._loose(visit)
        self.tree.expandAll()
        empty = self.tree.topLevelItemCount() == 0
        self.none.setVisible(empty)
        self.tree.setVisible(not empty)

    def enter(self) -> None:
        """The tree."""
        self.tree.setFocus()

    def lines(self) -> list[str]:
        """What stands there, each line indented by two spaces a step."""
        found: list[str] = []
        each = QTreeWidgetItemIterator(self.tree)
        while (item := each.value()) is not None:
            depth, above = 0, item.parent()
            while above is not None:
                depth, above = depth + 1, above.parent()
            found.append("  " * depth + item.text(0))
            each += 1
        return found

    def _question(self, visit: Visit, question: Record) -> None:
        top = self._item(None, "", question)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, font)
        notes = [each for each in visit.notes if each.values.get("question") == question.id]
        sessions = [each for each in visit.sessions if question.id in linked(each.values, "questions")]
        shown: set[str] = set()
        for session in sessions:
            item = self._item(top, _("Session"), session)
            for note in notes:
                if note.values.get("session") == session.id:
                    shown.add(note.id)
                    self._note(visit, item, note)
        for note in notes:
            if note.id not in shown:
                self._note(visit, top, note)
        of_notes = {note.id for note in notes}
        for each in visit.commitments:
            if each.values.get("question") == question.id and each.values.get("note") not in of_notes:
                self._commitment(visit, top, each)

    def _loose(self, visit: Visit) -> None:
        """What belongs to no question."""
        known = {each.id for each in visit.questions}
        notes = [each for each in visit.notes if each.values.get("question") not in known]
        ids = {each.id for each in visit.notes}
        commitments = [
            each
            for each in visit.commitments
            if each.values.get("question") not in known and each.values.get("note") not in ids
        ]
        if not notes and not commitments:
            return
        top = QTreeWidgetItem(self.tree, [_("Without a question")])
        for note in notes:
            self._note(visit, top, note)
        for each in commitments:
            self._commitment(visit, top, each)

    def _note(self, visit: Visit, above: QTreeWidgetItem, note: Record) -> None:
        item = self._item(above, _("Note"), note, str(note.values.get("take_home") or note.values.get("saw") or ""))
        for each in visit.commitments:
            if each.values.get("note") == note.id:
                self._commitment(visit, item, each)
        self._activity(visit, item, note)

    def _commitment(self, visit: Visit, above: QTreeWidgetItem, commitment: Record) -> None:
        state = str(commitment.values.get("state") or "")
        words = commitment.title + (f" ({term('commitment_states', state).label})" if state else "")
        item = self._item(above, _("Commitment"), commitment, words)
        if changed := str(commitment.values.get("changed") or ""):
            QTreeWidgetItem(item, [_("What changed: {words}").format(words=changed)])
        for each in visit.follow_ups:
            changed = str(each.values.get("changed") or "")
            if each.values.get("commitment") == commitment.id and (changed or each.values.get("happened")):
                self._item(item, _("Follow-up"), each, _follow_up_words(each))
        self._activity(visit, item, commitment)

    def _activity(self, visit: Visit, above: QTreeWidgetItem, part: Record) -> None:
        if id := str(part.values.get("activity") or ""):
            item = QTreeWidgetItem(above, [_("Activity: {title}").format(title=visit.names.get(id, ""))])
            item.setData(0, _PLACE, ("activity", id))

    def _item(self, above: QTreeWidgetItem | None, what: str, part: Record, words: str = "") -> QTreeWidgetItem:
        text = " ".join((words or part.title or _("Untitled")).split())
        text = f"{what}: {text}" if what else text
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
