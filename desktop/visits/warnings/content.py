"""What the guests came for: their questions, and time to ask them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.i18n import N_
from desktop.visits.field_values import number_of, text_of
from desktop.visits.scheduled_sessions import ScheduledSession
from desktop.visits.visit import Visit, linked_ids
from desktop.visits.warnings.programme_warning import ProgrammeWarning

MIN_DISCUSSION_PERCENT = 25  # % of the time that is for questions and discussion
_MIN_MINUTES = 60  # minutes of sessions below which a share says nothing
TALK_METHODS = frozenset(("lecture", "panel", "webinar", "e_learning", "case_study"))
"""Methods in which one speaks and the others listen; in all others everyone takes part."""


def unserved_questions(visit: Visit, _sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Questions that no session serves, as soon as there are sessions."""
    if not visit.sessions:
        return
    served = {id for session in visit.sessions for id in linked_ids(session.values, "questions")}
    for question in visit.questions:
        if question.id not in served:
            sentence = N_("No session addresses the question “{question}”.")
            yield ProgrammeWarning("unserved", sentence, {"question": question.title}, questions=(question.id,))


def discussion_minutes(sessions: Sequence[ScheduledSession]) -> tuple[int, int]:
    """(minutes for questions and discussion, minutes of all sessions of which that is known).

    A session says how many itself; else a method in which everyone takes part counts whole, a talk not at all.
    """
    discussion = total = 0
    for session in sessions:
        if session.kind != "session":
            continue
        own = number_of(session.values, "discussion_minutes")
        method = text_of(session.values, "method")
        if own is None and not method:
            continue
        minutes = session.time.minutes
        total += minutes
        discussion += min(max(own, 0), minutes) if own is not None else (0 if method in TALK_METHODS else minutes)
    return discussion, total


def little_discussion(_visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Too much is told and too little asked."""
    discussion, total = discussion_minutes(sessions)
    if total < _MIN_MINUTES or discussion * 100 >= total * MIN_DISCUSSION_PERCENT:
        return
    sentence = N_("Only {percent} % of the time is for questions and discussion; aim for at least 25 %.")
    talks = tuple(
        each.id for each in sessions if each.kind == "session" and text_of(each.values, "method") in TALK_METHODS
    )
    yield ProgrammeWarning("one_way", sentence, {"percent": discussion * 100 // total}, talks)
