"""What people have to settle: who wrote which of several values, and the settling itself."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.changes.change_log import edit_from_row
from desktop.workspace.changes.clock import Stamp
from desktop.workspace.changes.known_names import KnownNames
from desktop.workspace.changes.record_state import ChangeId, Edit, RecordState, derive
from desktop.workspace.journal import Journal
from desktop.workspace.projection.record_reader import Record, read_records
from desktop.workspace.records.record_description import MARKS, FieldKind, RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.web_link_names import shown_name, shown_value

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that stand against each other; for a mark (`deleted`, `merged_into`) None means: keep."""

    value: Value
    author: str
    time: int  # ms since 1970 UTC, on the author's computer
    mine: bool  # written in this workspace
    stamp: Stamp = (0, 0)  # orders the choices; (0, 0) where nobody wrote it


@dataclass(frozen=True, slots=True)
class Disputed:
    """One thing to be settled; the value shown now is the last choice."""

    type: str
    id: str
    title: str
    kind: str  # as in reading.Conflict
    field: str  # the one that a decision sets: for edits unseen by a delete, `deleted`
    choices: tuple[Choice, ...]
    unseen: tuple[str, ...] = ()  # fields edited unseen by a delete or a merge
    base: Value = None  # of several values: what their authors all started from, None for nothing


@dataclass(frozen=True, slots=True)
class _By:
    author: str
    mine: bool


def read_disputed(conn: Connection, record_id: str = "") -> Generator[Disputed]:
    """All that is to be settled, or that of one record, by type and title."""
    who = KnownNames(conn)
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    for kind in RECORD_TYPES.values():
        only, parameters = ("AND id = ?", (record_id,)) if record_id else ("", ())
        ids = [
            str(row[0])
            for row in conn.exec_driver_sql(
                f"SELECT id FROM {kind.name} WHERE conflicts > 0 {only} ORDER BY {kind.title}, id", parameters
            )
        ]
        for start in range(0, len(ids), _BATCH):
            records = list(read_records(conn, kind.name, ids[start : start + _BATCH]))
            named = _named_by_others(conn, kind, records)
            for record in records:
                title = named.get(record.id, record.title)
                edits, writers = _edits(conn, record, replicas, who)
                state = derive(edits.values())
                names = {shown_name(name, *reversed(state.choices(name))): name for name in state.heads}
                marks: dict[str, tuple[str, list[str]]] = {}
                for conflict in record.conflicts:
                    if conflict.kind == "values":
                        field = names[conflict.field]
                        choices = _choices(state, field, edits, writers)
                        base = shown_value(field, _base(state, field, edits))
                        yield Disputed(kind.name, record.id, title, "values", conflict.field, choices, base=base)
                    else:
                        mark = "merged_into" if conflict.kind in ("unseen_by_merge", "circle") else "deleted"
                        _kind, unseen = marks.setdefault(mark, (conflict.kind, []))
                        if conflict.kind.startswith("unseen"):
                            unseen.append(conflict.field)
                for mark, (what, unseen) in marks.items():
                    if len(state.choices(mark)) > 1:
                        continue  # told above as several values
                    choices = _for_mark(state, mark, unseen, edits, writers)
                    yield Disputed(kind.name, record.id, title, what, mark, choices, tuple(unseen))


def _named_by_others(conn: Connection, kind: RecordType, records: Sequence[Record]) -> dict[str, str]:
    """What records are called that have no name of their own: "Vote: Aroha Ngata"; a person who is not here is said so."""
    described = kind.by_name[kind.title]
    if described.kind is not FieldKind.REFERENCE:
        return {}
    pointed = {each.id: str(each.values.get(kind.title) or "") for each in records}
    names = {each.id: each.title for each in read_records(conn, described.target, sorted({*pointed.values()} - {""}))}
    elsewhere = _("Somebody not known here") if described.target == "person" else _("a record that is not here yet")
    return {
        id: _("{kind}: {title}").format(kind=_(kind.label), title=names.get(other) or elsewhere)
        for id, other in pointed.items()
    }


def _edits(
    conn: Connection, record: Record, replicas: Mapping[int, str], who: KnownNames
) -> tuple[dict[tuple[int, int], Edit], dict[tuple[int, int], _By]]:
    rows = conn.exec_driver_sql(
        "SELECT c.no, c.replica_no, c.seq, c.ms, c.counter, c.data, c.replaces, c.time, c.private, a.name, g.mine"
        " FROM change c JOIN author a ON a.no = c.author_no JOIN change_group g ON g.no = c.group_no"
        " WHERE c.record_id = ? AND c.type = ? ORDER BY c.no",
        (record.id, record.type),
    ).fetchall()
    edits = {edit.id: edit for edit in (edit_from_row(row, replicas) for row in rows)}
    return edits, {(int(row[1]), int(row[2])): _By(who.marked(str(row[9]), row[1]), bool(row[10])) for row in rows}


def _choices(
    state: RecordState, field: str, edits: Mapping[tuple[int, int], Edit], writers: Mapping[tuple[int, int], _By]
) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for value in state.choices(field):
        heads = [head.change for head in state.heads[field] if head.value == value]
        change = next((each for each in reversed(heads) if writers[each].mine), heads[-1])
        found.append(_choice(shown_value(field, value), change, edits, writers))
    return tuple(found)


def _choice(value: Value, change: ChangeId, edits: Mapping[ChangeId, Edit], writers: Mapping[ChangeId, _By]) -> Choice:
    by, edit = writers[change], edits[change]
    return Choice(value, by.author, edit.time, by.mine, edit.rank[:2])


def _base(state: RecordState, field: str, edits: Mapping[ChangeId, Edit]) -> Value:
    """The newest value that all heads go back to."""
    common: set[ChangeId] | None = None
    for head in state.heads[field]:
        before, todo = set[ChangeId](), [head.change]
        while todo:
            edit = edits.get(todo.pop())
            older = [id for id in edit.replaces.get(field, ()) if id not in before] if edit is not None else []
            before.update(older)
            todo += older
        common = before if common is None else common & before
    known = [edits[id] for id in common or () if id in edits and field in edits[id].values]
    return max(known, key=lambda edit: edit.rank).values[field] if known else None


def _for_mark(
    state: RecordState,
    mark: str,
    unseen: list[str],
    edits: Mapping[tuple[int, int], Edit],
    writers: Mapping[tuple[int, int], _By],
) -> tuple[Choice, ...]:
    """The two sides of a delete (or merge) against edits: to do it again, or to keep the record, as it is now."""
    done = state.heads[mark][-1].change
    made = _choice(state.value(mark), done, edits, writers)
    heads = [head.change for field in unseen for head in state.heads[field] if head.change in writers]
    last = max(heads, key=lambda each: edits[each].rank, default=None)
    if last is None:
        return (made, Choice(None, "", 0, not made.mine))
    return (made, _choice(None, last, edits, writers))


# Settling ----------------------------------------------------------------------------------------------------------------


def resolve(journal: Journal, disputed: Disputed, value: Value) -> None:
    """Write the decision, which takes the place of all values. For marks: None keeps the record, another repeats it.

    Of two merged into each other, taking the merge means that the other one stays.
    """
    if disputed.field == "deleted":
        if value:
            journal.delete([disputed.id], disputed.type)
        else:
            journal.restore([disputed.id], disputed.type)
    elif disputed.kind == "circle" and value is not None:
        journal.edit(str(value), {"merged_into": None}, type=disputed.type)
    else:
        journal.edit(disputed.id, {disputed.field: value}, type=disputed.type)


def one_side(disputed: Disputed, *, mine: bool) -> Value:
    """My value, or theirs. Raises UserFacingError where none or several are on that side."""
    found = [choice.value for choice in disputed.choices if choice.mine is mine]
    if len(found) != 1:
        if mine:
            what = _("None of the values was written on this desk.")
        elif found:
            what = _("Several other desks wrote different values.")
        else:
            what = _("All of the values were written on this desk.")
        raise UserFacingError(what, kept=_("Nothing was changed."), todo=_("Enter the value to keep."))
    return found[0]


def both_sides(disputed: Disputed) -> Value:
    """All texts one after the other, or the member that one side added. Raises UserFacingError for other fields."""
    kind: RecordType = RECORD_TYPES[disputed.type]
    field = kind.field_of(disputed.field)
    values = [choice.value for choice in disputed.choices if choice.value is not None]
    if field is not None and len(values) == 1 and disputed.field not in MARKS:
        return values[0]
    if field is not None and field.rules.joint:
        return field.rules.joint.join(str(value) for value in values)
    raise UserFacingError(
        _("“{field}” can hold one value only.").format(field=disputed.field),
        kept=_("Nothing was changed."),
        todo=_("Choose mine or theirs, or enter the value to keep."),
    )
