"""Commands on peer visits: a new one from a template, what is due, and a visit with its parts."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.cli.matching import NEED, OFFER, new_from
from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, record_json
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_error, print_line
from desktop.workspace import RECORD_TYPES, Record, Workspace

if TYPE_CHECKING:
    from desktop.visits import Visit

KEEP, REMOVE, FROM_TODAY = "keep", "remove", "today"
"""What is done with tasks that were due before their visit was made."""
_PERIOD = re.compile(r"(\d{1,4})([dwmy]?)\Z", re.ASCII)
_DAYS_OF_UNIT = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}


def new(args: Namespace) -> int:
    """Make a visit from a template, or a template from a visit; the values given stand over what comes from there."""
    if args.what in (NEED, OFFER):
        return new_from(args)
    with open_workspace(args) as workspace:
        id = (_new_template if args.what == "template" else _new_visit)(workspace, args)
        if args.what == "visit":
            _decide_past_tasks(workspace, id, args.past_tasks)
        made = workspace.record(id)
    if args.json and made is not None:
        print_json(record_json(made))
    else:
        print_line(id)
    return 0


def _new_visit(workspace: Workspace, args: Namespace) -> str:
    from desktop.cli.assignments import read_assignments, resolve_references
    from desktop.visits.templates import new_visit

    record_type = RECORD_TYPES["visit"]
    values = resolve_references(workspace, record_type, read_assignments(record_type, args.values))
    if args.source:
        from desktop.visits import plan_as_visit

        with workspace.journal.group("create"):
            visit = plan_as_visit(workspace, find_record(workspace, args.source, "activity").id)
            workspace.journal.edit(visit, values, type="visit")
        return visit
    return new_visit(workspace, _find_template(workspace, args.template or ""), values)


def offer_visit(record: Record) -> None:
    """Say of an activity that was just written that it can be planned as a visit, where that is so."""
    if record.type != "activity":
        return
    from desktop.visits import is_visit_to_plan

    if is_visit_to_plan(record.values):
        print_error(
            _("A study visit can be planned as a visit: “new visit --from {id}” makes it one.").format(id=record.id[:8])
        )


def _decide_past_tasks(workspace: Workspace, visit_id: str, decision: str | None) -> None:
    """Tasks that were due before the visit was made: keep them (and say so where nothing was decided),
    remove them, or have them due today.
    """
    from desktop.visits.past_tasks import count_tasks_from, past_tasks, remove_tasks
    from desktop.visits.visit import read_visit

    visit, today = read_visit(workspace, visit_id), date.today()
    ids = [each.id for each in past_tasks(visit, today)] if visit is not None else []
    if not ids:
        return
    if decision == REMOVE:
        remove_tasks(workspace, ids)
    elif decision == FROM_TODAY:
        count_tasks_from(workspace, ids, today)
    elif decision is None:
        words = ngettext(
            "{count} task was due before this visit was made.", "{count} tasks were due before this visit was made.",
            len(ids),
        )  # fmt: skip
        print_error(words.format(count=len(ids)))
        print_error(_("“--past-tasks remove” makes the visit without them, “--past-tasks today” has them due today."))


def _new_template(workspace: Workspace, args: Namespace) -> str:
    from desktop.cli.assignments import read_assignments
    from desktop.visits.templates import save_template

    values = read_assignments(RECORD_TYPES["template"], args.values)
    if not args.source:
        raise UserFacingError(
            _("Templates are created from a visit."), todo=_("Specify the visit: new template --from ID name=…"))  # fmt: skip
    if set(values) - {"name", "summary"}:
        raise UserFacingError(
            _("Only name=… and summary=… can be given for a template; the rest comes from the visit.")
        )
    visit = find_record(workspace, args.source, "visit")
    name, summary = (str(values.get(field) or "") for field in ("name", "summary"))
    return save_template(workspace, visit.id, name or visit.title, summary)


def _find_template(workspace: Workspace, text: str) -> str:
    """The key of a template named by its key, its name, or the first letters of its id."""
    from desktop.visits.templates import list_templates
    from desktop.vocabularies import fold, load

    if (term := load("approaches").find(text)) is not None:
        return term.code
    for each in list_templates(workspace):
        if (
            each.key == text
            or fold(each.name) == fold(text)
            or (each.own and len(text) >= 4 and each.key.startswith(text))
        ):
            return each.key
    return text


def due(args: Namespace) -> int:
    """Print what is overdue for visits, and what is due within some days."""
    from desktop.visits.visit_queries import read_due_items

    found = _PERIOD.match(args.within)
    if found is None:
        raise UserFacingError(
            _("“{text}” is not a valid time span.").format(text=args.within), todo=_("Write 30d, 2w, 3m or 1y.")
        )
    with open_workspace(args, read_only=True) as workspace:
        items = read_due_items(workspace, within=int(found[1]) * _DAYS_OF_UNIT[found[2]])
    if args.json:
        print_json(
            [
                {"type": each.type, "id": each.id, "title": each.title, "due": each.due.isoformat(),
                 "overdue": each.overdue, "side": each.side, "owner": each.owner,
                 "visit": {"id": each.visit_id, "title": each.visit_title}}
                for each in items
            ]
        )  # fmt: skip
        return 0
    for each in items:
        overdue = _("Overdue")
        late = f" ({overdue})" if each.overdue else ""
        kind = _(RECORD_TYPES[each.type].label)
        print_line(f"{each.due.isoformat()}{late}  {each.id[:8]}  {kind}: {each.title} · {each.visit_title}")
    return 0


def parts_json(visit: Visit) -> dict[str, list[dict[str, Any]]]:
    """The parts of a visit by record type, for JSON."""
    from desktop.visits import PART_TYPES

    return {type: [record_json(each) for each in visit.parts(type)] for type in PART_TYPES}


def print_parts(visit: Visit) -> None:
    """The parts of a visit, a line each."""
    from desktop.visits import PART_TYPES

    for type in PART_TYPES:
        if parts := visit.parts(type):
            print_line(f"{_(RECORD_TYPES[type].plural)}:")
            for each in parts:
                print_line(f"  {each.id[:8]}  {_date_prefix(each)}{each.title}")


def _date_prefix(record: Record) -> str:
    """What orders a part, before its title; "" where nothing does."""
    found = next((record.values.get(name) for name in ("at", "due", "after_months") if record.values.get(name)), None)
    return "" if found is None else f"{found}  "
