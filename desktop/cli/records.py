"""Commands on records: list, show, add, edit, delete, and the way back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.forum import FORUMS, TOPICS, list_forums, list_topics
from desktop.cli.learners import list_courses
from desktop.cli.network_relations import list_relations
from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, print_json_list, print_record, record_json
from desktop.cli.report_templates import list_report_templates
from desktop.cli.tables import table_target
from desktop.cli.trainings import list_trainings
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import output_lost, print_error, print_line
from desktop.workspace import RECORD_TYPES, Record, Workspace

if TYPE_CHECKING:
    from desktop.catalogue.exporting.table_formats import TableFormat
    from desktop.workspace import FieldChange, UndoReport

LISTS = {
    "activities": "activity", "visits": "visit", "organisations": "organisation", "people": "person",
    "needs": "need", "offers": "offer", "templates": "template", "modules": "module", "goals": "goal",
    "indicators": "indicator",
}  # fmt: skip
_FURTHER = {
    "courses": list_courses, "trainings": list_trainings, FORUMS: list_forums, TOPICS: list_topics,
    "relations": list_relations, "report-templates": list_report_templates,
}  # fmt: skip
ALL_LISTS = (*LISTS, *_FURTHER)
_BATCH = 500


def list_records(args: Namespace) -> int:
    """Print the records of a type that a query finds."""
    if (further := _FURTHER.get(args.what)) is not None:
        return further(args)
    type, text = LISTS[args.what], " ".join(args.query).strip()
    if args.csv and not RECORD_TYPES[type].searched:
        raise UserFacingError(_("Templates are not exported as CSV."), kept=_("No file was written."))
    target = table_target(args, args.csv) if args.csv else None
    with open_workspace(args, read_only=True) as workspace:
        ids = (
            _ids_by_query(workspace, type, text) if RECORD_TYPES[type].searched else _ids_by_name(workspace, type, text)
        )
        if target is not None:
            return _write_table(args, workspace, list(islice(ids, args.limit)), *target, type)
        records = _read_in_batches(workspace, type, islice(ids, args.limit))
        if type == "activity" and text:
            _mention_visits(workspace, text)
        if args.json:
            print_json_list(record_json(record) for record in records)
        else:
            for record in records:
                print_line(f"{record.id[:8]}  {record.title}")
                if output_lost():
                    break
    return 0


def _mention_visits(workspace: Workspace, text: str) -> None:
    """Where study visits are looked for among activities: how many visits match too."""
    from desktop.catalogue import list_of
    from desktop.cli.searches import read_query
    from desktop.visits import visits_query

    found = visits_query(read_query(text, "activity"))
    if found is not None and (count := list_of(workspace, "visit").count(found)):
        words = ngettext(
            "{number} peer visit matches too: “{command}” lists it.",
            "{number} peer visits match too: “{command}” lists them.",
            count,
        )
        print_error(words.format(number=count, command=f"list visits {found.text}".rstrip()))


def _write_table(
    args: Namespace, workspace: Workspace, ids: list[str], target: Path, form: TableFormat, type: str
) -> int:
    """Write them as a table, as far as they may leave, and say how many stay."""
    from desktop.catalogue import export_table, people_left_out, texts_shortened

    if not ids:
        raise UserFacingError(_("Nothing matches."), kept=_("No file was written."))
    if form.only not in ("", type):
        raise UserFacingError(
            _("Only activities can be written as “{ending}”.").format(ending=form.suffix),
            kept=_("No file was written."),
        )
    done = export_table(workspace, ids, target, type=type, format=form)
    count = done.written
    left_out = len(ids) - count
    if args.json:
        print_json({"file": str(target), "records": count, "not_agreed": left_out})
        return 0
    print_line(
        ngettext("{count} record in {file}.", "{count} records in {file}.", count).format(count=count, file=target)
    )
    if left_out:
        print_line(people_left_out(left_out))
    if done.shortened:
        print_line(texts_shortened(done.shortened))
    return 0


def _ids_by_query(workspace: Workspace, type: str, text: str) -> Iterator[str]:
    from desktop.catalogue import list_of
    from desktop.cli.searches import read_query

    query = read_query(text, type)
    listing = list_of(workspace, type)
    nos = listing.order(query, ()).ids
    while not nos and (fewer := query.with_fewer_words()) is not None:
        query, nos = fewer, listing.order(fewer, ()).ids
    if nos and query.note:
        print_error(query.note)
    return (id for start in range(0, len(nos), _BATCH) for id in listing.ids_of(nos[start : start + _BATCH]))


def _ids_by_name(workspace: Workspace, type: str, words: str) -> Iterator[str]:
    from desktop.catalogue.by_name import ids_by_name

    return iter(ids_by_name(workspace, type, words))


def _read_in_batches(workspace: Workspace, type: str, ids: Iterator[str]) -> Iterator[Record]:
    """Whole records, some hundred at a time: a list of a million is never in memory."""
    while batch := list(islice(ids, _BATCH)):
        yield from workspace.records(type, batch)


def show(args: Namespace) -> int:
    """Print a record with all its fields; a visit with its parts."""
    from desktop.cli.visits import parts_json, print_parts
    from desktop.visits import read_visit

    with open_workspace(args, read_only=True) as workspace:
        record = find_record(workspace, args.id)
        visit = read_visit(workspace, record.id) if record.type == "visit" else None
        if args.json:
            print_json(record_json(record) | ({"parts": parts_json(visit)} if visit is not None else {}))
        else:
            print_record(record, _linked_names(workspace, record))
            if visit is not None:
                print_parts(visit)
    return 0


def _linked_names(workspace: Workspace, record: Record) -> dict[str, str]:
    """The names of the records that this one points to, by id."""
    from desktop.catalogue import names_of

    found: dict[str, str] = {}
    for field in record.kind.fields:
        ids = [key.partition(":")[2] for key in record.members(field.name)] if field.is_set else []
        ids += [str(record.values[field.name])] if field.name in record.values else []
        if field.target and ids:
            found.update(names_of(workspace, field.target, ids))
    return found


def history(args: Namespace) -> int:
    """Print who changed what in a record, oldest first."""
    with open_workspace(args, read_only=True) as workspace:
        record = find_record(workspace, args.id)
        entries = workspace.journal.history(record.id, record.type)
    if args.json:
        print_json(
            [
                {
                    "time": each.time.isoformat(),
                    "author": each.author,
                    "kind": each.kind,
                    "proven": each.proven,
                    "fields": {change.name: _change_json(change) for change in each.fields},
                }
                for each in entries
            ]
        )
    else:
        for each in entries:
            for sentence in each.sentences():
                print_line(f"{each.time:%Y-%m-%d %H:%M}  {sentence}")
    return 0


def _change_json(change: FieldChange) -> dict[str, object]:
    erased = {"erased": {"author": by.author, "time": by.time.isoformat()}} if (by := change.erased) else {}
    return {"old": change.old, "new": change.new, **erased}


def add(args: Namespace) -> int:
    """Make a record of the values given."""
    from desktop.cli.assignments import read_assignments, resolve_references
    from desktop.cli.visits import offer_visit

    words: list[str] = args.values
    if words and words[0] in RECORD_TYPES:
        args.type, words = words[0], words[1:]
    record_type = RECORD_TYPES[args.type]
    with open_workspace(args) as workspace:  # first of all: own terms are known from here on
        values = read_assignments(record_type, words)
        if not any(value is not None for value in values.values()):
            raise UserFacingError(
                _("A record needs at least one value."),
                todo=_("Write {name}=… for instance.").format(name=record_type.title),
            )
        id = workspace.journal.create(args.type, resolve_references(workspace, record_type, values))
        record = find_record(workspace, id, args.type)
    if args.json:
        print_json(record_json(record))
    else:
        print_line(id)
    offer_visit(record)
    return 0


def edit(args: Namespace) -> int:
    """Change fields of a record."""
    from desktop.cli.assignments import read_assignments, resolve_references

    with open_workspace(args) as workspace:
        record = find_record(workspace, args.id)
        values = read_assignments(record.kind, args.values, record.values)
        new = resolve_references(workspace, record.kind, values)
        changed = workspace.journal.edit(record.id, new, type=record.type)
        record = find_record(workspace, record.id, record.type)
    if args.json:
        print_json(record_json(record))
    elif not changed:
        print_line(_("Nothing to change."))
    return 0


def delete(args: Namespace) -> int:
    """Put a record into the bin."""
    with open_workspace(args) as workspace:
        record = find_record(workspace, args.id)
        workspace.journal.delete([record.id], record.type)
    if args.json:
        print_json({"id": record.id})
    return 0


def restore_record(args: Namespace) -> int:
    """Take a record out of the bin."""
    with open_workspace(args) as workspace:
        record = find_record(workspace, args.id)
        workspace.journal.restore([record.id], record.type)
    if args.json:
        print_json({"id": record.id})
    return 0


def undo(args: Namespace) -> int:
    """Take the last action back; 1 where there is none."""
    with open_workspace(args) as workspace:
        report = workspace.journal.undo()
    return _print_result(args, report, report.sentence())


def redo(args: Namespace) -> int:
    """Do again what was taken back; 1 where there is nothing."""
    with open_workspace(args) as workspace:
        again = workspace.journal.next_redo()
        if again is None:
            print_error(_("Nothing to redo."))
            return 1
        report = workspace.journal.redo()
    return _print_result(args, report, _("Redone: {action}.").format(action=again.sentence()))


def _print_result(args: Namespace, report: UndoReport, sentence: str) -> int:
    if not report.done or report.irreversible:
        print_error(sentence)
        return 1
    if args.json:
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
