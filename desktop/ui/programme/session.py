"""What the programme shows of a session and of what is to be minded: plain values, and their arithmetic of days and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

DAY = 1440
"""Minutes."""
SNAP = 5
"""Minutes: what is drawn and moved falls on these."""
SHORTEST = 5
LONGEST = 2 * DAY
FIRST_DAY, LAST_DAY = -99, 999
"""Days are counted from the first of the visit, 1, so that a visit that moves takes its programme along; 0 is the eve."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `start` and `end` are minutes from midnight of `day` (1 is the visit's first); an end beyond 1440 is
    on the day after."""

    id: str
    day: int
    start: int
    end: int
    title: str = ""
    kind: str = ""  # code of the session kinds: plenary, travel, break ...
    track: str = ""
    place: str = ""
    leads: str = ""  # names, as words
    method: str = ""  # code of a method card
    questions: int = 0  # how many learning questions it serves
    steps: tuple[tuple[int, str], ...] = ()  # the minute of the day and what is done then
    travel: int = 0  # minutes to get there
    reserve: int = 0  # minutes kept free before it, beside those
    zone: str = ""  # the city of another time zone than the visit's
    contested: bool = False  # written differently on two desks

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def at(self, day: int, start: int, minutes: int | None = None) -> Session:
        """The same on another day, at another minute; a minute before midnight or after the next is another day's."""
        days, start = divmod(start, DAY)
        day += days
        if day < FIRST_DAY:
            day, start = FIRST_DAY, 0
        length = self.minutes if minutes is None else minutes
        steps = tuple((minute - self.start + start, words) for minute, words in self.steps)
        return replace(self, day=min(day, LAST_DAY), start=start, end=start + length, steps=steps)

    def between(self, start: int, end: int) -> Session:
        """The same day, from and to other minutes, never shorter than `SHORTEST` nor longer than `LONGEST`."""
        return self.at(self.day, start, min(max(end - start, SHORTEST), LONGEST))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be minded, in words; never forbids. `sessions`: where it shows, "" of nowhere for the whole visit."""

    words: str
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One action of a person: written in one go, taken back in one go.

    `changed` are sessions as they are to be; only what differs from `before` is written. `copies`: new session, and the
    one that it is a copy of with all that the programme does not show.
    """

    operation: str  # create, edit, delete, duplicate: as the journal names its actions
    made: tuple[Session, ...] = ()
    changed: tuple[Session, ...] = ()
    before: Mapping[str, Session] = field(default_factory=dict[str, Session])
    copies: tuple[tuple[Session, str], ...] = ()
    gone: tuple[str, ...] = ()
    method: str = ""  # a card whose steps go into the sessions that are made and changed

    @property
    def ids(self) -> frozenset[str]:
        """All sessions that it touches."""
        each = (*self.made, *self.changed, *(new for new, _source in self.copies))
        return frozenset((*(session.id for session in each), *self.gone))


def snapped(minute: float, grid: int = SNAP) -> int:
    """The nearest minute of the grid."""
    return round(minute / grid) * grid


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """As they come in time; parallel ones by track."""
    return sorted(sessions, key=lambda each: (each.day, each.start, each.track, each.end, each.title, each.id))


def days_shown(length: int, sessions: Iterable[Session]) -> list[int]:
    """The columns: the days of a visit that is so long, and every other day that a session touches."""
    days = set(range(1, length + 1))
    for each in sessions:
        days.update(range(each.day, each.day + max(each.end - 1, 0) // DAY + 1))
    return sorted(days)
