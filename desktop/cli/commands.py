"""What each command does: call, print, exit code. Words to values in `assignments`, output in `printing`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.printing import as_data, print_counts, print_json, print_record, say
from desktop.errors import UserFacingError
from desktop.words import _, current_language, ngettext
from desktop.workspace import RECORD_TYPES, Record, Workspace, find_ids

if TYPE_CHECKING:
    from desktop.workspace import UndoReport

Command = Callable[[Namespace], int]
LISTS = {"activities": "activity", "organisations": "organisation", "people": "person"}


@contextmanager
def _opened(asked: Namespace, *, read_only: bool = False) -> Iterator[Workspace]:
    workspace = Workspace.open(asked.workspace, read_only=read_only)
    try:
        if workspace.read_only and not read_only:
            raise UserFacingError(
                _("The workspace is open elsewhere ({holder}) and can only be read now.").format(
                    holder=workspace.holder
                )
            )
        yield workspace
    finally:
        workspace.close()


def _record(workspace: Workspace, prefix: str) -> Record:
    with workspace.reading() as conn:
        found = find_ids(conn, prefix)
    exact = [id for _type, id in found if id == prefix.lower()] or [id for _type, id in found]
    if not exact:
        raise UserFacingError(_("No record has the id “{id}”.").format(id=prefix))
    if len(exact) > 1:
        raise UserFacingError(
            _("Several records have an id that begins with “{id}”.").format(id=prefix),
            todo=_("Write more letters of it."),
        )
    record = workspace.record(exact[0])
    if record is None:
        raise UserFacingError(_("No record has the id “{id}”.").format(id=prefix))
    return record


def init(asked: Namespace) -> int:
    """Make a workspace, with the sample if asked."""
    workspace = Workspace.create(asked.workspace)
    try:
        if asked.sample:
            from desktop import sample

            sample.load(workspace)
    finally:
        workspace.close()
    if asked.json:
        print_json({"workspace": str(asked.workspace), "sample": asked.sample})
    else:
        print(_("Made {file}.").format(file=asked.workspace))
    return 0


def import_table(asked: Namespace) -> int:
    """Bring a table in; open questions stop it with a sentence that says how to answer."""
    from desktop.exchange import apply_plan, guess_mapping, mapping_from_json, open_table, plan_import

    table = open_table(asked.file)
    mapping = guess_mapping(table)
    if asked.mapping:
        try:
            text = asked.mapping.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserFacingError(_("Could not read {name}.").format(name=asked.mapping)) from error
        mapping = mapping_from_json(text, headings=table.headings, base=mapping)
    with _opened(asked) as workspace:
        plan = plan_import(workspace, table, mapping)
        if asked.dry_run:
            new, changed, unchanged = plan.new, plan.changed, plan.unchanged
            refused, notes, questions = plan.refused, plan.notes, plan.questions
        else:
            report = apply_plan(workspace, plan)
            new, changed, unchanged = report.new, report.changed, report.unchanged
            refused, notes, questions = report.refused, report.notes, []
    problems = sorted([*refused, *notes], key=lambda problem: problem.line)
    if asked.json:
        print_json(
            {
                "new": new,
                "changed": changed,
                "unchanged": unchanged,
                "refused": len(refused),
                "problems": [{"line": each.line, "reason": each.reason} for each in problems],
            }
        )
    else:
        print_counts(
            {
                _("New"): new,
                _("Changed"): changed,
                _("Unchanged"): unchanged,
                _("Refused"): len(refused),
            }
        )
        for each in problems:
            print(_("Line {line}: {reason}").format(line=each.line, reason=each.reason))
    for question in questions:
        say(f"{question.text} {question.todo}")
    return 0


def list_records(asked: Namespace) -> int:
    """Print the records of a type that a query finds."""
    type = LISTS[asked.what]
    with _opened(asked, read_only=True) as workspace:
        if type == "activity":
            from desktop.catalogue import ActivityList, QueryError, parse

            try:
                query = parse(asked.query)
            except QueryError as error:
                say(f"{error}\n  {asked.query}\n  {' ' * error.start}{'^' * max(1, error.end - error.start)}")
                return 1
            listing = ActivityList(workspace)
            ids = [row.id for row in listing.rows(listing.order(query, ()).ids, (), query)]
        else:
            from desktop.catalogue.by_name import ids_by_name

            ids = ids_by_name(workspace, type, asked.query)
        records = workspace.records(type, ids)
    if asked.json:
        print_json([as_data(record) for record in records])
    else:
        for record in records:
            print(f"{record.id[:8]}  {record.title}")
    return 0


def show(asked: Namespace) -> int:
    """Print a record with all its fields."""
    with _opened(asked, read_only=True) as workspace:
        record = _record(workspace, asked.id)
    if asked.json:
        print_json(as_data(record))
    else:
        print_record(record)
    return 0


def history(asked: Namespace) -> int:
    """Print who changed what in a record."""
    with _opened(asked, read_only=True) as workspace:
        entries = workspace.journal.history(_record(workspace, asked.id).id)
    if asked.json:
        print_json(
            [
                {
                    "time": each.time.isoformat(),
                    "author": each.author,
                    "kind": each.kind,
                    "fields": {change.name: {"old": change.old, "new": change.new} for change in each.fields},
                }
                for each in entries
            ]
        )
    else:
        for each in entries:
            for sentence in each.sentences():
                print(sentence)
    return 0


def add(asked: Namespace) -> int:
    """Make a record of the values given."""
    from desktop.cli.assignments import read_assignments

    values = read_assignments(RECORD_TYPES[asked.type], asked.values)
    if not any(value is not None for value in values.values()):
        raise UserFacingError(_("A record needs at least one value."), todo=_("Write title=… for instance."))
    with _opened(asked) as workspace:
        id = workspace.journal.create(asked.type, values)
        record = _record(workspace, id)
    if asked.json:
        print_json(as_data(record))
    else:
        print(id)
    return 0


def edit(asked: Namespace) -> int:
    """Change fields of a record."""
    from desktop.cli.assignments import read_assignments

    with _opened(asked) as workspace:
        record = _record(workspace, asked.id)
        changed = workspace.journal.edit(record.id, read_assignments(record.kind, asked.values))
        record = _record(workspace, record.id)
    if asked.json:
        print_json(as_data(record))
    elif not changed:
        print(_("Nothing to change."))
    return 0


def delete(asked: Namespace) -> int:
    """Put a record into the bin."""
    with _opened(asked) as workspace:
        record = _record(workspace, asked.id)
        workspace.journal.delete([record.id])
    if asked.json:
        print_json({"id": record.id})
    return 0


def restore_record(asked: Namespace) -> int:
    """Take a record out of the bin."""
    with _opened(asked) as workspace:
        record = _record(workspace, asked.id)
        workspace.journal.restore([record.id])
    if asked.json:
        print_json({"id": record.id})
    return 0


def undo(asked: Namespace) -> int:
    """Take the last action back; 1 where there is none."""
    with _opened(asked) as workspace:
        return _told(asked, workspace.journal.undo())


def redo(asked: Namespace) -> int:
    """Do again what was taken back; 1 where there is nothing."""
    with _opened(asked) as workspace:
        return _told(asked, workspace.journal.redo())


def _told(asked: Namespace, report: UndoReport) -> int:
    if not report.done:
        say(report.sentence())
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
        print(report.sentence())
    return 0


def backup(asked: Namespace) -> int:
    """Make a backup now."""
    from desktop.workspace import back_up

    made = back_up(asked.workspace, "asked")
    if asked.json:
        print_json({"backup": str(made)})
    else:
        print(made)
    return 0


def restore(asked: Namespace) -> int:
    """Put a backup in the workspace's place; what was there is itself backed up."""
    from desktop.workspace import WorkspaceLock, list_backups
    from desktop.workspace import restore as put_back

    chosen = Path(asked.backup)
    if asked.backup == "latest":
        known = sorted(list_backups(asked.workspace), key=lambda each: each.time)
        if not known:
            raise UserFacingError(_("There is no backup of this workspace."))
        chosen = known[-1].path
    lock = WorkspaceLock().acquire(asked.workspace.resolve(), _("the command line"))
    try:
        saved = put_back(asked.workspace, chosen)
    finally:
        lock.release()
    if asked.json:
        print_json({"restored": str(chosen), "saved": str(saved) if saved else None})
    else:
        print(_("Restored {backup}.").format(backup=chosen))
    return 0


def check_workspace(asked: Namespace) -> int:
    """Say whether everything is in order; 1 where it is not."""
    from desktop.workspace import check

    report = check(asked.workspace, repair=asked.repair)
    if asked.json:
        print_json({"ok": report.ok, "problems": [each.words for each in report.problems]})
    elif report.ok:
        print(
            ngettext(
                "Everything is in order: {count} record.",
                "Everything is in order: {count} records.",
                report.records,
            ).format(count=report.records)
        )
    else:
        for each in report.problems:
            print(each.words)
    return 0 if report.ok else 1


def vocabulary(asked: Namespace) -> int:
    """List the codes of a vocabulary, or those with some words."""
    from desktop.vocabularies import load

    try:
        words = load(asked.name)
    except KeyError as error:
        raise UserFacingError(_("There is no vocabulary “{name}”.").format(name=asked.name)) from error
    terms = words.search(asked.text) if asked.text else list(words)
    rows = {term.code: term.label(current_language()) for term in terms}
    if asked.json:
        print_json([{"code": code, "label": label} for code, label in rows.items()])
    else:
        for code, label in rows.items():
            print(f"{code}\t{label}")
    return 0
