"""Reports by template on the command line: `report summary --template`, `report annual`, `list report-templates`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_missing_letters, print_pages
from desktop.i18n import _
from desktop.system.terminal import print_line


def list_report_templates(args: Namespace) -> int:
    """Print the templates of reports, or those whose name holds the words."""
    from desktop.catalogue.report_templates import list_report_templates as read

    words = " ".join(args.query).strip().casefold()
    with open_workspace(args, read_only=True) as workspace:
        found = [each for each in read(workspace) if words in each.name.casefold()][: args.limit]
    if args.json:
        print_json(
            [
                {
                    "key": each.key,
                    "name": each.name,
                    "own": each.own,
                    "period": each.period,
                    "blocks": list(each.blocks),
                }
                for each in found
            ]
        )
        return 0
    for each in found:
        print_line(f"{each.key[:8]}  {each.name}")
    return 0


def report_by_template(args: Namespace) -> int:
    """Write a report by template as PDF, with the data of its activities in it unless asked otherwise."""
    from desktop.catalogue.report_templates import find_report_template
    from desktop.exchange.signed_packages import package_for_pdf
    from desktop.reports.templates import TemplateReportOptions, write_template_report

    target = output_path(args, args.out)
    with (
        open_workspace(args, read_only=args.without_data, or_to_read=True) as workspace,
        TemporaryDirectory() as folder,
    ):
        locked = workspace.read_only and not args.without_data  # what leaves is sealed and signed first
        wanted = TemplateReportOptions(
            template=find_report_template(workspace, args.template),
            period=args.period,
            language=args.language or "",
            page_size=page_size(args),
            author=workspace.meta("author"),
            package=None if workspace.read_only else package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz"),
        )
        made = write_template_report(workspace, target, wanted)
    if args.json:
        print_json(
            {
                "file": str(args.out), "pages": made.pages, "activities": made.activities,
                "unknown": list(made.unknown_blocks), "data_of": made.activities_in_package, "missing": made.missing,
            }
        )  # fmt: skip
        return 0
    print_pages(made.title, made.pages, args.out)
    if made.unknown_note:
        print_line(made.unknown_note)
    if locked:
        print_line(_("Its data is not included, because the workspace is read-only now."))
    print_missing_letters(made.missing)
    return 0
