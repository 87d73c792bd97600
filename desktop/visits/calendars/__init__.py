"""Calendars and contacts: visits that other programs show, and programmes that come back from them."""

from desktop.visits.calendars.calendar_import import (
    CalendarPlan,
    SessionChange,
    apply_plan,
    plan_calendar,
    plan_sentences,
    visits_in_calendar,
)
from desktop.visits.calendars.calendar_reader import CalendarEvent, CalendarFile, looks_like_calendar, read_calendar
from desktop.visits.calendars.calendar_writer import CalendarExport, all_visits, build_calendar, export_calendar
from desktop.visits.calendars.contact_reader import (
    Contact,
    ContactFile,
    Match,
    match_contacts,
    namesake_sentences,
    read_contacts,
)
from desktop.visits.calendars.contacts import contact_lines, export_contacts, import_contacts

__all__ = [
    "CalendarEvent",
    "CalendarExport",
    "CalendarFile",
    "CalendarPlan",
    "Contact",
    "ContactFile",
    "Match",
    "SessionChange",
    "all_visits",
    "apply_plan",
    "build_calendar",
    "contact_lines",
    "export_calendar",
    "export_contacts",
    "import_contacts",
    "looks_like_calendar",
    "match_contacts",
    "namesake_sentences",
    "plan_calendar",
    "plan_sentences",
    "read_calendar",
    "read_contacts",
    "visits_in_calendar",
]
