"""Commands for files that arrive and leave: import, export, report."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.cli.opening import not_over_workspace, opened
from desktop.cli.printing import print_counts, print_json
from desktop.cli.searches import read_period, read_query
from desktop.errors import UserFacingError
from desktop.system.terminal import print_line
from desktop.words import _, current_language, ngettext


def import_table(asked: Namespace) -> int:
    """Bring a table in; a question that the file leaves open stops it with a sentence that says how to answer."""
    from desktop.exchange import (
        apply_plan,
        guess_mapping,
        mapping_from_json,
        mapping_to_begin_with,
        open_table,
        plan_import,
    )

    table = open_table(asked.file)
    given = ""
    if asked.mapping:
        try:
            given = asked.mapping.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserFacingError(_("Could not read {name}.").format(name=asked.mapping)) from error
    with opened(asked, read_only=asked.dry_run) as workspace:
        mapping = mapping_to_begin_with(workspace, guess_mapping(table), table.headings)
        if asked.mapping:
            mapping = mapping_from_json(given, headings=table.headings, base=mapping)
        plan = plan_import(workspace, table, mapping)
        try:
            if plan.questions:
                first = plan.questions[0]
                raise UserFacingError(first.text, kept=_("Nothing was imported."), todo=first.todo)
            done = plan if asked.dry_run else apply_plan(workspace, plan)
        finally:
            plan.close()
    if asked.json:
        print_json(
            {
                "new": done.new,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "refused": len(done.refused),
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
        for each in done.problems:
            print_line(_("Line {line}: {reason}").format(line=each.line, reason=each.reason))
    return 0


def export(asked: Namespace) -> int:
    """Write the activities that a query finds as CSV."""
    from desktop.catalogue import ActivityList, export_csv

    target = not_over_workspace(asked, asked.out)
    query = read_query(" ".join(asked.query).strip())
    with opened(asked, read_only=True) as workspace:
        nos = list(ActivityList(workspace).order(query, ()).ids)
        if not nos:
            raise UserFacingError(_("No activity matches."), kept=_("No file was written."))
        export_csv(workspace, nos, target)
    if asked.json:
        print_json({"file": str(asked.out), "activities": len(nos)})
    else:
        print_line(
            ngettext("{count} activity in {file}.", "{count} activities in {file}.", len(nos)).format(
                count=len(nos), file=asked.out
            )
        )
    return 0


def report_summary(asked: Namespace) -> int:
    """Write the summary of the activities that a query finds as PDF, with their data in it unless asked otherwise."""
    from desktop.exchange.taking import package_for_pdf
    from desktop.reports import Summary, summary

    target = not_over_workspace(asked, asked.out)
    query, period = read_query(asked.query.strip()), read_period(asked.period)
    with opened(asked, read_only=asked.without_data, or_to_read=True) as workspace, TemporaryDirectory() as folder:
        # What leaves is sealed and signed first, which takes a workspace that can be written.
        locked = workspace.read_only and not asked.without_data
        wanted = Summary(
            ids=None,
            query=query,
            language=asked.language or current_language(),
            page_size={"a4": "A4", "letter": "Letter"}[asked.paper],
            group_by=asked.group,
            period=period,
            author=workspace.meta("author"),
            package=None if workspace.read_only else package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz"),
        )
        made = summary(workspace, target, wanted)
    if asked.json:
        print_json(
            {
                "file": str(asked.out),
                "pages": made.pages,
                "activities": made.activities,
                "data_of": made.carries,
                "missing": made.missing,
            }
        )
    else:
        print_line(
            ngettext(
                "{count} activity on {pages} pages: {file}",
                "{count} activities on {pages} pages: {file}",
                made.activities,
            ).format(count=made.activities, pages=made.pages, file=asked.out)
        )
        if locked:
            print_line(_("Its data are not in it: the workspace can only be read now."))
        if made.missing:
            print_line(_("No font here has these letters: {letters}").format(letters=made.missing))
    return 0
