"""Which records of a package come in, and what waits on this desk."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_counts, print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, pgettext
from desktop.system.terminal import print_line
from desktop.workspace import RECORD_TYPES, Workspace

if TYPE_CHECKING:
    from desktop.exchange.packages import IncomingRecord
    from desktop.exchange.packages.package_importer import SelectRecords
    from desktop.exchange.waiting_items import WaitingItems
    from desktop.workspace.changes.deferred import DeferredRecord


def record_choice(args: Namespace, workspace: Workspace) -> SelectRecords | None:
    """What --only and --without say; None where they were not given."""
    if not args.only and not args.without:
        return None
    if args.only and args.without:
        raise UserFacingError(_("--only and --without cannot be used together."), kept=_("Nothing was imported."))
    from desktop.exchange.waiting_items import select_records

    return lambda package: select_records(workspace, package, only=args.only, without=args.without)


def incoming_records_json(records: list[IncomingRecord]) -> list[dict[str, Any]]:
    """What an arrival does, record by record, in JSON."""
    return [
        {
            "id": each.id, "type": each.type, "title": each.title, "what": each.fate, "in_conflict": each.disputed,
            "waits_for": [one.reference.target for one in each.waits], "was_aside": each.back,
            "fields": [{"field": one.name, "old": one.old, "new": one.new} for one in each.fields],
        }
        for each in records
    ]  # fmt: skip


def print_incoming_records(records: list[IncomingRecord]) -> None:
    """The same a line a record, with the id by which it can be chosen."""
    words = {"new": pgettext("a record", "New"), "deleted": pgettext("a record", "Deleted")}
    for each in records:
        what = words.get(each.fate, pgettext("a record", "Changed"))
        if each.disputed:
            what = _("{what}, in conflict").format(what=what)
        if each.waits:
            what = _("{what}, waiting").format(what=what)
        title = each.title or _("Untitled")
        print_line(f"{each.id}  {what}: {title}")


def waiting(args: Namespace) -> int:
    """List what waits on this desk, or take in what was set aside."""
    if args.ids:
        return _import_deferred(args)
    from desktop.exchange.waiting_items import read_waiting_items

    with open_workspace(args, read_only=True) as workspace:
        found = read_waiting_items(workspace)
    if args.json:
        print_json(_waiting_json(found))
    else:
        _print_waiting(found)
    return 0


def _import_deferred(args: Namespace) -> int:
    from desktop.exchange.waiting_items import import_deferred, read_waiting_items

    with open_workspace(args) as workspace:
        deferred = read_waiting_items(workspace).deferred
        ids = (
            [each.id for each in deferred]
            if args.ids == ["all"]
            else [_find_deferred(deferred, each) for each in args.ids]
        )
        report = import_deferred(workspace, ids)
    if args.json:
        print_json(
            {"new": report.records_new, "changed": report.records_changed, "deleted": report.records_deleted,
             "in_conflict": report.records_in_conflict, "conflicts": report.conflicts}
        )  # fmt: skip
    else:
        print_counts(
            {
                _("New"): sum(report.records_new.values()),
                _("Changed"): sum(report.records_changed.values()),
                _("Deleted"): sum(report.records_deleted.values()),
                _("In conflict"): sum(report.records_in_conflict.values()),
            }
        )
    return 0


def _find_deferred(deferred: tuple[DeferredRecord, ...], prefix: str) -> str:
    found = [each.id for each in deferred if each.id.startswith(prefix.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserFacingError(
            _("Several records have an id that begins with “{id}”.").format(id=prefix),
            kept=_("Nothing was imported."),
            todo=_("Type more characters of it."),
        )
    raise UserFacingError(
        _("No record with the id “{id}” was set aside.").format(id=prefix), kept=_("Nothing was imported.")
    )


def _waiting_json(found: WaitingItems) -> dict[str, Any]:
    return {
        "aside": [
            {"id": each.id, "type": each.type, "title": each.title, "changes": each.changes, "known": each.known,
             "from": each.sender, "file": each.label}
            for each in found.deferred
        ],
        "waiting": [
            {"id": each.reference.id, "type": each.reference.type, "title": each.reference.title,
             "field": each.reference.field, "target": each.reference.target, "why": each.why, "desk": each.replica,
             "changes": [list(span) for span in each.spans], "sentence": sentence}
            for each, sentence in zip(found.references, found.sentences, strict=True)
        ],
        "missing": list(found.missing),
        "files": [
            {"sha256": each.sha256, "name": each.name, "id": each.id, "title": each.title} for each in found.files
        ],
    }  # fmt: skip


def _print_waiting(found: WaitingItems) -> None:
    if not found.count:
        print_line(_("Nothing is waiting."))
        return
    for each in found.deferred:
        kind = _(RECORD_TYPES[each.type].label) if each.type in RECORD_TYPES else each.type
        words = _("{id}  {kind} “{title}”, set aside from {file} of {sender}")
        print_line(
            words.format(
                id=each.id, kind=kind, title=each.title or _("Untitled"), file=each.label, sender=each.sender or "?"
            )
        )
    for each, sentence in zip(found.references, found.sentences, strict=True):
        title = each.reference.title or _("Untitled")
        print_line(f"{each.reference.id}  {title}: {sentence}")
    for sentence in found.missing:
        print_line(sentence)
    for each in found.files:
        print_line(
            _("{id}  {title}: the file {name} has not been received yet.").format(
                id=each.id, title=each.title or _("Untitled"), name=each.name
            )
        )
