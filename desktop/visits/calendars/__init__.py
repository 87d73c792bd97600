"""Calendars and contacts: visits that other programs show, and programmes that come back from them."""

from desktop.visits.calendars.contacts import Contact, export_contacts, read_contacts, take_contacts
from desktop.visits.calendars.plan import CalendarPlan, Move, apply_plan, plan_calendar, planned_words, visits_named
from desktop.visits.calendars.reading import CalendarEvent, CalendarRead, looks_like_calendar, read_calendar
from desktop.visits.calendars.writing import CalendarWritten, all_visits, calendar_of, export_calendar

__all__ = [
    "CalendarEvent",
    "CalendarPlan",
    "CalendarRead",
    "CalendarWritten",
    "Contact",
    "Move",
    "all_visits",
    "apply_plan",
    "calendar_of",
    "export_calendar",
    "export_contacts",
    "looks_like_calendar",
    "plan_calendar",
    "planned_words",
    "read_calendar",
    "read_contacts",
    "take_contacts",
    "visits_named",
]
