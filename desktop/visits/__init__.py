"""The life of a peer visit: rules, programme, preparation, follow-up; lists, board and calendar of visits. No Qt.

Where a session stands is one field, `at`: the day of the visit, counted from 1 (0 is the day before), and the time of day in
the visit's time zone ("2 14:30"); so a visit that moves takes its programme along. Tasks count `due_days` from the start
or the end of the visit; follow-ups count `after_months` from its end; a fixed `due` goes before both.

The front door (each imported where it is used; `Values` is a record's `values`):

    read_visit(workspace, id) -> Visit | None         the record with its living parts, in order: `record, questions,
                                                      sessions, participants, tasks, budget_lines, notes, findings,
                                                      commitments, follow_ups` (tuples of Record), `names` (id -> title
                                                      of all they point to), `parts(type)`, `hosts`, `visitors` (names)
    times.first_day / last_day(visit: Values) -> date | None
    times.day_date(visit: Values, day) -> date | None        the date of a day of the visit
    times.session_time(visit: Values, session: Values) -> SessionTime      `day, minute, minutes, begins, ends` (aware
                                                      datetimes, None without a date, a time or a zone), `date`
    times.at_of(visit: Values, when: date | datetime) -> str    the `at` of a local day or time
    stages.STAGES; stages.missing(visit: Visit, stage = the next one) -> tuple[Missing, ...]    `.words()`; never forbids
    due.task_due / follow_up_due / commitment_due(visit: Values, values: Values) -> date | None
    due.is_open(type, values) -> bool;  due.is_overdue(type, visit, values, today) -> bool
    warnings.find_warnings(visit: Visit) -> list[ProgrammeWarning]      `kind, sessions, questions, participants, words()`
    budget.read_budget(visit: Visit) -> Budget         sums in Decimal by payer and currency, in the budget's own currency;
    budget.check_amount(text), check_rate(text)        raise UserFacingError
    templates.list_templates(workspace) -> list[TemplateInfo]           the six that come along, then own ones: `key, name`
    templates.new_visit(workspace, key, values = {}) -> str             one action; id of the visit
    model_programme.bring_in(workspace, visit_id, key) -> int           a template's sessions into a visit that is there
    templates.save_template(workspace, visit_id, name) -> str           id of the `template` record
    methods.method_cards() -> tuple[MethodCard, ...];  methods.card(code);  methods.apply(card, minutes) -> Values
    methods.read_steps(text) -> list[Step];  methods.write_steps(steps) -> str
    catalogue.VisitList(workspace)                    as ActivityList; with catalogue.parse(text, "visit"), complete(text,
                                                      cursor, workspace, "visit"), facets(workspace, query), facet_names(
                                                      "visit"), sortable("visit"), export_csv(..., type="visit"); further
                                                      columns of its rows: hosts, visitors, first_day, last_day
    views.board(workspace, query) -> dict[stage, list[Card]]
    views.calendar(workspace, first: date, last: date, query) -> list[Entry]   visits, sessions, tasks, follow-ups, commitments
    views.timeline(workspace, query) -> list[Span]
    views.due_items(workspace, today, within = 30) -> list[DueItem]     overdue ones first
    harvest.become_activity(workspace, id) -> str      a note or commitment as an activity, linked both ways, one action
    harvest.chains(visit: Visit) -> list[Chain]        question, sessions, notes, commitments, follow-ups
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.visits.reading import PART_TYPES, Visit, linked, read_visit

__all__ = ["PART_TYPES", "Visit", "linked", "read_visit"]

_LATER = {"reading": ("PART_TYPES", "Visit", "linked", "read_visit")}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = getattr(import_module(f"desktop.visits.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
