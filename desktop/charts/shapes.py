"""The shapes of which a chart is drawn. Lengths are points on paper and pixels in a window; y grows downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

TEXT = "text"
QUIET = "quiet"
"""The colour of what stands back: axes, and what is not counted."""
FAINT = "faint"
"""The colour of hairlines."""


class TextLine(Protocol):
    """A line of text that its own canvas knows how to draw."""

    @property
    def width(self) -> float:
        """How wide it is."""
        ...


class TextMeasure(Protocol):
    """What a canvas knows of its letters."""

    @property
    def leading(self) -> float:
        """From one line of labels to the next."""
        ...

    @property
    def size(self) -> float:
        """The size of the letters."""
        ...

    def wrap(self, text: str, width: float, *, bold: bool = False) -> Sequence[TextLine]:
        """The lines of a text."""
        ...

    def fit(self, text: str, width: float, *, bold: bool = False) -> TextLine:
        """One line of it; what does not fit is left out, with an ellipsis."""
        ...


Colour = str | int
"""A "#0B6B8A"; QUIET, FAINT; "" for the accent; or the place of a series."""
Mark = tuple[int, int]
"""The place of a series, and of a value in it."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle, or only its outline; `mark` is the value that it stands for. `strength`: of its colour, 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour = ""
    mark: Mark | None = None
    hollow: bool = False
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    x: float
    y: float
    width: float
    colour: Colour = FAINT


@dataclass(frozen=True, slots=True)
class Path:
    """The line of a series, broken in its way; `marks`: the value that stands at each point."""

    points: tuple[tuple[float, float], ...]
    series: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, its left end on the base line at x, y."""

    line: TextLine
    x: float
    y: float
    colour: Colour = TEXT
    on: str = ""
    """The colour of the ground on which it has to be read, where that is none of the paper or window."""


@dataclass(slots=True)
class Drawing:
    """The shapes in the order in which they are drawn, and the height that they take."""

    height: float = 0.0
    shapes: list[Rect | Rule | Path | Words] = field(default_factory=lambda: list[Rect | Rule | Path | Words]())

    def add(self, *shapes: Rect | Rule | Path | Words) -> None:
        """Draw these too, over the others."""
        self.shapes += shapes

    @property
    def marks(self) -> list[tuple[Mark, float, float, float, float]]:
        """Values with the box in which each can be pointed at: left, top, right, bottom."""
        found: list[tuple[Mark, float, float, float, float]] = []
        for each in self.shapes:
            if isinstance(each, Rect) and each.mark is not None:
                found.append((each.mark, each.x, each.y, each.x + each.width, each.y + each.height))
            elif isinstance(each, Path):
                found += [
                    (mark, x - 6, y - 6, x + 6, y + 6) for mark, (x, y) in zip(each.marks, each.points, strict=True)
                ]
        return found
