"""The life of a peer visit: rules, programme, preparation, follow-up; lists, board and calendar of visits. No Qt.

Where a session stands is one field, `at`: the day of the visit, counted from 1 (0 is the day before), and the time of day in
the visit's time zone ("2 14:30"); so a visit that moves takes its programme along, and two desks that both move a session
are in conflict visibly. Tasks count `due_days` from the start or the end of the visit, follow-ups `after_months` from its
end; a fixed `due` goes before both.

Everything but the views is pure: it takes a `Visit` (`read_visit`), or the `values` of records.

    visit            a visit with its parts (`read_visit`), and the ids that a field links to (`linked_ids`)
    visit_times      days of a visit, sessions in their time zones (`session_time`, `day_date`, `at_value`)
    stages           from idea to closed, and what is missing to go on (`missing_items`): advice, never enforced
    due_dates        when tasks, follow-ups and commitments are due, open, overdue
    warnings         what may be wrong with a programme (`find_warnings`)
    budget           planned and spent by payer and currency, in exact decimals (`read_budget`)
    method_cards     method cards, and their steps in a session (`find_method_card`, `session_values_of_card`, `read_steps`)
    templates        the six approaches and own ones (`list_templates`, `new_visit`, `save_template`; the sessions of one
                     into a visit that is there: `add_template_sessions`)
    copy_visit       a visit as the beginning of another (`copy_visits`)
    calendars        visits as calendars for other programs, and back
    outcomes         question to change (`outcome_chains`), a lesson as an activity (`create_activity`)
    visit_queries    `read_board`, `read_calendar`, `read_timeline`, `read_due_items`

The list of visits is the catalogue's: `catalogue.VisitList(workspace)` with `parse(text, "visit")`, `complete(text, cursor,
workspace, "visit")`, `facets(workspace, query)`, `facet_names("visit")`, `sortable("visit")`, `export_csv(..., type="visit")`;
beside the fields its rows know the columns `hosts`, `visitors`, `first_day` and `last_day`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.visits.budget import read_budget
    from desktop.visits.copy_visit import COPYABLE_PARTS, copy_visits
    from desktop.visits.from_activity import is_visit_to_plan, plan_as_visit, visits_query
    from desktop.visits.method_cards import method_cards
    from desktop.visits.outcomes import create_activity, outcome_chains
    from desktop.visits.stages import STAGES, missing_items
    from desktop.visits.templates import list_templates, new_visit, save_template
    from desktop.visits.visit import PART_TYPES, Visit, linked_ids, read_visit
    from desktop.visits.visit_queries import read_board, read_due_items, read_timeline
    from desktop.visits.visit_times import at_value, day_date, session_time
    from desktop.visits.warnings import ProgrammeWarning, find_warnings

__all__ = [
    "COPYABLE_PARTS",
    "PART_TYPES",
    "STAGES",
    "ProgrammeWarning",
    "Visit",
    "at_value",
    "copy_visits",
    "create_activity",
    "day_date",
    "find_warnings",
    "is_visit_to_plan",
    "linked_ids",
    "list_templates",
    "method_cards",
    "missing_items",
    "new_visit",
    "outcome_chains",
    "plan_as_visit",
    "read_board",
    "read_budget",
    "read_due_items",
    "read_timeline",
    "read_visit",
    "save_template",
    "session_time",
    "visits_query",
]  # fmt: skip

_LATER = {
    "budget": ("read_budget",),
    "copy_visit": ("COPYABLE_PARTS", "copy_visits"),
    "outcomes": ("create_activity", "outcome_chains"),
    "from_activity": ("is_visit_to_plan", "plan_as_visit", "visits_query"),
    "method_cards": ("method_cards",),
    "visit": ("PART_TYPES", "Visit", "linked_ids", "read_visit"),
    "stages": ("STAGES", "missing_items"),
    "templates": ("list_templates", "new_visit", "save_template"),
    "visit_times": ("at_value", "day_date", "session_time"),
    "visit_queries": ("read_board", "read_due_items", "read_timeline"),
    "warnings": ("ProgrammeWarning", "find_warnings"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = getattr(import_module(f"desktop.visits.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
