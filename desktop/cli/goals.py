"""Goals and values of indicators by command."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_missing_letters, print_pages
from desktop.i18n import _, current_language, pgettext
from desktop.system.terminal import print_line
from desktop.values.dates import format_date


def goals(args: Namespace) -> int:
    """Print how far the goals are, by who set them."""
    from desktop.figures.goal_words import months_words, reached_words
    from desktop.figures.goals import read_goals

    with open_workspace(args, read_only=True) as workspace:
        found = read_goals(workspace, date.today())
    if args.json:
        print_json(
            [
                {
                    "id": each.id, "title": each.title, "set_by": each.organisation,
                    "figure": each.figure.name if each.figure else None, "query": each.selection.text,
                    "wanted": each.wanted, "reached": each.reached, "due_by_now": each.due, "state": each.state.value,
                    "first": each.period.first, "last": each.period.last, "days_left": each.days_left,
                    "a_month": each.a_month, "needed_a_month": each.needed_a_month if each.a_month is not None else None,
                    "trouble": each.trouble or None,
                }
                for each in found
            ]
        )  # fmt: skip
        return 0
    setter = ""
    for each in found:
        if each.organisation != setter:
            setter = each.organisation
            print_line(setter)
        line = pgettext("field: value", "{field}: {value}").format(field=each.title, value=reached_words(each))
        until = _("until {date}").format(date=format_date(each.period.last))
        print_line(f"  {line} · {each.label} · {until}")
        if words := months_words(each):
            print_line(f"    {words}")
    if not found:
        print_line(_("No goals yet."))
    return 0


def report_plan(args: Namespace) -> int:
    """Write the plan of a year: goals with how far they are, and the activities of the year with their state."""
    from desktop.figures import read_period
    from desktop.figures.periods import year_of
    from desktop.reports.plan import PlanOptions, write_plan

    target = output_path(args, args.out)
    period = read_period(args.period) if args.period else year_of(date.today())
    wanted = PlanOptions(period=period, language=args.language or current_language(), page_size=page_size(args))
    with open_workspace(args, read_only=True) as workspace:
        made = write_plan(workspace, target, wanted)
    if args.json:
        print_json({"file": str(args.out), "pages": made.pages, "goals": made.goals, "activities": made.activities})
        return 0
    print_pages(_("Plan: {period}").format(period=period.label), made.pages, args.out)
    print_missing_letters(made.missing)
    return 0


def import_indicators(args: Namespace) -> int:
    """Import a table of values of indicators, or say what that would do."""
    from desktop.exchange.indicator_table import apply_indicators, plan_indicators

    with open_workspace(args, read_only=args.dry_run) as workspace:
        plan = plan_indicators(workspace, args.file, sheet=args.sheet)
        if not args.dry_run:
            apply_indicators(workspace, plan)
    if args.json:
        print_json(
            {
                "new": plan.new, "changed": plan.changed, "unchanged": plan.unchanged, "columns_not_read": list(plan.not_read),
                "refused": [{"line": each.line, "reason": each.trouble} for each in plan.refused],
            }
        )  # fmt: skip
        return 0
    for sentence in plan.sentences():
        print_line(sentence)
    for each in plan.refused:
        print_line(_("Line {line}: {reason}").format(line=each.line, reason=each.trouble))
    return 0
