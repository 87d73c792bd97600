"""Commands on conflicts: conflicts, resolve."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, print_json_list
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.local_time import local_time
from desktop.system.terminal import print_line
from desktop.workspace import RECORD_TYPES, Value, Workspace

if TYPE_CHECKING:
    from desktop.workspace.conflicts.resolving import Disputed


def conflicts(args: Namespace) -> int:
    """List what has to be settled."""
    from desktop.workspace.conflicts.resolving import read_disputed

    with open_workspace(args, read_only=True) as workspace, workspace.reading() as conn:
        if args.json:
            print_json_list(_conflict_json(each) for each in read_disputed(conn))
        else:
            last = ""
            for each in read_disputed(conn):
                if each.id != last:
                    print_line(f"{each.id}  {each.title}")
                last = each.id
                print_line(f"  {each.field}{_unseen_text(each)}")
                for choice in each.choices:
                    side = _("mine") if choice.mine else _("theirs")
                    print_line(
                        f"    {side}: {_value_text(each, choice.value)}  ({_author_and_time(choice.author, choice.time)})"
                    )
    return 0


def _unseen_text(each: Disputed) -> str:
    if not each.unseen:
        return ""
    words = _("edited in the meantime: {fields}").format(fields=", ".join(each.unseen))
    return f" ({words})"


def _author_and_time(author: str, time: int) -> str:
    """Who, where that is known, and when."""
    return f"{author}, {_date(time)}" if author else _date(time)


def _value_text(each: Disputed, value: Value) -> str:
    if each.field == "deleted":
        return _("delete it") if value else _("keep it")
    return _("nothing") if value is None else str(value)


def _date(ms: int) -> str:
    return local_time(ms).strftime("%Y-%m-%d %H:%M")


def _conflict_json(each: Disputed) -> dict[str, Any]:
    return {
        "id": each.id,
        "type": each.type,
        "title": each.title,
        "kind": each.kind,
        "field": each.field,
        "unseen": list(each.unseen),
        "choices": [
            {"value": choice.value, "author": choice.author, "time": choice.time, "mine": choice.mine}
            for choice in each.choices
        ],
    }


def resolve(args: Namespace) -> int:
    """Settle one conflict."""
    from desktop.workspace.conflicts.resolving import read_disputed, resolve

    with open_workspace(args) as workspace:
        record = find_record(workspace, args.id)
        with workspace.reading() as conn:
            found = [
                each
                for each in read_disputed(conn, record.id)
                if each.type == record.type and args.field in (each.field, *each.unseen)
            ]
        if not found:
            raise UserFacingError(
                _("“{field}” of this record is not in conflict.").format(field=args.field),
                kept=_("Nothing was changed."),
                todo=_("“conflicts” lists the conflicts."),
            )
        resolve(workspace.journal, found[0], _chosen_value(workspace, found[0], args.take))
        left = len((find_record(workspace, record.id, record.type)).conflicts)
    if args.json:
        print_json({"id": record.id, "field": found[0].field, "left": left})
    else:
        print_line(_("Resolved."))
    return 0


def _chosen_value(workspace: Workspace, disputed: Disputed, take: str) -> Value:
    """The value that is to stay. Raises UserFacingError where it does not fit the field."""
    from desktop.cli.assignments import read_assignments, resolve_references
    from desktop.workspace.conflicts.resolving import both_sides, one_side

    if take in ("mine", "theirs"):
        return one_side(disputed, mine=take == "mine")
    if take == "both":
        return both_sides(disputed)
    for choice in disputed.choices:
        if take == str(choice.value):
            return choice.value
    if disputed.field in ("deleted", "merged_into"):
        raise UserFacingError(_("Choose mine or theirs."), kept=_("Nothing was changed."))
    record_type = RECORD_TYPES[disputed.type]
    values = resolve_references(workspace, record_type, read_assignments(record_type, [f"{disputed.field}={take}"]))
    return values.get(disputed.field)
