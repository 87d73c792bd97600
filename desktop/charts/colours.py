"""Colours of series that also people with a colour vision deficiency can tell apart, each with a way to break its line.

The hues are those of Okabe and Ito, made darker on white paper and lighter on a dark window until words in them can be read
(4.5:1). A series is never told by its colour alone: lines are broken differently and end in their name.
"""

from __future__ import annotations

from collections.abc import Sequence

ON_LIGHT = ("#0072B2", "#B34700", "#0B7D4B", "#B0357A", "#7A5A00", "#333333")
ON_DARK = ("#56B4E9", "#F5A01A", "#2FC79B", "#E5A0C8", "#F0E442", "#E2E8F0")
DASHES: tuple[Sequence[float], ...] = ((), (6, 3), (2, 2.5), (8, 3, 2, 3), (1, 2), (10, 4))


def series_colour(place: int, *, dark: bool = False) -> str:
    """The colour of a series by its place, on white or on a dark ground."""
    colours = ON_DARK if dark else ON_LIGHT
    return colours[place % len(colours)]


def series_dashes(place: int) -> Sequence[float]:
    """How the line of a series is broken: lengths of lines and gaps in widths of the line, () for a whole line."""
    return DASHES[place % len(DASHES)]
