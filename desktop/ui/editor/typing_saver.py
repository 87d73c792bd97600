"""What is typed goes into the journal as it is typed: throttled, in order, and never dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.errors import UserFacingError
from desktop.workspace import EditSession, Value

if TYPE_CHECKING:
    from desktop.workspace import Workspace

THROTTLE_MS = 150
AGAIN_MS = 3_000

Write = Callable[[Callable[[], object], Callable[[], object], Callable[[BaseException], object]], None]
"""write(job, done, failed): run a job on the writing thread, in the order given; answers on Qt's thread."""


@dataclass
class _Field:
    """One field of one record: what waits, what is on its way, and the edit session: one stay of the person in it."""

    type: str
    waiting: dict[str, Value] = field(default_factory=dict[str, Value])
    going: int = 0
    edits: int = 0
    session: EditSession | None = None


class TypingSaver(QObject):
    """`take` an edit; it is written within `THROTTLE_MS`. What the disk refuses is kept and tried again."""

    saving = Signal()
    saved = Signal()  # everything is in the file
    failed = Signal(object)  # the exception; the text is still here
    written_to_file = Signal(str, str)  # record id, field: what was typed is in the file

    def __init__(self, workspace: Workspace, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._write = write
        self._unread = UnreadTexts(workspace)
        self._unread_waiting: dict[tuple[str, str], str] = {}
        self._unread_going = 0
        self._fields: dict[tuple[str, str], _Field] = {}
        self._timer = QTimer(self, singleShot=True, interval=THROTTLE_MS)
        self._timer.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.flush)

    def take(self, record_id: str, type: str, name: str, values: Mapping[str, Value]) -> None:
        """An edit of a field; `values` by journal name."""
        each = self._fields.setdefault((record_id, name), _Field(type))
        each.waiting.update(values)
        each.edits += 1
        self._soon()

    def take_unread(self, record_id: str, name: str, text: str) -> None:
        """Text that is no value (yet): kept beside the record on this desk; "" forgets it."""
        self._unread_waiting[record_id, name] = text
        self._soon()

    def _soon(self) -> None:
        self.saving.emit()
        if not self._timer.isActive():
            self._timer.start()

    def unread_of(self, record_id: str) -> dict[str, str]:
        """Texts kept for a record. Reads the file: for a background task."""
        return self._unread.of(record_id)

    def unread_waiting(self, record_id: str) -> dict[str, str]:
        """Texts of a record that are not written yet; "" where one was taken back."""
        return {name: text for (id, name), text in self._unread_waiting.items() if id == record_id}

    def edits_of(self, record_id: str, name: str) -> int:
        """How often a field was edited here: tells whether something was typed since one looked."""
        each = self._fields.get((record_id, name))
        return each.edits if each else 0

    def is_busy(self, record_id: str, name: str) -> bool:
        """Is something of this field not in the file yet?"""
        each = self._fields.get((record_id, name))
        return each is not None and bool(each.waiting or each.going)

    @property
    def all_saved(self) -> bool:
        """Is everything typed in the file?"""
        busy = any(each.waiting or each.going for each in self._fields.values())
        return not (busy or self._unread_waiting or self._unread_going)

    def end_session(self, record_id: str, name: str) -> None:
        """The person left a field: write at once, and let the next edit be a change of its own."""
        self.flush()
        each = self._fields.get((record_id, name))
        if each is not None and each.session is not None:
            # Ended on the writing thread, after what was typed in it.
            session, each.session = each.session, None
            self._write(lambda: self._workspace.journal.end_edit_session(session), _nothing, _ignored)

    def end_all(self) -> None:
        """Another record, or the end: write everything and end every edit session."""
        self.flush()
        for record_id, name in list(self._fields):
            self.end_session(record_id, name)
        self._fields = {key: each for key, each in self._fields.items() if each.waiting or each.going}

    def flush(self) -> None:
        """Hand everything that waits to the writer now."""
        self._timer.stop()
        for (record_id, name), text in self._unread_waiting.items():
            self._send_unread(record_id, name, text)
        self._unread_waiting = {}
        for (record_id, name), each in self._fields.items():
            if each.waiting:
                self._send(record_id, name, each)

    def _send(self, record_id: str, name: str, each: _Field) -> None:
        values, each.waiting = each.waiting, {}
        each.going += 1
        session = each.session = each.session or EditSession()

        def job() -> None:
            journal = self._workspace.journal
            # The first letter of a new record makes it: in the history and for the undo that is another action.
            is_new = not session.written and self._workspace.record(record_id, each.type) is None
            with journal.group("create" if is_new else "edit", typing=True):
                journal.edit(record_id, values, edit_session=session, type=each.type)

        def done() -> None:
            each.going -= 1
            if not isValid(self):
                return  # the window is gone; what was typed is in the file all the same
            self.written_to_file.emit(record_id, name)
            self._emit_change()

        def failed(error: BaseException) -> None:
            each.going -= 1
            each.waiting = {**values, **each.waiting}
            self._fields.setdefault((record_id, name), each)
            self._refused(error)

        self._write(job, done, failed)

    def _send_unread(self, record_id: str, name: str, text: str) -> None:
        self._unread_going += 1

        def done() -> None:
            self._unread_going -= 1
            if isValid(self):
                self._emit_change()

        def failed(error: BaseException) -> None:
            self._unread_going -= 1
            self._unread_waiting.setdefault((record_id, name), text)
            self._refused(error)

        self._write(lambda: self._unread.keep(record_id, name, text), done, failed)

    def _refused(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self.failed.emit(error)
        if isinstance(error, UserFacingError):  # a bug would only happen again
            self._again.start()

    def _emit_change(self) -> None:
        if self.all_saved:
            self.saved.emit()


def _nothing() -> None:
    return None


def _ignored(_error: BaseException) -> None:
    return None


class UnreadTexts:
    """A small note a record in the workspace's local settings; never shared, never part of the journal."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, record_id: str) -> dict[str, str]:
        """Field name -> text, of one record."""
        kept = self._workspace.meta(f"unread:{record_id}")
        return {str(name): str(text) for name, text in json.loads(kept).items()} if kept else {}

    def keep(self, record_id: str, name: str, text: str) -> None:
        """Remember a text; "" forgets it. Called on the writing thread."""
        texts = self.of(record_id)
        if texts.get(name, "") == text:
            return
        texts[name] = text
        left = {each: words for each, words in texts.items() if words}
        self._workspace.set_meta(f"unread:{record_id}", json.dumps(left, ensure_ascii=False) if left else "")
