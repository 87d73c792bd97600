"""Side by side: what runs at the same time within one day gets a lane each, tracks keep to theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.ui.programme.session import DAY, Session


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a session that falls on one day: `lane` of `lanes`, from minute to minute of that day."""

    session: Session
    column: int
    start: int
    end: int
    past: int = 0  # days since the session began
    lane: int = 0
    lanes: int = 1

    @property
    def begins(self) -> bool:
        """Does the session begin in this piece, or did it on a day before?"""
        return self.past == 0

    @property
    def ends(self) -> bool:
        """Does the session end in this piece?"""
        return self.past * DAY + self.end == self.session.end


def pieces(sessions: Iterable[Session], days: Sequence[int]) -> list[Piece]:
    """Each session on the days that it touches, in lanes, so that no two pieces overlap."""
    columns = {day: column for column, day in enumerate(days)}
    found: list[list[Piece]] = [[] for _day in days]
    for session in sessions:
        for past in range((session.end - 1) // DAY + 1):
            column = columns.get(session.day + past)
            if column is not None:
                start, end = max(session.start - past * DAY, 0), min(session.end - past * DAY, DAY)
                found[column].append(Piece(session, column, start, end, past))
    return [piece for column in found for piece in _in_lanes(column)]


def _in_lanes(column: list[Piece]) -> list[Piece]:
    column.sort(key=lambda each: (each.start, each.session.track, -each.end, each.session.id))
    found: list[Piece] = []
    group: list[Piece] = []
    until = -1
    for piece in column:
        if group and piece.start >= until:
            found += _group_in_lanes(group)
            group, until = [], -1
        group.append(piece)
        until = max(until, piece.end)
    return found + _group_in_lanes(group)


def _group_in_lanes(group: list[Piece]) -> list[Piece]:
    """What hangs together in time: each into a free lane, of its own track if there is one."""
    free_at: list[int] = []
    tracks: list[str] = []
    lane_of: dict[int, int] = {}
    for number, piece in enumerate(group):
        track = piece.session.track
        free = [lane for lane, end in enumerate(free_at) if end <= piece.start]
        same = [lane for lane in free if tracks[lane] == track]
        if same or free:
            lane = (same or free)[0]
        else:
            lane = len(free_at)
            free_at.append(0)
            tracks.append(track)
        free_at[lane] = piece.end
        lane_of[number] = lane
    order = sorted(range(len(tracks)), key=lambda lane: (tracks[lane], lane))
    place = {lane: at for at, lane in enumerate(order)}
    return [replace(each, lane=place[lane_of[number]], lanes=len(tracks)) for number, each in enumerate(group)]


def by_session(found: Iterable[Piece]) -> Mapping[str, list[Piece]]:
    """The pieces of each session, in their order."""
    by_session: dict[str, list[Piece]] = {}
    for piece in found:
        by_session.setdefault(piece.session.id, []).append(piece)
    return by_session
