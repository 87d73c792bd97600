"""What the hand is doing: a drag under way, and what the sessions would be if it ended here. Nothing is written before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.ui.programme.session import DAY, SNAP, Session, snapped


class Hold(StrEnum):
    """What was taken hold of."""

    NEW = "new"  # empty time: a session is drawn
    WHOLE = "whole"  # it is moved
    START = "start"  # its upper edge
    END = "end"  # its lower edge
    BAND = "band"  # empty time with Shift: what lies in the rectangle is selected


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the canvas: a column and a minute of its day, not yet on the grid."""

    column: int
    minute: float


@dataclass(slots=True)
class Drag:
    """A drag: where it began, where it is, whether it copies. `held` is the session under the hand, "" for none."""

    hold: Hold
    ids: tuple[str, ...]
    held: str
    began: Spot
    now: Spot
    copies: bool = False
    moved: bool = False  # far enough not to be a click

    def results(self, sessions: Mapping[str, Session], days: Sequence[int]) -> list[Session]:
        """The dragged sessions as they would be now. One that has been deleted elsewhere meanwhile is not among them."""
        if self.hold is Hold.NEW:
            return [drawn(self.began, self.now, days)] if days else []
        there = [sessions[id] for id in self.ids if id in sessions]
        held = sessions.get(self.held) or (there[0] if there else None)
        if held is None or self.hold is Hold.BAND:
            return []
        by = self.now.minute - self.began.minute
        if self.hold is Hold.WHOLE:
            columns = self.now.column - self.began.column
            by = snapped(held.start + by) - held.start if columns or abs(by) >= SNAP / 2 else 0
            return [moved(each, columns, by, days) for each in there]
        if self.hold is Hold.START:
            by += (self.now.column - self.began.column) * DAY
            by = snapped(held.start + by) - held.start
            return [stretched(each, by, 0) for each in there]
        by += (self.now.column - self.began.column) * DAY
        by = snapped(held.end + by) - held.end
        return [stretched(each, 0, by) for each in there]


def drawn(began: Spot, now: Spot, days: Sequence[int]) -> Session:
    """The session drawn from one spot to another, downwards or upwards; across midnight where it goes to another day."""
    first, last = sorted((began, now), key=lambda spot: (spot.column, spot.minute))
    start = min(snapped(first.minute), DAY - SNAP)
    end = snapped(last.minute) + (days[last.column] - days[first.column]) * DAY
    return Session("", days[first.column], start, start + SNAP).between(start, end)


def moved(session: Session, columns: int, minutes: int, days: Sequence[int]) -> Session:
    """A session so many columns and minutes on; beyond the last column a day is added."""
    day = session.day
    if columns:
        if day in days and 0 <= (at := list(days).index(day) + columns) < len(days):
            day = days[at]
        else:
            day += columns
    return session.at(day, session.start + minutes)


def stretched(session: Session, start_by: int, end_by: int) -> Session:
    """A session whose start and end are so many minutes later; it keeps at least its shortest length."""
    start = min(session.start + start_by, session.end - SNAP)
    end = max(session.end + end_by, start + SNAP)
    return session.between(start, end)
