"""The sources that tables were imported from: listed with their editions, renamed, forgotten."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line
from desktop.values.dates import format_date

if TYPE_CHECKING:
    from desktop.exchange import SourceSummary


def sources(args: Namespace) -> int:
    """Do what the options say; without any, print the sources."""
    if args.rename:
        return _rename(args, *args.rename)
    return _forget(args, args.forget) if args.forget else _list(args)


def _list(args: Namespace) -> int:
    from desktop.exchange import list_sources

    with open_workspace(args, read_only=True) as workspace:
        found = list_sources(workspace)
    if args.json:
        print_json([_json(each) for each in found])
        return 0
    for each in found:
        print_line(f"{each.source.name}: {_described(each)}")
    if not found:
        print_line(_("No source yet: each import of a table makes one."))
    return 0


def _json(summary: SourceSummary) -> dict[str, object]:
    return {
        "source": summary.source.name,
        "former_names": list(summary.source.former),
        "activities": summary.activities,
        "no_longer_in_it": summary.left,
        "columns_read": len(summary.saved.mapping.uses),
        "last_file": summary.saved.file or None,
        "last_used": summary.saved.day or None,
        "editions": [
            {"file": each.file, "day": each.day, "dated": each.dated or None} for each in summary.source.editions
        ],
    }


def _described(summary: SourceSummary) -> str:
    said = [ngettext("{count} activity", "{count} activities", summary.activities).format(count=summary.activities)]
    if summary.left:
        said.append(
            ngettext("{count} no longer in it", "{count} no longer in it", summary.left).format(count=summary.left)
        )
    if count := len(summary.source.editions):
        said.append(ngettext("{count} edition", "{count} editions", count).format(count=count))
    if summary.saved.file:
        said.append(
            _("the last was {file} on {day}").format(file=summary.saved.file, day=format_date(summary.saved.day))
        )
    return ", ".join(said)


def _rename(args: Namespace, source: str, name: str) -> int:
    from desktop.exchange import rename_mapping

    with open_workspace(args) as workspace:
        rename_mapping(workspace, source, name)
    if args.json:
        print_json({"source": name})
    else:
        print_line(_("The source “{source}” is called “{name}” now.").format(source=source, name=name))
    return 0


def _forget(args: Namespace, source: str) -> int:
    from desktop.exchange import delete_mapping, unknown_mapping

    with open_workspace(args) as workspace:
        if not delete_mapping(workspace, source):
            raise unknown_mapping(source, _("Nothing was forgotten."))
    if args.json:
        print_json({"forgotten": source})
    else:
        print_line(
            _("“{source}” is forgotten: its next list is read as a new one. Its activities stay.").format(source=source)
        )
    return 0
