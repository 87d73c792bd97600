"""Undo and redo as new changes with the old values, for the fields where nobody has gone on since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.i18n import _, ngettext
from desktop.workspace.changes.erasures import ERASURE, still_writable
from desktop.workspace.changes.record_state import ChangeId, Edit, RecordState, derive
from desktop.workspace.records.record_description import Value
from desktop.workspace.storage.connections import Direct

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.changes.change_log import ChangeLog, Group

Known = tuple[str, list[Edit], int, RecordState]
"""A record's type, its changes, the number of the first, and its state."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """One action of this desk, as it can be offered to be undone."""

    no: int
    id: str
    kind: str  # of the original action, also where this one brings it again
    label: str
    time: int
    records: int

    def sentence(self) -> str:
        """What the action was: "Edit of 3 records"."""
        return action_words(self.kind, self.records, self.label)


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did, and what it left alone because somebody went on from there."""

    group: str | None = None  # the action taken back; None: there was nothing to take back
    kind: str = ""
    label: str = ""
    restored: int = 0  # fields
    records: int = 0
    left: tuple[tuple[str, str], ...] = ()  # (record id, field)
    irreversible: bool = False  # an erasure: nothing of it can be taken back
    erased: bool = False  # a package brought erasures, and what they erased stays so

    @property
    def done(self) -> bool:
        """Was there anything to take back?"""
        return self.group is not None

    def sentence(self) -> str:
        """What happened, in words."""
        if self.group is None:
            return _("Nothing to undo.")
        if self.irreversible:
            return _("Erased data cannot be restored. Earlier actions can still be undone.")
        words = _("Undone: {action}.").format(action=action_words(self.kind, self.records, self.label))
        if self.left:
            words += " " + ngettext(
                "{number} field was not changed back, because it was edited again later.",
                "{number} fields were not changed back, because they were edited again later.",
                len(self.left),
            ).format(number=len(self.left))
        if self.erased:
            words += " " + _("What it permanently erased stays erased.")
        return words


def action_words(kind: str, records: int, label: str) -> str:
    """An action in a few words, for the Edit menu and for reports."""
    number = records
    match kind:
        case "create":
            words = ngettext("new record", "{number} new records", number)
        case "delete":
            words = ngettext("deletion of a record", "deletion of {number} records", number)
        case "restore":
            words = ngettext("restoring of a record", "restoring of {number} records", number)
        case "duplicate":
            words = ngettext("copy of a record", "copies of {number} records", number)
        case "merge":
            words = _("merge of duplicates")
        case "import":
            words = ngettext("import of a record from {label}", "import of {number} records from {label}", number)
        case "arrival":
            words = ngettext("package {label} with a record", "package {label} with {number} records", number)
        case "arrivals":
            words = ngettext("{label} packages with a record", "{label} packages with {number} records", number)
        case "sample":
            words = _("sample catalogue")
        case "erasure":
            words = _("permanent erasure")
        case "bulk":
            words = ngettext("edit of a record", "edit of {number} records together", number)
        case _:
            words = ngettext("edit of a record", "edit of {number} records", number)
    return words.format(number=number, label=label)


_INFO = (
    "SELECT g.no, g.id, g.kind, g.label, g.time, g.undoes,"
    " (SELECT count(DISTINCT record_id) FROM change WHERE group_no = g.no)"
    " + (SELECT count(DISTINCT c.record_id) FROM arrival a JOIN change c ON c.no BETWEEN a.first_no AND a.last_no"
    " WHERE a.group_no = g.no) FROM change_group g"
)


IS_UNDONE = (
    "coalesce((WITH RECURSIVE answer(no, depth) AS (SELECT g.undone_by, 1 UNION ALL SELECT n.undone_by, a.depth + 1"
    " FROM answer a JOIN change_group n ON n.no = a.no WHERE n.undone_by IS NOT NULL AND n.undone_by > n.no)"
    " SELECT max(depth) FROM answer WHERE no IS NOT NULL), 0) % 2"
)
"""SQL: is the action of the row `g` taken back? Not where that was taken back again, by a redo."""


def _info(conn: Connection | Direct, row: Any) -> GroupInfo | None:
    if row is None:
        return None
    no, id, kind, label, time, undoes, records = row
    while undoes is not None:  # an undo or redo goes by the name of the action at the end of its chain
        kind, label, undoes = conn.exec_driver_sql(
            "SELECT kind, label, undoes FROM change_group WHERE no = ?", (undoes,)
        ).fetchone() or (kind, label, None)
    return GroupInfo(no, id, kind, label, time, records)


def undo_candidate(conn: Connection | Direct) -> GroupInfo | None:
    """The last action of this desk that still stands (a redo stands for what it brought again)."""
    row = conn.exec_driver_sql(
        f"{_INFO} WHERE g.mine = 1 AND g.kind <> 'undo' AND g.undone_by IS NULL ORDER BY g.no DESC LIMIT 1"
    ).fetchone()
    return _info(conn, row)


def redo_candidate(conn: Connection | Direct) -> GroupInfo | None:
    """The last undo that still stands and that no other action followed."""
    row = conn.exec_driver_sql(
        f"{_INFO} WHERE g.mine = 1 AND g.kind = 'undo' AND g.undone_by IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM change_group n WHERE n.mine = 1 AND n.no > g.no AND n.kind NOT IN ('undo', 'redo'))"
        " ORDER BY g.no DESC LIMIT 1"
    ).fetchone()
    return _info(conn, row)


def group_by_id(conn: Connection, group_id: str) -> GroupInfo | None:
    """One action of this desk, if it still stands."""
    row = conn.exec_driver_sql(
        f"{_INFO} WHERE g.mine = 1 AND g.id = ? AND g.undone_by IS NULL", (group_id,)
    ).fetchone()  # fmt: skip
    return _info(conn, row)


def revert_group(
    conn: Connection,
    log: ChangeLog,
    group: Group,
    target: GroupInfo,
    kind: str,
    write: Callable[[str, Mapping[str, Value], Known | None], None],
    progress: Progress | None = None,
) -> UndoReport:
    """Write the old values back where the action's changes are still the only heads, newest change first.

    `write` is told what is known of the record; `progress` hears (changes done, changes in all) and may raise Cancelled.
    """
    from desktop.workspace.changes.change_log import edit_from_row

    if target.kind == ERASURE:  # said once; the next undo goes on to what was before
        conn.exec_driver_sql("UPDATE change_group SET undone_by = no WHERE no = ?", (target.no,))
        return UndoReport(target.id, target.kind, irreversible=True)
    rows = conn.exec_driver_sql(
        "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private, record_id, type FROM change"
        " WHERE group_no = ? ORDER BY no DESC",
        (target.no,),
    ).fetchall()
    group.kind, group.undoes = kind, target.no
    log.open_group(group)
    restored, records = 0, set[str]()
    left: list[tuple[str, str]] = []
    direct = Direct(conn)
    for done, row in enumerate(rows):
        if progress is not None and done % 100 == 0:
            progress(done, len(rows))
        mine, record_id = edit_from_row(row, log.replicas), str(row[9])
        records.add(record_id)
        found = log.of_record(record_id, row[10])
        edits = found[1]
        known = {edit.id: edit for edit in edits}
        state = derive(edits)
        back: dict[str, Value] = {}
        undoing = _undoing(direct, record_id)
        for name in mine.values:
            heads = state.heads.get(name, ())
            if len(heads) == 1 and _stands_for(known.get(heads[0].change), mine, name, known, undoing):
                back[name] = _before(mine, name, known)
            else:
                left.append((record_id, name))
        allowed = still_writable(direct, found[0], record_id, back)
        left += [(record_id, name) for name in back if name not in allowed]
        if allowed:
            write(record_id, allowed, (*found, state))
            restored += len(allowed)
    conn.exec_driver_sql("UPDATE change_group SET undone_by = ? WHERE no = ?", (group.no, target.no))
    return UndoReport(target.id, target.kind, target.label, restored, len(records), tuple(left))


def _undoing(conn: Direct, record_id: str) -> set[ChangeId]:
    """Those changes of a record that an undo or a redo wrote."""
    rows = conn.exec_driver_sql(
        "SELECT c.replica_no, c.seq FROM change c JOIN change_group g ON g.no = c.group_no"
        " WHERE c.record_id = ? AND g.undoes IS NOT NULL",
        (record_id,),
    )
    return {(int(row[0]), int(row[1])) for row in rows}


def _stands_for(
    head: Edit | None, mine: Edit, name: str, known: Mapping[ChangeId, Edit], undoing: set[ChangeId]
) -> bool:
    """Is `head` the change `mine`, or an undo that took back what came after it and so brought its value again?

    Otherwise two edits of one field could not be undone one after the other.
    """
    todo, seen = [head], set[ChangeId]()
    while todo:
        each = todo.pop()
        if each is None or each.id in seen:
            continue
        if each.id == mine.id:
            return True
        seen.add(each.id)
        if each.id in undoing:
            taken_back = (known.get(id) for id in each.replaces.get(name, ()))
            todo += [known.get(id) for edit in taken_back if edit is not None for id in edit.replaces.get(name, ())]
    return False


def _before(mine: Edit, name: str, known: Mapping[tuple[int, int], Edit]) -> Value:
    old = [known[id] for id in mine.replaces.get(name, ()) if id in known]
    before = max(old, key=lambda edit: edit.rank).values[name] if old else None
    if name == "deleted" and before:
        return None  # deleted again because the first time had not seen all edits: until then the record was there
    return before
