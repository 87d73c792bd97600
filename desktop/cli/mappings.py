"""How the columns of sources are read: saved, listed, exported as a file for other desks, imported from one, deleted."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_json
from desktop.cli.tables import mapping_for, read_mapping_text
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.system.terminal import print_line


def list_mappings(args: Namespace) -> int:
    """Print the sources of which the desk knows how they are read."""
    from desktop.exchange import saved_mappings

    with open_workspace(args, read_only=True) as workspace:
        found = saved_mappings(workspace)
    if args.json:
        print_json(
            [{"source": each.source, **each.mapping.to_dict(), "headings": list(each.headings)} for each in found]
        )
        return 0
    for each in found:
        count = len(each.mapping.uses)
        columns = ngettext("{count} column is read", "{count} columns are read", count).format(count=count)
        print_line(f"{each.source}: {columns}")
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
    from desktop.exchange import saved_mapping

    with open_workspace(args, read_only=True) as workspace:
        saved = saved_mapping(workspace, args.source)
    if saved is None:
        raise _unknown(args.source, _("No file was written."))
    try:
        write_whole(target, saved.to_json().encode())
    except OSError as error:
        raise writing_error(error, target) from error
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
            raise _unknown(args.source, _("Nothing was deleted."))
    if args.json:
        print_json({"deleted": args.source})
    else:
        print_line(_("The mapping of “{source}” is deleted.").format(source=args.source))
    return 0


def _print_saved(args: Namespace, source: str) -> int:
    if args.json:
        print_json({"source": source})
    else:
        print_line(_("Saved: the next list of “{source}” is read this way.").format(source=source))
    return 0


def _unknown(source: str, kept: str) -> UserFacingError:
    return UserFacingError(
        _("No mapping is kept for “{source}”.").format(source=source),
        kept=kept,
        todo=_("“mapping list” shows those that are kept."),
    )
