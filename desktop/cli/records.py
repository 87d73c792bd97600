"""Commands on records: list, show, add, edit, delete, and the way back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from desktop.cli.opening import one_record, opened
from desktop.cli.printing import as_data, print_json, print_json_list, print_record
from desktop.errors import UserFacingError
from desktop.system.terminal import output_lost, print_error, print_line
from desktop.words import _
from desktop.workspace import RECORD_TYPES, Record, Workspace

if TYPE_CHECKING:
    from desktop.workspace import FieldChange, UndoReport

LISTS = {
    "activities": "activity", "visits": "visit", "organisations": "organisation", "people": "person",
    "templates": "template",
}  # fmt: skip
_BATCH = 500


def list_records(asked: Namespace) -> int:
    """Print the records of a type that a query finds."""
    type, text = LISTS[asked.what], " ".join(asked.query).strip()
    with opened(asked, read_only=True) as workspace:
        ids = _found(workspace, type, text) if RECORD_TYPES[type].searched else _by_name(workspace, type, text)
        records = _records(workspace, type, islice(ids, asked.limit))
        if asked.json:
            print_json_list(as_data(record) for record in records)
        else:
            for record in records:
                print_line(f"{record.id[:8]}  {record.title}")
                if output_lost():
                    break
    return 0


def _found(workspace: Workspace, type: str, text: str) -> Iterator[str]:
    from desktop.catalogue import list_of
    from desktop.cli.searches import read_query

    query = read_query(text, type)
    listing = list_of(workspace, type)
    nos = listing.order(query, ()).ids
    return (id for start in range(0, len(nos), _BATCH) for id in listing.ids_of(nos[start : start + _BATCH]))


def _by_name(workspace: Workspace, type: str, words: str) -> Iterator[str]:
    from desktop.catalogue.by_name import ids_by_name

    return iter(ids_by_name(workspace, type, words))


def _records(workspace: Workspace, type: str, ids: Iterator[str]) -> Iterator[Record]:
    """Whole records, some hundred at a time: a list of a million is never in memory."""
    while batch := list(islice(ids, _BATCH)):
        yield from workspace.records(type, batch)


def show(asked: Namespace) -> int:
    """Print a record with all its fields; a visit with its parts."""
    from desktop.cli.visits import parts_as_data, print_parts
    from desktop.visits import read_visit

    with opened(asked, read_only=True) as workspace:
        record = one_record(workspace, asked.id)
        visit = read_visit(workspace, record.id) if record.type == "visit" else None
        if asked.json:
            print_json(as_data(record) | ({"parts": parts_as_data(visit)} if visit is not None else {}))
        else:
            print_record(record, _names(workspace, record))
            if visit is not None:
                print_parts(visit)
    return 0


def _names(workspace: Workspace, record: Record) -> dict[str, str]:
    """The names of the records that this one points to, by id."""
    from desktop.catalogue import names_of

    found: dict[str, str] = {}
    for field in record.kind.fields:
        ids = [key.partition(":")[2] for key in record.members(field.name)] if field.is_set else []
        ids += [str(record.values[field.name])] if field.name in record.values else []
        if field.target and ids:
            found.update(names_of(workspace, field.target, ids))
    return found


def history(asked: Namespace) -> int:
    """Print who changed what in a record, oldest first."""
    with opened(asked, read_only=True) as workspace:
        entries = workspace.journal.history(one_record(workspace, asked.id).id)
    if asked.json:
        print_json(
            [
                {
                    "time": each.time.isoformat(),
                    "author": each.author,
                    "kind": each.kind,
                    "fields": {change.name: _values(change) for change in each.fields},
                }
                for each in entries
            ]
        )
    else:
        for each in entries:
            for sentence in each.sentences():
                print_line(f"{each.time:%Y-%m-%d %H:%M}  {sentence}")
    return 0


def _values(change: FieldChange) -> dict[str, object]:
    erased = {"erased": {"author": by.author, "time": by.time.isoformat()}} if (by := change.erased) else {}
    return {"old": change.old, "new": change.new, **erased}


def add(asked: Namespace) -> int:
    """Make a record of the values given."""
    from desktop.cli.assignments import pointed, read_assignments

    words: list[str] = asked.values
    if words and words[0] in RECORD_TYPES:
        asked.type, words = words[0], words[1:]
    kind = RECORD_TYPES[asked.type]
    values = read_assignments(kind, words)
    if not any(value is not None for value in values.values()):
        raise UserFacingError(
            _("A record needs at least one value."), todo=_("Write {name}=… for instance.").format(name=kind.title)
        )
    with opened(asked) as workspace:
        id = workspace.journal.create(asked.type, pointed(workspace, kind, values))
        record = one_record(workspace, id)
    if asked.json:
        print_json(as_data(record))
    else:
        print_line(id)
    return 0


def edit(asked: Namespace) -> int:
    """Change fields of a record."""
    from desktop.cli.assignments import pointed, read_assignments

    with opened(asked) as workspace:
        record = one_record(workspace, asked.id)
        values = read_assignments(record.kind, asked.values, record.values)
        changed = workspace.journal.edit(record.id, pointed(workspace, record.kind, values))
        record = one_record(workspace, record.id)
    if asked.json:
        print_json(as_data(record))
    elif not changed:
        print_line(_("Nothing to change."))
    return 0


def delete(asked: Namespace) -> int:
    """Put a record into the bin."""
    with opened(asked) as workspace:
        record = one_record(workspace, asked.id)
        workspace.journal.delete([record.id])
    if asked.json:
        print_json({"id": record.id})
    return 0


def restore_record(asked: Namespace) -> int:
    """Take a record out of the bin."""
    with opened(asked) as workspace:
        record = one_record(workspace, asked.id)
        workspace.journal.restore([record.id])
    if asked.json:
        print_json({"id": record.id})
    return 0


def undo(asked: Namespace) -> int:
    """Take the last action back; 1 where there is none."""
    with opened(asked) as workspace:
        report = workspace.journal.undo()
    return _told(asked, report, report.sentence())


def redo(asked: Namespace) -> int:
    """Do again what was taken back; 1 where there is nothing."""
    with opened(asked) as workspace:
        again = workspace.journal.next_redo()
        if again is None:
            print_error(_("There is nothing to do again."))
            return 1
        report = workspace.journal.redo()
    return _told(asked, report, _("Done again: {action}.").format(action=again.sentence()))


def _told(asked: Namespace, report: UndoReport, sentence: str) -> int:
    if not report.done or report.for_good:
        print_error(sentence)
        return 1
    if asked.json:
        print_json(
            {
                "done": report.done,
                "fields": report.restored,
                "records": report.records,
                "left": [{"id": id, "field": field} for id, field in report.left],
            }
        )
    else:
        print_line(sentence)
    return 0
