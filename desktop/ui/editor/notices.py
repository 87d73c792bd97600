"""What has to be settled about a record as a whole: it lies in the bin, it was merged, two desks disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.editor.record_data import RecordData
from desktop.workspace import Record, Value, Workspace

RESTORE, DELETE, KEEP_APART, MERGE, OPEN_OTHER = "give back", "delete", "keep apart", "merge", "open other"
SIDE_BY_SIDE, FORGET = "side by side", "forget"
PLAN_VISIT, KEEP_ACTIVITY = "plan visit", "keep activity"


@dataclass(frozen=True)
class Notice:
    """A sentence and what can be done: (action, words on its button)."""

    words: str
    actions: tuple[tuple[str, str], ...] = ()


def notices_of(record: Record, reading: RecordData, *, read_only: str = "") -> list[Notice]:
    """All there is to say. `reading`: what else was read of the record. `read_only`: why the workspace can only be
    read, "" where it can be written.
    """
    names, waits = reading.names, reading.waits
    found: list[Notice] = [Notice(read_only)] if read_only else []
    kinds = {each.kind for each in record.conflicts}
    if "unseen_by_deleted" in kinds:
        found.append(
            Notice(
                _("Deleted on one desk while it was edited on another. It is kept until you decide."),
                ((RESTORE, _("Keep it")), (DELETE, _("Delete it"))),
            )
        )
    elif "part_lives" in kinds:
        found.append(
            Notice(
                _("Deleted, but a part of it was edited elsewhere. It is kept until you decide."),
                ((RESTORE, _("Keep it")), (DELETE, _("Delete it"))),
            )
        )
    elif record.binned:
        found.append(Notice(_("This record is in the bin."), ((RESTORE, _("Restore")),)))
    if "unseen_by_merge" in kinds:
        words = _("Merged into another record on one desk while it was edited on another.")
        merge = ((MERGE, _("Merge them")),) if record.survivor else ()
        found.append(Notice(words, ((KEEP_APART, _("Keep both as separate records")), *merge)))
    elif "circle" in kinds:
        found.append(
            Notice(
                _("Two desks merged this record and another one in opposite directions."),
                ((KEEP_APART, _("Keep both as separate records")),),
            )
        )
    elif record.survivor:
        words = _("This record was merged into “{other}”.").format(other=names.get(record.survivor, record.survivor))
        found.append(
            Notice(words, ((OPEN_OTHER, _("Open that one")), (KEEP_APART, _("Keep both as separate records"))))
        )
    if "values" in kinds:
        words = _("Two desks wrote different things here.")
        found.append(Notice(words, ((SIDE_BY_SIDE, _("See them side by side")),)))
    if waits:
        found.append(Notice("\n".join(waits)))
    if reading.erased:
        found.append(Notice(reading.erased))
    elif reading.withdrawn:
        words = _(
            "This person no longer agrees to share their details. Others may still have what they received before."
        )
        found.append(Notice(words, ((FORGET, _("Erase this person’s data everywhere…")),)))
    return found


def visit_offer(type: str, values: Mapping[str, Value]) -> list[Notice]:
    """An activity that is a study visit still to come can be planned as a visit."""
    if type != "activity" or not ("kind" in values or "title" in values):
        return []
    from desktop.visits import is_visit_to_plan

    if not is_visit_to_plan(values):
        return []
    words = _("A study visit can be planned as a visit: with its programme, its tasks and its documents.")
    return [Notice(words, ((PLAN_VISIT, _("Plan it as a visit")), (KEEP_ACTIVITY, _("Keep the activity"))))]


class RecordNotices(QWidget):
    """The notices, one under the other; hidden while there is none. What was answered leaves its place until another record
    comes, so that no second click meets something else.
    """

    wanted = Signal(str)  # an action

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Notice, ...] = ()
        self._may_act = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def words(self) -> list[str]:
        """The sentences shown."""
        return [each.words for each in self._shown]

    def show_notices(self, notices: Sequence[Notice], *, may_act: bool) -> None:
        """Show these; without buttons where nothing may be written."""
        if (tuple(notices), may_act) == (self._shown, self._may_act):
            return
        self._shown, self._may_act = tuple(notices), may_act
        if self.isVisible() and len(notices) <= self._column.count():
            self.setMinimumHeight(self.height())
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for each in notices:
            self._column.addWidget(self._line(each, may_act=may_act))
        if notices:
            self.show()
        else:
            self.setVisible(self.minimumHeight() > 0)

    def forget(self) -> None:
        """Another record comes."""
        self.hide()
        self.setMinimumHeight(0)
        self.show_notices((), may_act=self._may_act)

    def _line(self, notice: Notice, *, may_act: bool) -> QWidget:
        line = QWidget(self)
        line.setObjectName("recordNotice")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QLabel(notice.words, line)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QVBoxLayout(line)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        row.addWidget(words)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for action, label in notice.actions:
            if may_act or action in (OPEN_OTHER, SIDE_BY_SIDE):
                button = QPushButton(label, line)
                button.clicked.connect(lambda _checked=False, action=action: self.wanted.emit(action))
                buttons.addWidget(button)
        if buttons.count():
            buttons.addStretch(1)
            row.addLayout(buttons)
        return line


def operation_for(action: str, workspace: Workspace, type: str, id: str, survivor: str) -> Callable[[], object] | None:
    """What is written when a notice is followed; None where nothing is."""
    operations: dict[str, Callable[[], object]] = {
        RESTORE: lambda: workspace.journal.restore([id], type),
        DELETE: lambda: workspace.journal.delete([id], type),
        KEEP_APART: lambda: workspace.journal.merge_into(id, None, type),
        MERGE: lambda: workspace.journal.merge_into(id, survivor, type),
    }
    return operations.get(action)
