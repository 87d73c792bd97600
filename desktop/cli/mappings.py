"""How the columns of sources are read: saved, listed, renamed, exported as a file for other desks, imported from one,
deleted."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_json
from desktop.cli.tables import mapping_for, read_mapping_text
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line
from desktop.values.dates import format_date

if TYPE_CHECKING:
    from desktop.exchange import SavedMapping


def list_mappings(args: Namespace) -> int:
    """Print the sources of which the desk knows how they are read."""
    from desktop.exchange import saved_mappings

    with open_workspace(args, read_only=True) as workspace:
        found = saved_mappings(workspace)
    if args.json:
        print_json(
            [
                {
                    "source": each.source,
                    **each.mapping.to_dict(),
                    "headings": list(each.headings),
                    "last_file": each.file or None,
                    "last_used": each.day or None,
                }
                for each in found
            ]
        )
        return 0
    for each in found:
        print_line(f"{each.source}: {_described(each)}")
    if not found:
        print_line(_("No mapping is saved yet: each import saves one, and so does “mapping save”."))
    return 0


def save_mapping(args: Namespace) -> int:
    """Keep how a file is read, with the corrections given, for the next import of its source. Imports nothing."""
    from desktop import exchange

    table = exchange.open_table(args.file, sheet=args.sheet, encoding=args.encoding)
    with open_workspace(args) as workspace:
        mapping, _known = mapping_for(workspace, table, args.mapping)
        saved = exchange.SavedMapping(args.source or mapping.source, mapping, table.headings)
        exchange.save_mapping(workspace, saved)
    return _print_saved(args, saved.source)


def export_mapping(args: Namespace) -> int:
    """Write how a source is read into a file that another desk can import."""
    target = output_path(args, args.out)
    from desktop.exchange import saved_mapping, unknown_mapping, write_mapping_file

    with open_workspace(args, read_only=True) as workspace:
        saved = saved_mapping(workspace, args.source)
    if saved is None:
        raise unknown_mapping(args.source, _("No file was written."))
    write_mapping_file(saved, target)
    if args.json:
        print_json({"file": str(args.out), "source": saved.source})
    else:
        print_line(_("The mapping of “{source}” is in {file}.").format(source=saved.source, file=args.out))
    return 0


def import_mapping(args: Namespace) -> int:
    """Keep a mapping that another desk exported, or that was written by hand."""
    from desktop import exchange

    saved = exchange.read_mapping_file(read_mapping_text(args.file), args.source)
    with open_workspace(args) as workspace:
        exchange.save_mapping(workspace, saved)
    return _print_saved(args, saved.source)


def delete_mapping(args: Namespace) -> int:
    """Forget how a source is read."""
    from desktop import exchange

    with open_workspace(args) as workspace:
        if not exchange.delete_mapping(workspace, args.source):
            raise exchange.unknown_mapping(args.source, _("Nothing was deleted."))
    if args.json:
        print_json({"deleted": args.source})
    else:
        print_line(_("The mapping of “{source}” is deleted.").format(source=args.source))
    return 0


def rename_mapping(args: Namespace) -> int:
    """Keep how a source is read under another name."""
    from desktop import exchange

    with open_workspace(args) as workspace:
        exchange.rename_mapping(workspace, args.source, args.name)
    return _print_saved(args, args.name)


def _described(saved: SavedMapping) -> str:
    count = len(saved.mapping.uses)
    columns = ngettext("{count} column is read", "{count} columns are read", count).format(count=count)
    if not saved.file:
        return columns
    day = format_date(saved.day)
    return _("{columns}, last used for {file} on {day}").format(columns=columns, file=saved.file, day=day)


def _print_saved(args: Namespace, source: str) -> int:
    if args.json:
        print_json({"source": source})
    else:
        print_line(_("Saved: the next list of “{source}” is read this way.").format(source=source))
    return 0
