"""The papers of a visit, from the command line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.cli.opening import not_over_workspace, one_record, opened
from desktop.cli.printing import print_json
from desktop.system.terminal import print_line
from desktop.words import _, current_language, ngettext


def report_visit(asked: Namespace) -> int:
    """Write a paper of a visit as PDF, with the visit's data in it where that is of use."""
    from desktop.exchange.taking import package_for_pdf
    from desktop.reports.visits import CARRYING, Paper, visit_paper

    target = not_over_workspace(asked, asked.out)
    carries = asked.document in CARRYING and not asked.without_data
    with opened(asked, read_only=not carries, or_to_read=True) as workspace, TemporaryDirectory() as folder:
        locked = workspace.read_only and carries  # what leaves is sealed and signed first
        wanted = Paper(
            document=asked.document,
            language=asked.language or current_language(),
            page_size={"a4": "A4", "letter": "Letter"}[asked.paper],
            author=workspace.meta("author"),
            package=package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz")
            if carries and not workspace.read_only
            else None,
        )
        made = visit_paper(workspace, one_record(workspace, asked.id, "visit").id, target, wanted)
    if asked.json:
        print_json(
            {"file": str(asked.out), "pages": made.pages, "data": made.carries, "missing": made.missing}
        )  # fmt: skip
        return 0
    print_line(
        ngettext("{title}: {count} page in {file}", "{title}: {count} pages in {file}", made.pages).format(
            title=made.title, count=made.pages, file=asked.out
        )
    )
    if locked:
        print_line(_("Its data are not in it: the workspace can only be read now."))
    if made.missing:
        print_line(_("No font here has these letters: {letters}").format(letters=made.missing))
    return 0
