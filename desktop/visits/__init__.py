"""The life of a peer visit: rules, programme, preparation, follow-up; lists, board and calendar of visits. No Qt.

Where a session stands is one field, `at`: the day of the visit, counted from 1 (0 is the day before), and the time of day in
the visit's time zone ("2 14:30"); so a visit that moves takes its programme along, and two desks that both move a session
are in conflict visibly. Tasks count `due_days` from the start or the end of the visit, follow-ups `after_months` from its
end; a fixed `due` goes before both.

Everything but the views is pure: it takes a `Visit` (`read_visit`), or the `values` of records.

    times       days of a visit, sessions in their time zones (`session_time`, `day_date`, `at_of`)
    stages      from idea to closed, and what is missing to go on (`missing`): said, never enforced
    due         when tasks, follow-ups and commitments are due, open, overdue
    warnings    what is to be minded in a programme (`find_warnings`)
    budget      planned and spent by payer and currency, in exact decimals (`read_budget`)
    methods     method cards, and their steps in a session (`method_cards`, `apply`, `read_steps`)
    templates   the six approaches and own ones (`list_templates`, `new_visit`, `save_template`)
                (`model_programme.bring_in`: the sessions of one into a visit that is there)
    copying     a visit as the beginning of another (`copy_visits`)
    calendars   visits as calendars for other programs, and back
    harvest     question to change (`chains`), a lesson as an activity (`become_activity`)
    views       `board`, `calendar`, `timeline`, `due_items`

The list of visits is the catalogue's: `catalogue.VisitList(workspace)` with `parse(text, "visit")`, `complete(text, cursor,
workspace, "visit")`, `facets(workspace, query)`, `facet_names("visit")`, `sortable("visit")`, `export_csv(..., type="visit")`;
beside the fields its rows know the columns `hosts`, `visitors`, `first_day` and `last_day`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.visits.budget import read_budget
    from desktop.visits.copying import ALONG, copy_visits
    from desktop.visits.harvest import become_activity, chains
    from desktop.visits.methods import method_cards
    from desktop.visits.reading import PART_TYPES, Visit, linked, read_visit
    from desktop.visits.stages import STAGES, missing
    from desktop.visits.templates import list_templates, new_visit, save_template
    from desktop.visits.times import at_of, day_date, session_time
    from desktop.visits.views import board, due_items, timeline
    from desktop.visits.warnings import ProgrammeWarning, find_warnings

__all__ = [
    "ALONG", "PART_TYPES", "STAGES", "ProgrammeWarning", "Visit", "at_of", "become_activity", "board", "chains",
    "copy_visits", "day_date", "due_items", "find_warnings", "linked", "list_templates", "method_cards", "missing",
    "new_visit", "read_budget", "read_visit", "save_template", "session_time", "timeline",
]  # fmt: skip

_LATER = {
    "budget": ("read_budget",),
    "copying": ("ALONG", "copy_visits"),
    "harvest": ("become_activity", "chains"),
    "methods": ("method_cards",),
    "reading": ("PART_TYPES", "Visit", "linked", "read_visit"),
    "stages": ("STAGES", "missing"),
    "templates": ("list_templates", "new_visit", "save_template"),
    "times": ("at_of", "day_date", "session_time"),
    "views": ("board", "due_items", "timeline"),
    "warnings": ("ProgrammeWarning", "find_warnings"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = getattr(import_module(f"desktop.visits.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
