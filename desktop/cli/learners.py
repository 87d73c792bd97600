"""Learners' lists of course platforms by command: counted into a course run."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, print_json_list
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line
from desktop.values.numbers import format_number
from desktop.workspace import Record, Workspace


def import_learners(args: Namespace) -> int:
    """Count a list into a run, or close the run."""
    if [args.file is not None, args.close, args.delete_names].count(True) != 1:
        raise UserFacingError(
            _("Name a list to be counted, or --close, or --delete-names."),
            todo=_("Write: import-learners FILE --run ID"),
        )
    with open_workspace(args, read_only=args.dry_run) as workspace:
        run = _find_run(workspace, args.run_id)
        if args.delete_names:
            return _delete_names(args, workspace, run)
        return _close(args, workspace, run) if args.close else _count(args, workspace, run)


def list_courses(args: Namespace) -> int:
    """Print course runs with their numbers; of words, only those whose course or run has all of them."""
    from desktop.catalogue.courses import read_courses
    from desktop.learning.learner import STAGES
    from desktop.vocabularies import fold

    if args.csv:
        raise UserFacingError(_("Courses are not exported as CSV."), kept=_("No file was written."))
    words = [fold(each) for each in " ".join(args.query).split()]
    with open_workspace(args, read_only=True) as workspace:
        runs = [
            each for each in read_courses(workspace) if all(word in fold(f"{each.title} {each.name}") for word in words)
        ][: args.limit]
    if args.json:
        print_json_list(
            {"id": each.id, "run": each.name, "activity": each.activity, "title": each.title, "kind": each.kind,
             "start": each.start, "end": each.end, **dict(zip(STAGES, each.numbers, strict=True))}
            for each in runs
        )  # fmt: skip
        return 0
    for each in runs:
        name = each.name if each.id else _("No run yet")
        numbers = " → ".join("?" if number is None else format_number(number) for number in each.numbers)
        print_line(f"{(each.id or each.activity)[:8]}  {each.title} – {name}" + (f": {numbers}" if each.id else ""))
    return 0


def _count(args: Namespace, workspace: Workspace, run: Record) -> int:
    from desktop.learning.learner import STAGES
    from desktop.learning.learner_import import apply_import, plan_import

    plan = plan_import(
        workspace, run.id, args.file, day_of_list(args.date), sheet=args.sheet, encoding=args.encoding,
        keep_names=args.keep_names or None,
    )  # fmt: skip
    written = not args.dry_run and apply_import(workspace, plan)
    shown = plan.shown
    if args.json:
        print_json(
            {
                "run": run.id,
                "list": plan.read.type.name,
                "rows": plan.read.rows,
                "columns": plan.read.columns,
                "columns_ignored": plan.read.ignored,
                "before": dict(zip(STAGES, plan.before, strict=True)),
                "total": dict(zip(STAGES, plan.counts.total, strict=True)),
                "weeks": {week: dict(zip(STAGES, cells, strict=True)) for week, cells in shown.weeks.items()},
                "groups": {
                    dimension: {code: dict(zip(STAGES, cells, strict=True)) for code, cells in rows.items()}
                    for dimension, rows in shown.groups.items()
                },
                "remarks": plan.sentences(),
                "names_kept": plan.read.names is not None,
                "written": written,
            }
        )
        return 0
    print_line(
        ngettext("{list}: {count} row, counted into “{run}”", "{list}: {count} rows, counted into “{run}”", plan.read.rows)
        .format(list=_(plan.read.type.label), count=plan.read.rows, run=run.title)
    )  # fmt: skip
    labels = [_(run.kind.by_name[stage].label) for stage in STAGES]
    for label, before, number in zip(labels, plan.before, plan.counts.total, strict=True):
        line = _("{label}: {number}") if before is None else _("{label}: {number} (before: {before})")
        print_line(line.format(label=label, number=number, before=before))
    print_line(_("Columns used to count: {columns}").format(columns=", ".join(plan.read.columns)))
    for sentence in plan.sentences():
        print_line(sentence)
    if args.dry_run:
        print_line(_("Nothing was written."))
    return 0


def _delete_names(args: Namespace, workspace: Workspace, run: Record) -> int:
    from desktop.learning.learner_import import delete_names

    if args.dry_run:
        raise UserFacingError(_("--delete-names has no dry run."), kept=_("The names are kept."))
    delete_names(workspace, run.id)
    if args.json:
        print_json({"run": run.id, "names_deleted": True})
    else:
        print_line(_("The names kept of “{run}” are deleted; its numbers stay.").format(run=run.title))
    return 0


def _close(args: Namespace, workspace: Workspace, run: Record) -> int:
    from desktop.learning.learner_import import close_run

    if args.dry_run:
        raise UserFacingError(_("--close has no dry run."), kept=_("The run stays open."))
    close_run(workspace, run.id)
    if args.json:
        print_json({"run": run.id, "closed": True})
    else:
        print_line(
            _("“{run}” is closed: its numbers stay, and the data used to recognise its learners is deleted.").format(
                run=run.title
            )
        )
    return 0


def _find_run(workspace: Workspace, words: str) -> Record:
    """The run with an id, or the only run of the activity with it."""
    from desktop.catalogue.references import parts_of

    record = find_record(workspace, words)
    if record.type == "run":
        return record
    runs = workspace.records("run", parts_of(workspace, "run", record.id)) if record.type == "activity" else []
    if len(runs) == 1:
        return runs[0]
    if not runs:
        raise UserFacingError(
            _("“{title}” has no course run.").format(title=record.title),
            kept=_("Nothing was counted."),
            todo=_("Add one: add --type run parent={id} name=2026").format(id=record.id),
        )
    raise UserFacingError(
        _("“{title}” has several course runs: {runs}.").format(
            title=record.title, runs=", ".join(f"{each.title} ({each.id[:8]})" for each in runs)
        ),
        kept=_("Nothing was counted."),
        todo=_("Name one of them with --run."),
    )


def day_of_list(text: str) -> date:
    """The day of the list: today where none is said."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserFacingError(
            _("“{text}” is not a date.").format(text=text),
            kept=_("Nothing was counted."),
            todo=_("Write it as 2026-10-05."),
        ) from None
