"""Which session is on now, and which come before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from desktop.visits.visit_times import session_time
from desktop.workspace import Record, Value

NOT_FOR_NOTES = frozenset(("travel", "meal", "break", "free"))
_LATE = timedelta(minutes=45)
"""So long after its end a session is still the one that notes are written about, where no other has begun."""


def in_time(visit: Mapping[str, Value], sessions: Sequence[Record]) -> list[Record]:
    """The sessions in which something is learnt, as they follow each other; those without a time last."""

    def key(session: Record) -> tuple[int, int, int, str, int]:
        time = session_time(visit, session.values)
        track = str(session.values.get("track") or "")
        if time is None:
            return 1, 0, 0, track, session.no
        return 0, time.day, 1_440 if time.minute is None else time.minute, track, session.no

    of_use = [each for each in sessions if each.values.get("kind") not in NOT_FOR_NOTES]
    return sorted(of_use, key=key)


def on_now(visit: Mapping[str, Value], sessions: Sequence[Record], now: datetime) -> Record | None:
    """The session that is on at this moment, or has just ended; None where none is."""
    just_ended: Record | None = None
    for session in in_time(visit, sessions):
        time = session_time(visit, session.values)
        if time is None or time.begins is None or time.ends is None:
            continue
        if time.begins <= now < time.ends:
            return session
        if time.ends <= now < time.ends + _LATE:
            just_ended = session
    return just_ended


def time_words(visit: Mapping[str, Value], session: Record) -> str:
    """Day and time: "Day 2, 14:30–15:30" in figures alone."""
    time = session_time(visit, session.values)
    if time is None:
        return ""
    if time.minute is None or time.end_minute is None:
        return str(time.day)
    return f"{_clock(time.minute)}–{_clock(time.end_minute)}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
