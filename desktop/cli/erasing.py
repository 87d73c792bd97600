"""The command that has values go for good: erase."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import one_record, opened
from desktop.cli.printing import print_json
from desktop.errors import UserFacingError
from desktop.system.local_time import local_time
from desktop.system.terminal import print_error, print_line
from desktop.words import _, ngettext

if TYPE_CHECKING:
    from desktop.workspace import Record, Workspace
    from desktop.workspace.erasing import Erased
    from desktop.workspace.erasure.erasable import Mention, Written

_LONGEST = 60


def erase(asked: Namespace) -> int:
    """Say what would go for good; with --yes, have it go. 1 where nothing went, or not from every file."""
    from desktop.workspace.erasing import erase_person, erase_values, plan_erasure, written_in
    from desktop.workspace.records.record_types import is_person

    if not asked.all and not asked.field and not asked.containing:
        raise UserFacingError(
            _("It has to be said what shall go."),
            kept=_("Nothing was changed."),
            todo=_("Name a field with --field, words with --containing, or all of the record with --all."),
        )
    with opened(asked, read_only=not asked.yes) as workspace:
        record = one_record(workspace, asked.id)
        whole = asked.all and not asked.field and not asked.containing and is_person(record.type)
        if whole:
            plan = plan_erasure(workspace, record.id)
            written: Sequence[Written] = plan.written
            mentions: Sequence[Mention] = plan.mentions
        else:
            written, mentions = written_in(workspace, record.id, asked.field or (), asked.containing), ()
        if not written:
            raise UserFacingError(_("There is nothing of that to erase."), kept=_("Nothing was changed."))
        done: Erased | None = None
        if asked.yes:
            done = (
                erase_person(workspace, plan_erasure(workspace, record.id).ids)
                if whole
                else erase_values(workspace, record.id, written)
            )
        if asked.json:
            print_json(_data(workspace, record, written, mentions, done))
        else:
            _print(record, written, mentions, done)
    return 0 if done is not None and not done.left else 1


def _data(
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


def _print(record: Record, written: Sequence[Written], mentions: Sequence[Mention], done: Erased | None) -> None:
    if done is None:
        for each in written:
            when = f"{local_time(each.time):%Y-%m-%d}"
            print_line(f"{when}  {each.author or '—'}  {each.field}: {_short(str(each.value))}")
    for each in mentions:
        where = (
            _("Also in {id}, {field}: {words}") if each.current else _("Also in the history of {id}, {field}: {words}")
        )
        print_line(where.format(id=each.id[:8], field=each.field, words=each.around))
    if done is None:
        number = ngettext("{count} value would go for good.", "{count} values would go for good.", len(written))
        print_error(number.format(count=len(written)) + " " + _("That cannot be taken back: say --yes to do it."))
        return
    print_line(
        ngettext(
            "{count} value was erased for good. It goes on other desks with the next packages.",
            "{count} values were erased for good. They go on other desks with the next packages.",
            len(written),
        ).format(count=len(written))
    )
    for path in done.left:
        print_error(_("{file} could not be rewritten and may hold them still; that is tried again.").format(file=path))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
