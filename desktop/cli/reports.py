"""Commands that write reports as PDF: report summary, report visit."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.cli.open_workspace import find_record, open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_missing_letters, print_pages
from desktop.cli.report_templates import report_by_template
from desktop.cli.searches import read_period, read_query
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.system.terminal import print_line


def report_summary(args: Namespace) -> int:
    """Write the summary of the activities that a query finds as PDF, with their data in it unless asked otherwise."""
    if args.template:
        if args.query or args.compact:
            raise UserFacingError(
                _("A template says itself which activities a report has and how they are shown."),
                kept=_("No file was written."),
                todo=_("Leave out --query and --compact, or --template."),
            )
        return report_by_template(args)
    from desktop.exchange.signed_packages import package_for_pdf
    from desktop.reports import SummaryOptions, write_summary

    target = output_path(args, args.out)
    period = read_period(args.period)
    with (
        open_workspace(args, read_only=args.without_data, or_to_read=True) as workspace,
        TemporaryDirectory() as folder,
    ):
        # What leaves is sealed and signed first, which takes a workspace that can be written.
        locked = workspace.read_only and not args.without_data
        wanted = SummaryOptions(
            ids=None,
            query=read_query(args.query.strip()),
            language=args.language or current_language(),
            page_size=page_size(args),
            group_by=args.group,
            compact=args.compact,
            period=period,
            author=workspace.meta("author"),
            package=None if workspace.read_only else package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz"),
        )
        made = write_summary(workspace, target, wanted)
    if args.json:
        print_json(
            {
                "file": str(args.out),
                "pages": made.pages,
                "activities": made.activities,
                "data_of": made.activities_in_package,
                "missing": made.missing,
            }
        )
    else:
        print_line(
            ngettext(
                "{count} activity on {pages} pages: {file}",
                "{count} activities on {pages} pages: {file}",
                made.activities,
            ).format(count=made.activities, pages=made.pages, file=args.out)
        )
        if locked:
            print_line(_("Its data is not included, because the workspace is read-only now."))
        print_missing_letters(made.missing)
    return 0


def report_visit(args: Namespace) -> int:
    """Write a document of a visit as PDF, with the visit's data in it where that is of use."""
    from desktop.exchange.signed_packages import package_for_pdf
    from desktop.reports.visits import DOCUMENTS_WITH_DATA, DocumentOptions, write_visit_document

    target = output_path(args, args.out)
    with_data = args.document in DOCUMENTS_WITH_DATA and not args.without_data
    with open_workspace(args, read_only=not with_data, or_to_read=True) as workspace, TemporaryDirectory() as folder:
        locked = workspace.read_only and with_data  # what leaves is sealed and signed first
        wanted = DocumentOptions(
            document=args.document,
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
            package=package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz")
            if with_data and not workspace.read_only
            else None,
        )
        made = write_visit_document(workspace, find_record(workspace, args.id, "visit").id, target, wanted)
    if args.json:
        print_json(
            {
                "file": str(args.out), "pages": made.pages, "data": made.with_data, "missing": made.missing,
                "not_agreed": made.not_agreed,
            }
        )  # fmt: skip
        return 0
    print_pages(made.title, made.pages, args.out)
    if locked:
        print_line(_("Its data is not included, because the workspace is read-only now."))
    print_missing_letters(made.missing)
    if made.not_agreed:
        print_line(made.not_agreed_note)
    return 0


def report_directory(args: Namespace) -> int:
    """Write who is who: the organisations that a query finds, with those of their people who agreed."""
    from desktop.catalogue import list_of
    from desktop.reports.network import DirectoryOptions, write_directory

    target = output_path(args, args.out)
    type = "person" if args.people else "organisation"
    query = read_query(args.query.strip(), type)
    with open_workspace(args, read_only=True) as workspace:
        listing = list_of(workspace, type)
        ids = listing.ids_of(listing.order(query).ids)
        wanted = DirectoryOptions(
            organisations=None if args.people else ids,
            people=ids if args.people else None,
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
            query=query.describe(),
        )
        made = write_directory(workspace, target, wanted)
    if args.json:
        print_json(
            {
                "file": str(args.out), "organisations": made.organisations, "people": made.people,
                "not_agreed": made.not_agreed, "pages": made.pages,
            }
        )  # fmt: skip
    else:
        print_line(made.sentence(str(args.out)))
        print_missing_letters(made.missing)
    return 0


def report_person(args: Namespace) -> int:
    """Write what is held about a person, for that person."""
    from desktop.reports.network import PersonReportOptions, write_person_report

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        wanted = PersonReportOptions(
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
            years=args.years,
        )
        made = write_person_report(workspace, find_record(workspace, args.id, "person").id, target, wanted)
    if args.json:
        print_json({"file": str(args.out), "pages": made.pages, "missing": made.missing})
    else:
        print_pages(made.name, made.pages, args.out)
    return 0


def report_course(args: Namespace) -> int:
    """Write the report of a course run, or of a course with all its runs, with their data in it unless asked otherwise."""
    from desktop.exchange.signed_packages import package_for_pdf
    from desktop.reports.courses import CourseReportOptions, write_course_report

    target = output_path(args, args.out)
    with (
        open_workspace(args, read_only=args.without_data, or_to_read=True) as workspace,
        TemporaryDirectory() as folder,
    ):
        locked = workspace.read_only and not args.without_data  # what leaves is sealed and signed first
        wanted = CourseReportOptions(
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
            package=None if workspace.read_only else package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz"),
        )
        made = write_course_report(workspace, find_record(workspace, args.id).id, target, wanted)
    if args.json:
        print_json(
            {"file": str(args.out), "pages": made.pages, "runs": made.runs, "data": made.with_data,
             "missing": made.missing}
        )  # fmt: skip
        return 0
    print_pages(made.title, made.pages, args.out)
    if locked:
        print_line(_("Its data is not included, because the workspace is read-only now."))
    print_missing_letters(made.missing)
    return 0


def report_member(args: Namespace) -> int:
    """Write what an organisation did with the network: enrolled, supported, taught, visits, commitments."""
    from desktop.reports.network import MemberReportOptions, write_member_report

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        wanted = MemberReportOptions(
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
        )
        made = write_member_report(workspace, find_record(workspace, args.id, "organisation").id, target, wanted)
    if args.json:
        print_json({"file": str(args.out), "lines": made.lines, "pages": made.pages, "missing": made.missing})
    else:
        words = ngettext("{title}: {count} line in {file}", "{title}: {count} lines in {file}", made.lines)
        print_line(words.format(title=made.name, count=made.lines, file=args.out))
    return 0
