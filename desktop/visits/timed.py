"""A programme as intervals of time, and what there is to be minded in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from desktop.visits.reading import Visit, linked
from desktop.visits.times import SessionTime, Values, session_time, text_of
from desktop.vocabularies import fold
from desktop.words import _
from desktop.workspace import Record

RESTS = ("break", "meal", "free")
"""Kinds of sessions in which people rest."""
OPTIONAL = (*RESTS, "travel")
"""Kinds that nobody misses who comes late."""


@dataclass(frozen=True, slots=True)
class ProgrammeWarning:
    """One thing to be minded: a sentence and what it is about, by id. It forbids nothing."""

    kind: str
    sentence: str  # English source
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    sessions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    def words(self) -> str:
        """The sentence, in the language spoken now."""
        return _(self.sentence).format(**self.values)


@dataclass(frozen=True, slots=True)
class Timed:
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
        found = dict.fromkeys(linked(self.values, "people"), "")
        for name in text_of(self.values, "leads").split(","):
            if plain := " ".join(name.split()):
                found[fold(plain)] = plain
        return found

    def overlaps(self, other: Timed) -> bool:
        """Do both go on at some minute?"""
        return self.start < other.end and other.start < self.end

    def same_people(self, other: Timed) -> bool:
        """Are both for the same guests: the same track, or one of them for all?"""
        return self.track == other.track or not self.track or not other.track


def timed_sessions(visit: Visit) -> list[Timed]:
    """The sessions with a time, by when they begin. Where date and zone are known the minutes are real ones, so that
    another zone and a change of clocks count; else they are those of the day of the visit.
    """
    found: list[tuple[Record, SessionTime]] = []
    for record in visit.sessions:
        time = session_time(visit.values, record.values)
        if time is not None and time.minute is not None:
            found.append((record, time))
    real = all(time.begins is not None for _record, time in found)
    made = [Timed(record, time, start := _start(time, real), start + time.minutes) for record, time in found]
    return sorted(made, key=lambda each: (each.start, each.end, each.track, each.id))


def _start(time: SessionTime, real: bool) -> int:
    if real and time.begins is not None:
        return int(time.begins.astimezone(UTC).timestamp()) // 60
    return time.day * 1440 + (time.minute or 0)


def flows(sessions: Iterable[Timed]) -> list[list[Timed]]:
    """The programme as each group of guests lives it: one for each track, with what is for all in each."""
    every = list(sessions)
    tracks = sorted({each.track for each in every if each.track})
    return [[each for each in every if each.track in ("", track)] for track in tracks] or [every]
