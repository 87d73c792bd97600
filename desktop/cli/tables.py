"""Tables of activities by command: imported, and exported as CSV."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_counts, print_json
from desktop.cli.searches import read_query
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line

_NAMES_OF_CSV = frozenset(("", ".csv", ".txt"))


def import_table(args: Namespace) -> int:
    """Bring a table in; a question that the file leaves open stops it with a sentence that says how to answer."""
    from desktop.exchange import (
        apply_import,
        guess_mapping,
        initial_mapping,
        mapping_from_json,
        open_table,
        plan_import,
    )

    table = open_table(args.file, sheet=args.sheet, encoding=args.encoding)
    given = ""
    if args.mapping:
        try:
            given = args.mapping.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserFacingError(_("Could not read {name}.").format(name=args.mapping)) from error
    with open_workspace(args, read_only=args.dry_run) as workspace:
        mapping = initial_mapping(workspace, guess_mapping(table), table.headings)
        if args.mapping:
            mapping = mapping_from_json(given, headings=table.headings, base=mapping)
        plan = plan_import(workspace, table, mapping)
        try:
            if plan.questions:
                first = plan.questions[0]
                raise UserFacingError(first.text, kept=_("Nothing was imported."), todo=first.todo)
            said = plan.sentences()[1:]
            done = plan if args.dry_run else apply_import(workspace, plan)
        finally:
            plan.close()
    if args.json:
        print_json(
            {
                "new": done.new,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "refused": len(done.refused),
                "private": list(done.private),
                "rows": done.rows,
                "rows_joined": done.merged_rows,
                "activities_of_joined_rows": done.merged_activities,
                "rows_left_out": done.left_out_rows,
                "reading": done.reading.to_json(),
                "problems": [{"line": each.line, "reason": each.reason} for each in done.problems],
            }
        )
    else:
        print_counts(
            {
                _("New"): done.new,
                _("Changed"): done.changed,
                _("Unchanged"): done.unchanged,
                _("Refused"): len(done.refused),
            }
        )
        for sentence in said:
            print_line(sentence)
        for each in done.problems:
            print_line(_("Line {line}: {reason}").format(line=each.line, reason=each.reason))
    return 0


def csv_path(args: Namespace, out: Path) -> Path:
    """Where a table is written. Raises UserFacingError where the name is that of another file type."""
    target = output_path(args, out)
    if target.suffix.lower() not in _NAMES_OF_CSV:
        raise UserFacingError(
            _("Tables are exported as CSV, but “{name}” is the name of another file type.").format(name=target.name),
            kept=_("No file was written."),
            todo=_("Choose a name that ends in “.csv”: Excel and LibreOffice open it."),
        )
    return target


def export_table(args: Namespace) -> int:
    """Write the activities that a query finds as CSV."""
    from desktop.catalogue import ActivityList, export_csv

    target = csv_path(args, args.out)
    query = read_query(" ".join(args.query).strip())
    with open_workspace(args, read_only=True) as workspace:
        nos = list(ActivityList(workspace).order(query, ()).ids)
        if not nos:
            raise UserFacingError(_("No activity matches."), kept=_("No file was written."))
        export_csv(workspace, nos, target)
    if args.json:
        print_json({"file": str(args.out), "activities": len(nos)})
    else:
        print_line(
            ngettext("{count} activity in {file}.", "{count} activities in {file}.", len(nos)).format(
                count=len(nos), file=args.out
            )
        )
    return 0
