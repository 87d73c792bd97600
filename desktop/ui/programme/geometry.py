"""Days and minutes to points of the screen, and back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from desktop.ui.programme.lanes import Piece
from desktop.ui.programme.session import DAY

STEPS = (18, 24, 32, 42, 56, 72, 96, 128, 192)
"""Points an hour, from all of a day at once to minutes one can tell apart."""
USUAL = 4  # of STEPS
GAP = 3  # points between a session and the line of its day
_NARROWEST = (44, 64, 84, 104, 120, 132, 144, 160, 180)  # of a day, by the step of zoom


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where a day's column and a minute's line are in the view, as it is scrolled now."""

    days: int
    left: int  # the ruler's width
    top: int  # the height of the days' names
    hour: int  # points
    column: int  # width of a day
    scrolled_x: int = 0
    scrolled_y: int = 0

    @property
    def width(self) -> int:
        """Of all days."""
        return self.days * self.column

    @property
    def height(self) -> int:
        """Of a day."""
        return self.hour * 24

    def x(self, column: int) -> int:
        """Left edge of a day."""
        return self.left + column * self.column - self.scrolled_x

    def y(self, minute: float) -> int:
        """The line of a minute."""
        return self.top + round(minute * self.hour / 60) - self.scrolled_y

    def column_at(self, x: float) -> int:
        """The day at a point, the nearest one where there is none."""
        return min(max(int((x - self.left + self.scrolled_x) // max(self.column, 1)), 0), max(self.days - 1, 0))

    def minute_at(self, y: float) -> float:
        """The minute at a point, within the day."""
        return min(max((y - self.top + self.scrolled_y) * 60 / self.hour, 0), DAY)

    def rect(self, piece: Piece) -> QRect:
        """Where a piece of a session stands."""
        return self.rect_of(piece.column, piece.start, piece.end, piece.lane, piece.lanes)

    def rect_of(self, column: int, start: float, end: float, lane: int = 0, lanes: int = 1) -> QRect:
        """Where a time of a day stands, in its lane; at least a few points high, to be seen and taken hold of."""
        room = self.column - 2 * GAP
        left = self.x(column) + GAP + room * lane // lanes
        right = self.x(column) + GAP + room * (lane + 1) // lanes - (1 if lane + 1 < lanes else 0)
        top = self.y(start) + 1
        return QRect(left, top, max(right - left, 2), max(self.y(end) - top, 4))


def narrowest(step: int) -> int:
    """How narrow a day may get at a step of zoom."""
    return _NARROWEST[step]
