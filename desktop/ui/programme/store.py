"""The programme and the file: reads on background threads, writes one action of a person as one action of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.programme_data import Programme, Sessions, read_file_header, read_programme, read_sessions
from desktop.ui.programme.session import Change, Notice, Session
from desktop.values.moments import write_moment
from desktop.workspace import Value, Workspace

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

AFTER_CHANGE_MS, NOTICES_AFTER_MS = 15, 120
_ABOUT = ("visit", "session", "question", "participant")
"""Records of which a change may raise or settle a warning."""
_NOT_COPIED = ("parent", "at", "minutes", "deleted", "merged_into")


class Store(QObject):
    """Keeps a model in line with one visit in the file."""

    shown = Signal(object)  # a Programme; None where the visit has gone
    unscheduled_changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, model: ProgrammeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self.visit = ""
        self.programme: Programme | None = None
        self.unscheduled: dict[str, str] = {}
        self._touched: set[str] = set()
        self._whole = False
        self._head = False
        self._reading = False
        self._topic = f"programme {id(self)}"
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        self._notices_timer = QTimer(self, singleShot=True, interval=NOTICES_AFTER_MS)
        self._notices_timer.timeout.connect(self._read_notices)
        model.writable = desk.writable
        model.change_wanted.connect(self._write)
        desk.changed.connect(self._heard)

    def show(self, visit: str) -> None:
        """Another visit from now on."""
        self._model.forget()
        self.visit, self.programme, self.unscheduled = visit, None, {}
        self._touched.clear()
        self._whole = True
        self._reading = False
        self._read()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _heard(self, changed: Changed) -> None:
        if not self.visit:
            return
        for type, ids in changed.ids.items():
            if type == "session" and ids:
                self._touched |= ids
            elif type == "visit":
                self._head |= not ids or self.visit in ids  # named with each edit of a part of it
            elif type in ("session", "person"):
                self._whole = True
        if self._touched or self._whole or self._head:
            self._soon.start()
        if any(type in changed.ids for type in _ABOUT):
            self._notices_timer.start()

    def _read(self) -> None:
        """One reading at a time: an older one that comes in later would take back what a newer one told."""
        if not self.visit or self._reading or not (self._touched or self._whole or self._head):
            return
        workspace, visit, touched, whole = self._desk.workspace, self.visit, set(self._touched), self._whole
        self._touched.clear()
        self._whole, self._head, self._reading = False, False, True

        def failed(error: BaseException) -> None:
            if isValid(self) and visit == self.visit:
                self._reading = False
                self._whole = True  # the next change reads all
                self.failed.emit(error)

        def done(found: tuple[Programme | None, Sessions]) -> None:
            if not isValid(self) or visit != self.visit:
                return
            self._reading = False
            programme, sessions = found
            if whole or programme is None:
                self._show(programme)
            else:
                self._refresh(touched - self._touched, programme, sessions)
            if self._touched or self._whole or self._head:
                self._soon.start()

        def job() -> tuple[Programme | None, Sessions]:
            if whole:
                return read_programme(workspace, visit), Sessions()
            return read_file_header(workspace, visit), read_sessions(workspace, visit, touched)

        self._desk.background.run(job, done, failed)

    def _show(self, found: Programme | None) -> None:
        fresh = self.programme is None
        self.programme = None if found is None else replace(found, sessions=Sessions())
        if found is not None:
            self.unscheduled = dict(found.sessions.unscheduled)
            self._model.show(found.length, found.sessions.placed, keep=self._touched)
        self.shown.emit(found)
        self.unscheduled_changed.emit()
        if fresh:
            self._read_notices()

    def _refresh(self, ids: set[str], head: Programme, found: Sessions) -> None:
        if head != self.programme:
            self.programme = head
            self._model.show_length(head.length)
            self.shown.emit(head)
        self._model.refresh(ids, found.placed)
        unscheduled = {id: title for id, title in self.unscheduled.items() if id not in ids} | dict(found.unscheduled)
        if unscheduled != self.unscheduled:
            self.unscheduled = unscheduled
            self.unscheduled_changed.emit()

    def _read_notices(self) -> None:
        workspace, visit = self._desk.workspace, self.visit
        if not visit:
            return

        def show(found: list[Notice]) -> None:
            if isValid(self) and visit == self.visit:
                self._model.show_notices(found)

        from desktop.ui.programme.programme_data import read_notices

        self._desk.background.run(lambda: read_notices(workspace, visit), show, topic=f"{self._topic} notices")

    # Writing ---------------------------------------------------------------------------------------------------------

    def _write(self, change: Change) -> None:
        workspace, visit = self._desk.workspace, self.visit

        def confirmed() -> None:
            if isValid(self) and visit == self.visit:
                self._model.confirm(change)
                self._touched |= change.ids
                self._soon.start()

        def failed(error: BaseException) -> None:
            confirmed()  # what the file says holds: the sessions go back to where they were
            self._desk.show_error(error)

        self._desk.writer.run(lambda: write(workspace, visit, change), lambda _none: confirmed(), failed)


def write(workspace: Workspace, visit: str, change: Change) -> None:
    """Write one action of a person as one action of the journal."""
    journal = workspace.journal
    with journal.group(change.operation):
        for each in change.made:
            values = _values(each) | {"parent": visit}
            if change.method:
                values |= _with_method(change.method, each.minutes, {})
            journal.create("session", values, id=each.id)
        for each in change.changed:
            values = _differing(each, change.before.get(each.id))
            if change.method:
                record = workspace.record(each.id, "session")
                values |= _with_method(change.method, each.minutes, record.values if record is not None else {})
            if values:
                journal.edit(each.id, values, type="session")
        for each, source in change.copies:
            journal.create("session", _copied(workspace, source, each) | {"parent": visit}, id=each.id)
        if change.gone:
            journal.delete(change.gone, "session")


def _values(session: Session) -> dict[str, Value]:
    """All that the programme knows of a new session."""
    found: dict[str, Value] = {
        "at": write_moment(session.day, session.start), "minutes": session.minutes, "title": session.title,
        "kind": session.kind, "track": session.track, "place": session.place, "leads": session.leads,
        "method": session.method,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in ("", None)}


def _differing(session: Session, before: Session | None) -> dict[str, Value]:
    """What the person changed, and nothing else: the rest may have been written elsewhere meanwhile."""
    if before is None:
        return _values(session)
    found: dict[str, Value] = {}
    if (session.day, session.start) != (before.day, before.start):
        found["at"] = write_moment(session.day, session.start)
    if session.minutes != before.minutes:
        found["minutes"] = session.minutes
    for name in ("title", "kind", "track", "place", "method"):
        if getattr(session, name) != getattr(before, name):
            found[name] = getattr(session, name) or None
    if session.leads and not before.leads:  # otherwise they may be people of the network, by reference
        found["leads"] = session.leads
    return found


def _copied(workspace: Workspace, source: str, session: Session) -> dict[str, Value]:
    """All that a session holds, at another time; where it has gone, or is another desk's, what the programme knew."""
    record = workspace.record(source, "session")
    if record is None:
        return _values(session)
    kept = {name: value for name, value in record.values.items() if name not in _NOT_COPIED}
    return kept | {"at": write_moment(session.day, session.start), "minutes": session.minutes}


def _with_method(method: str, minutes: int, values: Mapping[str, Value]) -> dict[str, Value]:
    """The method and its steps for so many minutes; steps that a person wrote are theirs."""
    from desktop.ui.programme.method_cards import applied

    return {name: value for name, value in applied(method, minutes).items() if name == "method" or not values.get(name)}
