"""All that is to be minded in a programme, said as one plans and never in the way."""

from __future__ import annotations

from desktop.visits.scheduled_sessions import scheduled_sessions
from desktop.visits.visit import Visit
from desktop.visits.warnings.content import little_discussion, unserved_questions
from desktop.visits.warnings.dates import absent_participants, darkness, holidays_and_fasts, sessions_outside_visit
from desktop.visits.warnings.programme_warning import ProgrammeWarning
from desktop.visits.warnings.schedule import missing_breaks, overlapping_sessions, short_travel_time

RULES = (
    overlapping_sessions,
    short_travel_time,
    missing_breaks,
    unserved_questions,
    darkness,
    absent_participants,
    sessions_outside_visit,
    holidays_and_fasts,
    little_discussion,
)


def find_warnings(visit: Visit) -> list[ProgrammeWarning]:
    """The warnings of a visit, what cannot be first. Pure: no file is read but, once, the one of the holidays."""
    sessions = scheduled_sessions(visit)
    return [warning for rule in RULES for warning in rule(visit, sessions)]


__all__ = ["RULES", "ProgrammeWarning", "find_warnings"]
