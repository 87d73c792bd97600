"""What the guests came for: their questions, and time to ask them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.visits.reading import Visit, linked
from desktop.visits.timed import ProgrammeWarning, Timed
from desktop.visits.times import number_of, text_of
from desktop.words import N_

LEAST_SHARE = 25  # % of the time that is for questions and discussion
_LEAST_TIME = 60  # minutes of sessions below which a share says nothing
TALKS = frozenset(("lecture", "panel", "webinar", "e_learning", "case_study"))
"""Methods in which one speaks and the others listen; in all others everyone takes part."""


def unserved(visit: Visit, _sessions: Sequence[Timed]) -> Iterator[ProgrammeWarning]:
    """Questions that no session serves, as soon as there are sessions."""
    if not visit.sessions:
        return
    served = {id for session in visit.sessions for id in linked(session.values, "questions")}
    for question in visit.questions:
        if question.id not in served:
            sentence = N_("No session serves the question “{question}”.")
            yield ProgrammeWarning("unserved", sentence, {"question": question.title}, questions=(question.id,))


def discussion_share(sessions: Sequence[Timed]) -> tuple[int, int]:
    """(minutes for questions and discussion, minutes of all sessions of which that is known).

    A session says how many itself; else a method in which everyone takes part counts whole, a talk not at all.
    """
    asked = told = 0
    for session in sessions:
        if session.kind != "session":
            continue
        own = number_of(session.values, "discussion_minutes")
        method = text_of(session.values, "method")
        if own is None and not method:
            continue
        minutes = session.time.minutes
        told += minutes
        asked += min(max(own, 0), minutes) if own is not None else (0 if method in TALKS else minutes)
    return asked, told


def one_way(_visit: Visit, sessions: Sequence[Timed]) -> Iterator[ProgrammeWarning]:
    """Too much is told and too little asked."""
    asked, told = discussion_share(sessions)
    if told < _LEAST_TIME or asked * 100 >= told * LEAST_SHARE:
        return
    sentence = N_("Only {percent} % of the time is for questions and discussion; a quarter at least is a good measure.")
    talks = tuple(each.id for each in sessions if each.kind == "session" and text_of(each.values, "method") in TALKS)
    yield ProgrammeWarning("one_way", sentence, {"percent": asked * 100 // told}, talks)
