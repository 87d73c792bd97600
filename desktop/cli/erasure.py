"""The command that has values go for good: erase."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.local_time import local_time
from desktop.system.terminal import print_error, print_line

if TYPE_CHECKING:
    from desktop.workspace import Record, Workspace
    from desktop.workspace.erasing import Erased
    from desktop.workspace.erasure.erasable import Mention, Written

_MAX_LENGTH = 60


def erase(args: Namespace) -> int:
    """Say what would go for good; with --yes, have it go. 1 where nothing went, or not from every file."""
    from desktop.workspace.erasing import erase_person, erase_values, plan_erasure, written_in
    from desktop.workspace.records.record_types import is_person

    if args.author:
        return _erase_author(args)
    if not args.id:
        raise UserFacingError(
            _("Say what to erase."),
            kept=_("Nothing was changed."),
            todo=_("Give the id of a record, or with --author a name under which changes were written."),
        )
    if not args.all and not args.field and not args.containing:
        raise UserFacingError(
            _("Say what to erase."),
            kept=_("Nothing was changed."),
            todo=_("Specify a field with --field, words with --containing, or the whole record with --all."),
        )
    with open_workspace(args, read_only=not args.yes) as workspace:
        record = find_record(workspace, args.id)
        whole = args.all and not args.field and not args.containing and is_person(record.type)
        if whole:
            plan = plan_erasure(workspace, record.id, record.type)
            written: Sequence[Written] = plan.written
            mentions: Sequence[Mention] = plan.mentions
        else:
            written, mentions = written_in(workspace, record.id, args.field or (), args.containing, record.type), ()
        if not written:
            raise UserFacingError(_("There is nothing to erase."), kept=_("Nothing was changed."))
        done: Erased | None = None
        if args.yes:
            done = (
                erase_person(
                    workspace, plan_erasure(workspace, record.id, record.type).records, reason=args.reason or ""
                )
                if whole
                else erase_values(workspace, record.id, written, reason=args.reason or "", type=record.type)
            )
        if args.json:
            print_json(_erasure_json(workspace, record, written, mentions, done))
        else:
            _print_erasure(record, written, mentions, done)
    return 0 if done is not None and not done.left else 1


def _erase_author(args: Namespace) -> int:
    """A name goes from the changes that were written under it; what they say stays."""
    from desktop.workspace.erasing import count_signed, erase_author

    if args.id or args.all or args.field or args.containing:
        raise UserFacingError(
            _("Use --author alone: it is about a name, not about a record."), kept=_("Nothing was changed.")
        )
    with open_workspace(args, read_only=not args.yes) as workspace:
        count = count_signed(workspace, args.author)
        if not count:
            raise UserFacingError(
                _("Nothing was written under the name {name}.").format(name=args.author), kept=_("Nothing was changed.")
            )
        done = erase_author(workspace, args.author, reason=args.reason or "") if args.yes else None
    if args.json:
        left = [] if done is None else [str(each) for each in done.left]
        print_json({"author": args.author, "changes": count, "done": done is not None, "left": left})
    elif done is None:
        words = ngettext(
            "The name would go from {count} change; what it says stays.",
            "The name would go from {count} changes; what they say stays.",
            count,
        )
        print_error(words.format(count=count) + " " + _("This cannot be undone; add --yes to confirm."))
    else:
        words = ngettext(
            "The name was erased from {count} change. It goes on other desks with the next packages.",
            "The name was erased from {count} changes. It goes on other desks with the next packages.",
            count,
        )
        print_line(words.format(count=count))
        for path in done.left:
            words = _("{file} could not be rewritten and may still contain them; it will be tried again.")
            print_error(words.format(file=path))
    return 0 if done is not None and not done.left else 1


def _erasure_json(
    workspace: Workspace,
    record: Record,
    written: Sequence[Written],
    mentions: Sequence[Mention],
    done: Erased | None,
) -> dict[str, Any]:
    return {
        "id": record.id,
        "done": done is not None,
        "values": [
            {"field": each.field, "author": each.author, "time": each.time}
            | ({} if done is not None else {"value": each.value})
            for each in written
        ],
        "mentions": [
            {"type": each.type, "id": each.id, "field": each.field, "words": each.around, "current": each.current}
            for each in mentions
        ],
        "backups": 0 if done is None else done.backups,
        "left": [] if done is None else [str(each) for each in done.left],
    }


def _print_erasure(
    record: Record, written: Sequence[Written], mentions: Sequence[Mention], done: Erased | None
) -> None:
    if done is None:
        for each in written:
            when = f"{local_time(each.time):%Y-%m-%d}"
            print_line(f"{when}  {each.author or '—'}  {each.field}: {_shorten(str(each.value))}")
    for each in mentions:
        where = (
            _("Also in {id}, {field}: {words}") if each.current else _("Also in the history of {id}, {field}: {words}")
        )
        print_line(where.format(id=each.id[:8], field=each.field, words=each.around))
    if done is None:
        number = ngettext(
            "{count} value would be permanently erased.", "{count} values would be permanently erased.", len(written)
        )
        print_error(number.format(count=len(written)) + " " + _("This cannot be undone; add --yes to confirm."))
        return
    print_line(
        ngettext(
            "{count} value was permanently erased. Other desks erase it with your next packages.",
            "{count} values were permanently erased. Other desks erase them with your next packages.",
            len(written),
        ).format(count=len(written))
    )
    for path in done.left:
        print_error(
            _("{file} could not be rewritten and may still contain them; it will be tried again.").format(file=path)
        )


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1]}…"
