"""Calendars and contacts by command: out for other programs, and back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import find_record, open_workspace, output_path
from desktop.cli.output import print_counts, print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line

if TYPE_CHECKING:
    from desktop.visits.calendars import CalendarPlan
    from desktop.workspace import Workspace


def export_calendar(args: Namespace) -> int:
    """Write visits as a calendar that other programs show."""
    from desktop.visits.calendars import all_visits
    from desktop.visits.calendars import export_calendar as write

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        ids = [find_record(workspace, args.visit, "visit").id] if args.visit else all_visits(workspace)
        made = write(workspace, target, ids)
    if args.json:
        print_json(
            {
                "file": str(args.out), "visits": made.visits, "events": made.events, "tasks": made.tasks,
                "undated": made.undated,
            }
        )  # fmt: skip
        return 0
    events = ngettext("{count} event", "{count} events", made.events).format(count=made.events)
    tasks = ngettext("{count} task", "{count} tasks", made.tasks).format(count=made.tasks)
    print_line(_("{events} and {tasks} in {file}.").format(events=events, tasks=tasks, file=args.out))
    if made.undated:
        print_line(
            ngettext("{count} without a date: left out.", "{count} without a date: left out.", made.undated).format(
                count=made.undated
            )
        )
    return 0


def export_contacts(args: Namespace) -> int:
    """Write those who agreed as contacts."""
    from desktop.visits.calendars import export_contacts as write

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        visit = find_record(workspace, args.visit, "visit").id if args.visit else ""
        count = write(workspace, target, visit=visit)
    if args.json:
        print_json({"file": str(args.out), "people": count})
    else:
        print_line(
            ngettext("{count} person in {file}.", "{count} people in {file}.", count).format(count=count, file=args.out)
        )
    return 0


def import_file(args: Namespace, path: Path) -> dict[str, Any] | None:
    """Take a calendar or contacts in; None of a file that is neither by its name."""
    from desktop.file_formats import CALENDARS, CONTACTS, fits

    if fits(path, CALENDARS):
        return _import_calendar(args, path)
    return _import_contacts(args, path) if fits(path, CONTACTS) else None


def _import_calendar(args: Namespace, path: Path) -> dict[str, Any]:
    """Take a programme back: its visit is the one told, or the one that its events name."""
    from desktop.visits.calendars import apply_plan, plan_calendar, plan_sentences, read_calendar

    read = read_calendar(path)
    with open_workspace(args, read_only=args.dry_run) as workspace:
        plan = plan_calendar(workspace, read, _visit_of(args, workspace, path, read))
        if not args.dry_run and plan.changes:
            apply_plan(workspace, plan, path.name)
        title = plan.visit.record.title
    actions = ("moved", "changed", "new", "cancelled")
    counts = {action: sum(each.action == action for each in plan.changes) for action in actions}
    if not args.json:
        print_line(title)
        _print_plan(plan, counts, plan_sentences(plan))
    return {
        "visit": plan.visit.id, **counts, "unchanged": plan.unchanged, "absent": plan.absent, "problems": plan.problems,
    }  # fmt: skip


def _visit_of(args: Namespace, workspace: Workspace, path: Path, read: Any) -> str:
    from desktop.visits.calendars import visits_in_calendar

    if args.visit:
        return find_record(workspace, args.visit, "visit").id
    named = visits_in_calendar(workspace, read)
    if len(named) == 1:
        return named[0]
    happened = (
        _("{name} contains several visits.").format(name=path.name)
        if named
        else _("{name} does not say to which visit it belongs.").format(name=path.name)
    )
    raise UserFacingError(happened, kept=_("Nothing was imported."), todo=_("Specify which with --visit."))


def _print_plan(plan: CalendarPlan, counts: dict[str, int], lines: Any) -> None:
    print_counts(
        {
            _("Moved"): counts["moved"], _("Changed"): counts["changed"], _("New"): counts["new"],
            _("Cancelled"): counts["cancelled"], _("Unchanged"): plan.unchanged,
            _("Not in the file (kept)"): plan.absent,
        }
    )  # fmt: skip
    for line in [*lines, *plan.problems]:
        print_line(line)


def _import_contacts(args: Namespace, path: Path) -> dict[str, Any]:
    """Take contacts in as people who have not agreed to be shared yet."""
    from desktop.visits.calendars import Match, import_contacts, match_contacts, namesake_sentences, read_contacts

    read = read_contacts(path)
    with open_workspace(args, read_only=args.dry_run) as workspace:
        matches = match_contacts(workspace, read.contacts)
        known = sum(each is Match.KNOWN for each in matches.values())
        if not args.dry_run and known < len(matches):
            import_contacts(workspace, read.contacts, path.name)
    new, problems = len(matches) - known, [*namesake_sentences(matches), *read.problems]
    if not args.json:
        print_counts({_("New"): new, _("Known"): known})
        for line in problems:
            print_line(line)
    return {"new": new, "known": known, "problems": problems}
