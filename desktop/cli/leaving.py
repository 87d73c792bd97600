"""What a package would take along and leave here, said without making it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop.cli.printing import print_json
from desktop.system.terminal import print_line
from desktop.words import _
from desktop.workspace import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from desktop.workspace.changes.have_sets import HaveSet


def say_what_leaves(
    workspace: Workspace,
    known: HaveSet | None,
    asked: Collection[str],
    ids: Collection[str] | None,
    *,
    json: bool,
) -> int:
    """Print it, and write nothing."""
    from desktop.exchange.packages import what_leaves
    from desktop.vocabularies import load

    leaving = what_leaves(workspace, known, asked, ids)
    if json:
        print_json(
            {
                "changes": leaving.changes,
                "records": leaving.records,
                "files": leaving.files,
                "bytes": leaving.size,
                "people": leaving.agreed,
                "erasures": leaving.erasures,
                "stays": {
                    "people": leaving.people,
                    "names": leaving.names,
                    "private": leaving.private,
                    "unchosen": leaving.unchosen,
                },
            }
        )
        return 0
    lines = [(_("Changes"), leaving.changes)]
    lines += [(_(RECORD_TYPES[type].plural), number) for type, number in leaving.records.items()]
    lines += [
        (_("People who agreed: {consents}").format(consents=load("consents").label(code)), number)
        for code, number in sorted(leaving.agreed.items())
    ]
    lines += [(_("Attachments"), leaving.files), (_("Erasures"), leaving.erasures)]
    print_line(_("It takes along"))
    for label, number in lines:
        print_line(f"  {label}: {number}")
    print_line(_("It leaves here"))
    for label, number in (
        (_("People who did not agree"), leaving.people),
        (_("Names in learning notes, without agreement"), leaving.names),
        (_("Changes that are private"), leaving.private),
        (_("Changes of records that are not chosen"), leaving.unchosen),
    ):
        print_line(f"  {label}: {number}")
    return 0
