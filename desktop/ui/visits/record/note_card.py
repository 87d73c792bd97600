"""One learning note as a card: large fields, saved as they are typed; a photo may be dropped anywhere on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.dropped_files import files_in
from desktop.ui.editor.conflict_choices import conflicts_by_field
from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.field_row import FieldRow
from desktop.ui.editor.new_part import PartMaking
from desktop.ui.widgets.files import FilesField
from desktop.ui.widgets.widget_factory import widget_for
from desktop.workspace import PARENT, RECORD_TYPES, Record, Value

_FIELDS = ("saw", "take_home", "stays_open", "said_by", "said_agreed", "attachments")
_SIDE_BY_SIDE = ("said_by", "said_agreed")


class NoteCard(QFrame):
    """A note that is there, or an empty one that its first letter makes."""

    activity_wanted = Signal(str)  # the note
    opened = Signal(str)  # the activity that it became
    need_wanted = Signal(str)  # the note, for what stays open
    removed = Signal(str)

    def __init__(
        self, context: RecordContext, id: str, begin: Callable[[], Mapping[str, Value]], parent: QWidget
    ) -> None:
        """`begin`: what a new note begins with."""
        super().__init__(parent)
        self.id = id
        self._context = context
        self._note: Record | None = None
        self._making = PartMaking(lambda _id: begin())
        self.setObjectName("noteCard")
        self.setAcceptDrops(True)
        desk = context.desk_of(lambda: (self.id, "note"), self._before_writing, None)
        kind = RECORD_TYPES["note"]
        self.rows: dict[str, FieldRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        self.who = QLabel(self)
        self.who.setObjectName("fieldRemark")
        column.addWidget(self.who)
        beside = QHBoxLayout()
        for name in _FIELDS:
            widget = widget_for(kind.by_name[name], desk)
            row = FieldRow(widget, self)
            widget.edited.connect(lambda values, name=name: self._take(name, values))
            widget.left.connect(lambda name=name: self._left(name))
            row.chosen.connect(lambda values, name=name: self._take(name, values))
            self.rows[name] = row
            if name in _SIDE_BY_SIDE:
                beside.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
            else:
                column.addWidget(row)
            if name == _SIDE_BY_SIDE[-1]:
                column.addLayout(beside)
        self.activity = QPushButton(_("Convert to &activity"), self)
        self.activity.setToolTip(_("A practice or a lesson of the catalogue, linked with this note and this visit"))
        self.activity.clicked.connect(self._to_activity)
        self.need = QPushButton(_("Make a need of what stays open"), self)
        self.need.setToolTip(_("A question that other local governments may have an answer to, linked with this visit"))
        self.need.clicked.connect(self._to_need)
        self.remove = QPushButton(_("Remove the n&ote"), self)
        self.remove.clicked.connect(lambda: self.removed.emit(self.id))
        line = QHBoxLayout()
        line.addWidget(self.activity)
        line.addWidget(self.need)
        line.addWidget(self.remove)
        line.addStretch(1)
        column.addLayout(line)
        self.show_note(None, {}, read_only=False)

    @property
    def is_new(self) -> bool:
        """Is there nothing of it in the file yet?"""
        return self._note is None

    def show_note(self, note: Record | None, names: Mapping[str, str], *, read_only: bool) -> None:
        """Show what is in the file; what is being typed stays."""
        self._note = note
        values: Mapping[str, Value] = note.values if note is not None else {}
        saver = self._context.saver
        conflicts = conflicts_by_field(note, names) if note is not None else {}
        for name, row in self.rows.items():
            if not saver.is_busy(self.id, name):
                row.widget.show_values(values)
            row.set_read_only(read_only)
            row.show_conflicts(conflicts.get(name, {}))
        said = bool(values.get("said_by"))
        self.rows["said_agreed"].setVisible(said or bool(values.get("said_agreed")))
        by = str(values.get("written_by") or "")
        self.who.setText(_("Written by {name}").format(name=by) if by else "")
        self.who.setVisible(bool(by))
        became = str(values.get("activity") or "")
        self.activity.setText(
            _("Open the activity “{name}”").format(name=names.get(became, "")).replace("&", "&&")
            if became
            else _("Convert to &activity")
        )
        self.activity.setVisible(note is not None and (bool(became) or not read_only))
        self.need.setVisible(note is not None and bool(values.get("stays_open")) and not read_only)
        self.remove.setVisible(note is not None and not read_only)

    def enter(self) -> None:
        """The keyboard into the first field."""
        self.rows["saw"].widget.enter()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A photo may be dropped anywhere."""
        if files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach it."""
        event.acceptProposedAction()
        field = self.rows["attachments"].widget
        if isinstance(field, FilesField):
            field.attach(files_in(event.mimeData()))

    def _take(self, name: str, values: Mapping[str, Value]) -> None:
        if self.is_new and self.id not in self._making and not any(values.values()):
            return  # nothing was taken away from nothing
        made = self._making.values(self.id, name, values, known=not self.is_new)
        self._context.saver.take(self.id, "note", name, made)
        if name == "said_by":
            self.rows["said_agreed"].setVisible(bool(values.get("said_by")))

    def _left(self, name: str) -> None:
        self._making.leave(self.id, name, known=not self.is_new)
        self._context.saver.end_session(self.id, name)

    def _before_writing(self) -> None:
        if self.is_new and self.id not in self._making:
            self._context.saver.take(self.id, "note", PARENT, self._making.values(self.id, PARENT, {}, known=False))
        self._context.saver.flush()

    def _to_activity(self) -> None:
        if self._note is None:
            return
        became = str(self._note.values.get("activity") or "")
        if became:
            self.opened.emit(became)
        else:
            self._context.saver.flush()
            self.activity_wanted.emit(self.id)

    def _to_need(self) -> None:
        self._context.saver.flush()
        self.need_wanted.emit(self.id)
