"""What stands in a calendar, in words: a visit, or something that is due for one."""

from __future__ import annotations

from desktop.i18n import _
from desktop.values.dates import format_date
from desktop.visits.visit_queries import CalendarEntry
from desktop.workspace import RECORD_TYPES


def is_visit(entry: CalendarEntry) -> bool:
    """A bar, and no box to tick."""
    return entry.type == "visit"


def entry_words(entry: CalendarEntry) -> str:
    """All of an entry: to be chosen from, under the pointer, and for a reader of the screen."""
    title = entry.title or _("Untitled")
    if is_visit(entry):
        return title
    kind = _(RECORD_TYPES[entry.type].label)
    parts = [_("{kind}: {title}").format(kind=kind, title=title), entry.visit_title]
    if entry.overdue:
        parts.append(_("overdue since {day}").format(day=format_date(entry.last.isoformat())))
    elif not entry.open:
        parts.append(_("done"))
    return " · ".join(part for part in parts if part)
