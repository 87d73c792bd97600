"""Commands that say what came of it: report evidence, report annex."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_missing_letters
from desktop.cli.searches import read_query
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.system.terminal import print_line

SUBJECTS = ("target", "place", "organisation", "module", "method")


def report_evidence(args: Namespace) -> int:
    """Write what is known of a target, a place, an organisation, a module or a method: done, changed, taken up, missing."""
    from desktop.evidence.subject import find_subject
    from desktop.figures import read_period
    from desktop.reports.evidence import EvidenceOptions, write_evidence

    named = [(kind, text) for kind in SUBJECTS if (text := getattr(args, kind))]
    if len(named) != 1:
        raise UserFacingError(
            _("Evidence is on one thing at a time."),
            todo=_("Name one of --target, --place, --organisation, --module and --method."),
        )
    period, target = read_period(args.period), output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        wanted = EvidenceOptions(
            subject=find_subject(workspace, *named[0]),
            period=period,
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
        )
        made = write_evidence(workspace, target, wanted)
    if args.json:
        print_json(
            {"file": str(args.out), "subject": made.title, "records": made.records, "pages": made.pages,
             "missing": made.missing}
        )  # fmt: skip
        return 0
    words = ngettext(
        "{title}: {count} activity or visit in {file}", "{title}: {count} activities and visits in {file}", made.records
    )
    print_line(words.format(title=made.title, count=made.records, file=args.out))
    print_missing_letters(made.missing)
    return 0


def report_annex(args: Namespace) -> int:
    """Write the annex of a voluntary local review: what was done, by goal and target."""
    from desktop.figures import read_period
    from desktop.reports.evidence import AnnexOptions, write_annex

    period, target = read_period(args.period), output_path(args, args.out)
    query = args.query.strip()
    for type in ("activity", "visit"):
        read_query(query, type)  # it is asked of both
    with open_workspace(args, read_only=True) as workspace:
        wanted = AnnexOptions(
            period=period,
            query=query,
            language=args.language or current_language(),
            page_size=page_size(args),
            author=workspace.meta("author"),
        )
        made = write_annex(workspace, target, wanted)
    if args.json:
        print_json(
            {"file": str(args.out), "actions": made.actions, "lines": made.lines, "pages": made.pages,
             "missing": made.missing}
        )  # fmt: skip
        return 0
    print_line(made.sentence(str(args.out)))
    print_missing_letters(made.missing)
    return 0
