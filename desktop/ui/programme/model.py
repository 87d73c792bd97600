"""The programme that is shown: its days and sessions, what is selected, where the keyboard stands. No painting, no file."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.ui.programme.cursor import Cursor, on
from desktop.ui.programme.lanes import Piece, by_session, pieces
from desktop.ui.programme.session import Change, Notice, Session, days_shown, in_order


class ProgrammeModel(QObject):
    """What a person does shows at once, and goes to the file by `change_wanted`.

    Until the file answers (`settled`), readings from it do not take the sessions back to what they were. While
    somebody drags, a reading changes the sessions under the drag, never the drag.
    """

    changed = Signal()  # sessions, days or notices
    selection_changed = Signal()
    cursor_moved = Signal()
    change_wanted = Signal(object)  # a Change

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.length = 0  # of the visit, in days
        self.days: list[int] = []
        self.sessions: dict[str, Session] = {}
        self.pieces: list[Piece] = []
        self.notices: tuple[Notice, ...] = ()
        self.selected: frozenset[str] = frozenset()
        self.cursor = Cursor()
        self.writable = True
        self._pieces_of: Mapping[str, list[Piece]] = {}
        self._notices_of: dict[str, list[str]] = {}
        self._under_way: dict[str, int] = {}

    # Readings --------------------------------------------------------------------------------------------------------

    def show(self, length: int, sessions: Iterable[Session], keep: Collection[str] = ()) -> None:
        """Another programme, or all of it again; `keep`: sessions that are known to be newer here."""
        self.length = length
        newer = {*self._under_way, *keep}
        kept = {id: self.sessions[id] for id in newer if id in self.sessions}
        gone = newer - self.sessions.keys()
        found = {each.id: each for each in sessions if each.id not in gone}
        self.sessions = {**found, **kept}
        self._arrange()

    def show_length(self, length: int) -> None:
        """The visit has so many days now."""
        self.length = length
        self._arrange()

    def forget(self) -> None:
        """Another visit comes."""
        self._under_way.clear()
        self.sessions, self.length, self.notices, self._notices_of = {}, 0, (), {}
        self.selected, self.cursor = frozenset(), Cursor()
        self._arrange()
        self.selection_changed.emit()

    def refresh(self, ids: Collection[str], found: Iterable[Session]) -> None:
        """These sessions as they are in the file now; those of `ids` that were not found have gone."""
        there = {each.id: each for each in found}
        for id in ids:
            if id in self._under_way:
                continue
            if id in there:
                self.sessions[id] = there[id]
            else:
                self.sessions.pop(id, None)
        self._arrange()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """What is to be minded now."""
        self.notices = tuple(notices)
        self._notices_of = {}
        for notice in notices:
            for id in notice.sessions:
                self._notices_of.setdefault(id, []).append(notice.words)
        self.changed.emit()

    def notices_of(self, id: str) -> list[str]:
        """What is to be minded in one session."""
        return self._notices_of.get(id, [])

    def pieces_of(self, id: str) -> list[Piece]:
        """Where a session stands, day by day."""
        return self._pieces_of.get(id, [])

    def _arrange(self) -> None:
        days = days_shown(self.length, self.sessions.values())
        here = self.days[self.cursor.column] if self.cursor.column < len(self.days) else None
        self.days = days
        self.pieces = pieces(self.sessions.values(), days)
        self._pieces_of = by_session(self.pieces)
        selected = self.selected & self.sessions.keys()
        cursor = self.cursor
        if cursor.session and (mine := self.pieces_of(cursor.session)):
            cursor = next((on(each) for each in mine if each.column == cursor.column), on(mine[0]))
        elif days:
            column = days.index(here) if here in days else min(cursor.column, len(days) - 1)
            cursor = replace(cursor, session="", column=column)
        moved, self.cursor = cursor != self.cursor, cursor
        self.changed.emit()
        if selected != self.selected:
            self.selected = selected
            self.selection_changed.emit()
        if moved:
            self.cursor_moved.emit()

    # Selecting -------------------------------------------------------------------------------------------------------

    def select(self, ids: Iterable[str]) -> None:
        """These and no others."""
        wanted = frozenset(ids) & self.sessions.keys()
        if wanted != self.selected:
            self.selected = wanted
            self.selection_changed.emit()

    def move_cursor(self, cursor: Cursor, *, select: bool = True) -> None:
        """Put the keyboard there; a session it comes to is selected alone, unless told otherwise."""
        if cursor != self.cursor:
            self.cursor = cursor
            self.cursor_moved.emit()
        if select:
            self.select([cursor.session] if cursor.session else [])

    def go_to(self, id: str) -> bool:
        """Put the keyboard on a session; False where it is not here."""
        mine = self.pieces_of(id)
        if mine:
            self.move_cursor(on(mine[0]))
        return bool(mine)

    def chosen(self) -> list[Session]:
        """The selected sessions as they come in time."""
        return in_order(self.sessions[id] for id in self.selected)

    # What a person does ----------------------------------------------------------------------------------------------

    def make(self, session: Session, *, method: str = "") -> str:
        """A new session; returns its id."""
        new = replace(session, id=str(uuid.uuid4()))
        self._do(Change("create", made=(new,), method=method))
        self.go_to(new.id)
        return new.id

    def make_all(self, sessions: Sequence[Session]) -> list[str]:
        """Several at once, as one action; they are selected then."""
        new = tuple(replace(each, id=str(uuid.uuid4())) for each in sessions)
        if new:
            self._do(Change("create", made=new))
            self._to([each.id for each in new])
        return [each.id for each in new]

    def put(self, sessions: Iterable[Session], *, method: str = "") -> bool:
        """Sessions as they are to be from now on; False where nothing differs."""
        wanted = [each for each in sessions if each.id in self.sessions]
        if not method:
            wanted = [each for each in wanted if each != self.sessions[each.id]]
        if not wanted:
            return False
        before = {each.id: self.sessions[each.id] for each in wanted}
        self._do(Change("edit", changed=tuple(wanted), before=before, method=method))
        return True

    def copy(self, sessions: Sequence[tuple[Session, str]]) -> list[str]:
        """Copies: each as it is to stand, and the id of what it is a copy of; they are selected then."""
        copies = tuple((replace(each, id=str(uuid.uuid4())), source) for each, source in sessions)
        if copies:
            self._do(Change("duplicate", copies=copies))
            self._to([each.id for each, _source in copies])
        return [each.id for each, _source in copies]

    def delete(self, ids: Iterable[str]) -> int:
        """Put sessions into the bin; the keyboard stays where they were. Returns how many."""
        gone = tuple(id for id in ids if id in self.sessions)
        if gone:
            self._do(Change("delete", gone=gone))
        return len(gone)

    def _to(self, ids: Sequence[str]) -> None:
        first = in_order(self.sessions[id] for id in ids)[0]
        self.go_to(first.id)
        self.select(ids)

    def _do(self, change: Change) -> None:
        for id in change.ids:
            self._under_way[id] = self._under_way.get(id, 0) + 1
        for each in (*change.made, *change.changed, *(new for new, _source in change.copies)):
            self.sessions[each.id] = each
        for id in change.gone:
            self.sessions.pop(id, None)
        self._arrange()
        self.change_wanted.emit(change)

    def confirm(self, change: Change) -> None:
        """The file has answered: what it says of these sessions counts again."""
        for id in change.ids:
            left = self._under_way.get(id, 0) - 1
            if left > 0:
                self._under_way[id] = left
            else:
                self._under_way.pop(id, None)
