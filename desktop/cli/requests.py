"""The command for what others ask for and what nobody can prove: requests."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.local_time import local_time
from desktop.system.terminal import print_line
from desktop.workspace.erasure.reasons import reason_words

if TYPE_CHECKING:
    from desktop.exchange.pending_requests import PendingRequests
    from desktop.workspace.erasure.requests import ErasureRequest


_MOST_VALUES = 20
"""Of a record, in text; JSON has them all."""


def requests(args: Namespace) -> int:
    """List what waits for a decision of this desk; grant or decline requests to erase, accept changes without proof."""
    from desktop.exchange.pending_requests import (
        accept_all_old,
        accept_author,
        answer_erasures,
        decline_desk,
        read_requests,
    )

    changing = args.grant or args.decline or args.decline_desk or args.accept or args.accept_all
    with open_workspace(args, read_only=not changing) as workspace:
        found = read_requests(workspace)
        known = {each.no: each for each in found.erasures}
        for no in {*args.grant, *args.decline, *args.decline_desk} - known.keys():
            raise UserFacingError(
                _("There is no request no. {number}.").format(number=no),
                kept=_("Nothing was changed."),
                todo=_("“requests” lists those that wait."),
            )
        if args.grant:
            answer_erasures(workspace, args.grant, grant=True)
        if args.decline:
            answer_erasures(workspace, args.decline, grant=False)
        for no in args.decline_desk:
            decline_desk(workspace, known[no])
        for replica in args.accept:
            accept_author(workspace, found, replica)
        if args.accept_all:
            accept_all_old(workspace, found)
        if changing:
            found = read_requests(workspace)
        if args.json:
            print_json(_requests_json(found))
        else:
            _print_requests(found)
    return 0


def _requests_json(found: PendingRequests) -> dict[str, Any]:
    return {
        "erasures": [
            {
                "number": each.no,
                "state": each.state,
                "author": each.author,
                "replica": each.replica,
                "sender": each.sender,
                "time": local_time(each.time).isoformat(),
                "reason": each.reason or None,
                "records": [
                    {
                        "type": record.type,
                        "id": record.id,
                        "title": record.title,
                        "fields": list(record.fields),
                        "authors": list(record.authors),
                        "values": [
                            {"field": each.field, "value": each.value, "author": each.author} for each in record.values
                        ],
                    }
                    for record in each.records
                ],
            }
            for each in found.erasures
        ],
        "kept_out": [
            {
                "why": each.why,
                "replica": each.replica,
                "name": each.name,
                "sender": each.sender,
                "changes": each.changes,
            }
            for each in found.kept_out
        ],
        "forks": [
            {
                "replica": each.replica,
                "name": each.name,
                "own": each.own,
                "numbers": list(each.numbers),
                "records": [{"type": record.type, "id": record.id, "title": record.title} for record in each.records],
                "words": each.sentence,
            }
            for each in found.forks
        ],
    }


def _print_requests(found: PendingRequests) -> None:
    if not found.erasures and not found.kept_out:
        print_line(_("Nothing waits for a decision."))
    for request in found.erasures:
        _print_erasure(request)
    for author in found.kept_out:
        print_line(author.sentence)
    for fork in found.forks:
        print_line(fork.sentence)


def _print_erasure(request: ErasureRequest) -> None:
    words = (
        _("No. {number}: {author} asks to erase, brought by {sender}:")
        if request.state == "asked"
        else _("No. {number}: {author} asked to erase, brought by {sender}; it was declined:")
    )
    someone = _("an unknown person")
    print_line(words.format(number=request.no, author=request.author or someone, sender=request.sender or someone))
    if request.reason:
        print_line("  " + _("Reason: {reason}").format(reason=reason_words(request.reason)))
    for record in request.records:
        print_line(
            "  "
            + _("{title}: {fields}, written by {authors}").format(
                title=record.title or record.id,
                fields=", ".join(record.fields),
                authors=", ".join(each or someone for each in record.authors),
            )
        )
        for each in record.values[:_MOST_VALUES]:
            print_line(f"    {each.field}: {each.value}")
        if len(record.values) > _MOST_VALUES:
            print_line("    …")
