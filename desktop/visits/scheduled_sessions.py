"""A programme as intervals of time, and what there is to be minded in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from desktop.visits.field_values import Values, text_of
from desktop.visits.visit import Visit, linked_ids
from desktop.visits.visit_times import SessionTime, session_time
from desktop.vocabularies import fold
from desktop.workspace import Record

REST_KINDS = ("break", "meal", "free")
"""Kinds of sessions in which people rest."""
OPTIONAL_KINDS = (*REST_KINDS, "travel")
"""Kinds that nobody misses who comes late."""


@dataclass(frozen=True, slots=True)
class ScheduledSession:
    """A session that has a time: from `start` to `end`, in minutes that can be compared within this programme."""

    record: Record
    time: SessionTime
    start: int
    end: int

    @property
    def id(self) -> str:
        """The session's id."""
        return self.record.id

    @property
    def values(self) -> Values:
        """The session's fields."""
        return self.record.values

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title

    @property
    def kind(self) -> str:
        """Its kind, a session where none is chosen."""
        return text_of(self.values, "kind") or "session"

    @property
    def track(self) -> str:
        """Its track, folded; "" is for all."""
        return fold(text_of(self.values, "track").strip())

    @property
    def place(self) -> str:
        """Where it is, folded."""
        return fold((text_of(self.values, "place") or text_of(self.values, "address")).strip())

    def people(self) -> dict[str, str]:
        """Who leads it: keys that can be compared, with the names as written, "" where a record has them."""
        found = dict.fromkeys(linked_ids(self.values, "people"), "")
        for name in text_of(self.values, "leads").split(","):
            if plain := " ".join(name.split()):
                found[fold(plain)] = plain
        return found

    def overlaps(self, other: ScheduledSession) -> bool:
        """Do both go on at some minute?"""
        return self.start < other.end and other.start < self.end

    def same_people(self, other: ScheduledSession) -> bool:
        """Are both for the same guests: the same track, or one of them for all?"""
        return self.track == other.track or not self.track or not other.track


def scheduled_sessions(visit: Visit) -> list[ScheduledSession]:
    """The sessions with a time, by when they begin. Where date and zone are known the minutes are real ones, so that
    another zone and a change of clocks count; else they are those of the day of the visit.
    """
    found: list[tuple[Record, SessionTime]] = []
    for record in visit.sessions:
        time = session_time(visit.values, record.values)
        if time is not None and time.minute is not None:
            found.append((record, time))
    real = all(time.begins is not None for _record, time in found)
    made = [ScheduledSession(record, time, start := _start(time, real), start + time.minutes) for record, time in found]
    return sorted(made, key=lambda each: (each.start, each.end, each.track, each.id))


def _start(time: SessionTime, real: bool) -> int:
    if real and time.begins is not None:
        return int(time.begins.astimezone(UTC).timestamp()) // 60
    return time.day * 1440 + (time.minute or 0)


def sessions_by_track(sessions: Iterable[ScheduledSession]) -> list[list[ScheduledSession]]:
    """The programme as each group of guests lives it: one for each track, with what is for all in each."""
    every = list(sessions)
    tracks = sorted({each.track for each in every if each.track})
    return [[each for each in every if each.track in ("", track)] for track in tracks] or [every]
