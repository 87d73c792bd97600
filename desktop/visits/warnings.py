"""All that is to be minded in a programme, said as one plans and never in the way."""

from __future__ import annotations

from desktop.visits.clashes import at_once, hurried, tiring
from desktop.visits.content_checks import one_way, unserved
from desktop.visits.reading import Visit
from desktop.visits.surroundings import absent, dark, holidays, outside
from desktop.visits.timed import ProgrammeWarning, timed_sessions

RULES = (at_once, hurried, tiring, unserved, dark, absent, outside, holidays, one_way)


def find_warnings(visit: Visit) -> list[ProgrammeWarning]:
    """The warnings of a visit, what cannot be first. Pure: no file is read but, once, the one of the holidays."""
    sessions = timed_sessions(visit)
    return [warning for rule in RULES for warning in rule(visit, sessions)]


__all__ = ["RULES", "ProgrammeWarning", "find_warnings"]
