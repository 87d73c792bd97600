"""Where the keyboard stands in a programme, and where its arrows lead: from session to session and through free time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.ui.programme.lanes import Piece
from desktop.ui.programme.session import DAY

STEP = 15
"""Minutes that an arrow goes through free time."""
USUAL_LENGTH = 60
"""Minutes of a session made where nothing says how long."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A minute of a day, and how long the free time marked there is; or a session: its id, and where it stands."""

    column: int = 0
    minute: int = 9 * 60
    length: int = USUAL_LENGTH
    session: str = ""

    @property
    def free(self) -> bool:
        """Does it stand in free time?"""
        return not self.session


def on(piece: Piece) -> Cursor:
    """On a session."""
    return Cursor(piece.column, piece.start, USUAL_LENGTH, piece.session.id)


def at(column: int, minute: int, pieces: Sequence[Piece]) -> Cursor:
    """At a minute of a day: on the session that runs then, or in the free time there."""
    running = [each for each in pieces if each.column == column and each.start <= minute < each.end]
    if running:
        return on(min(running, key=lambda each: (each.lane, each.start)))
    return _free(column, minute, pieces)


def down(cursor: Cursor, pieces: Sequence[Piece]) -> Cursor:
    """Later the same day: free time step by step, then the session below. Those beside are for `sideways`."""
    column = cursor.column
    here = _piece(cursor, pieces)
    if here is None:
        return _later_in_free_time(cursor, pieces)
    day = [each for each in pieces if each.column == column]
    below = min(
        (each for each in day if each.start >= here.end), key=lambda each: (each.start, _far(each, here)), default=None
    )
    minute = here.end
    for each in sorted(day, key=lambda each: each.start):
        if each.start < minute < each.end:  # runs on beside
            minute = each.end
    if below is not None and below.start <= minute:
        return on(below)
    return _free(column, minute, pieces) if minute < DAY else cursor


def up(cursor: Cursor, pieces: Sequence[Piece]) -> Cursor:
    """Earlier the same day."""
    column = cursor.column
    here = _piece(cursor, pieces)
    day = [each for each in pieces if each.column == column]
    minute = cursor.minute if here is None else here.start
    above = max(
        (each for each in day if each.end <= minute), key=lambda each: (each.end, -_far(each, here)), default=None
    )
    for each in sorted(day, key=lambda each: -each.end):
        if each.start < minute < each.end:
            minute = each.start
    to = max((minute - 1) // STEP * STEP, 0)
    if above is not None and above.end > to:
        return on(above)
    return _free(column, to, pieces) if minute > 0 else cursor


def sideways(cursor: Cursor, pieces: Sequence[Piece], columns: int, by: int) -> Cursor:
    """To the parallel session beside, or to the same time of the next day."""
    here = _piece(cursor, pieces)
    minute = cursor.minute if here is None else here.start
    if here is not None:
        beside = [
            each for each in pieces
            if each.column == here.column and each.start < here.end and here.start < each.end
            and (each.lane > here.lane if by > 0 else each.lane < here.lane)
        ]  # fmt: skip
        if beside:
            return on(min(beside, key=lambda each: (abs(each.lane - here.lane), abs(each.start - here.start))))
    column = cursor.column + by
    if not 0 <= column < columns:
        return cursor
    running = [each for each in pieces if each.column == column and each.start <= minute < each.end]
    if running:
        return on(min(running, key=lambda each: (-each.lane if by < 0 else each.lane, each.start)))
    return _free(column, minute, pieces, cursor.length if cursor.free else USUAL_LENGTH)


def next_session(cursor: Cursor, pieces: Sequence[Piece], by: int) -> Cursor:
    """The next session in time, over free time and days; the same where there is none."""
    starts = sorted(
        (each for each in pieces if each.begins), key=lambda each: (each.column, each.start, each.lane, each.session.id)
    )
    if not starts:
        return cursor
    ids = [each.session.id for each in starts]
    if cursor.session in ids:
        to = ids.index(cursor.session) + by
        return on(starts[to]) if 0 <= to < len(starts) else cursor
    later = [each for each in starts if (each.column, each.start) >= (cursor.column, cursor.minute)]
    if by > 0:
        return on(later[0]) if later else cursor
    return on(starts[len(starts) - len(later) - 1]) if len(later) < len(starts) else cursor


def first_or_last(column: int, pieces: Sequence[Piece], *, last: bool) -> Cursor | None:
    """The first or last session of a day; None where it has none."""
    day = [each for each in pieces if each.column == column]
    if not day:
        return None
    return on(max(day, key=lambda each: (each.end, each.start))) if last else on(min(day, key=lambda each: each.start))


def longer(cursor: Cursor, by: int) -> Cursor:
    """More or less free time marked."""
    return replace(cursor, length=min(max(cursor.length + by, 5), DAY))


def _piece(cursor: Cursor, pieces: Sequence[Piece]) -> Piece | None:
    if cursor.free:
        return None
    mine = [each for each in pieces if each.session.id == cursor.session]
    return next((each for each in mine if each.column == cursor.column), mine[0] if mine else None)


def _far(piece: Piece, here: Piece | None) -> float:
    """How far it is to the side; of those as far the one at the left comes first."""
    return abs(piece.lane - (here.lane if here is not None else 0)) + piece.lane / 1000


def _later_in_free_time(cursor: Cursor, pieces: Sequence[Piece]) -> Cursor:
    to = min((cursor.minute + STEP) // STEP * STEP, DAY - STEP)
    between = [each for each in pieces if each.column == cursor.column and cursor.minute < each.start <= to]
    if between:
        return on(min(between, key=lambda each: (each.start, each.lane)))
    return at(cursor.column, max(to, cursor.minute), pieces)


def _free(column: int, minute: int, pieces: Sequence[Piece], length: int = USUAL_LENGTH) -> Cursor:
    """Free time from this minute on, as long as there is, at most the usual length."""
    minute = min(max(minute, 0), DAY - 5)
    nexts = min((each.start for each in pieces if each.column == column and each.start > minute), default=DAY)
    return Cursor(column, minute, max(min(length, nexts - minute), 5))
