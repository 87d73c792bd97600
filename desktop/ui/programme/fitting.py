"""How the words of a session fit into its box: title first, then time and place, who leads, and its steps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from desktop.ui.programme.programme_text import clock, span, title_of
from desktop.ui.programme.session import Session

MARGIN = 4
"""Points at the left of the words, after the bar, and at their right."""
FEW_LETTERS = 4
Line = tuple[int, str, bool]
"""y of the base line from the top of the box, text, is it the title?"""


@dataclass(frozen=True, slots=True)
class Fonts:
    """What the words are measured with."""

    strong: QFontMetrics
    small: QFontMetrics


def fit(session: Session, width: int, height: int, marks: int, fonts: Fonts, *, begins: bool) -> tuple[Line, ...]:
    """The lines that have room in a box of this size; the first is shorter by `marks`."""
    room, line, small = width - 2 * MARGIN, fonts.strong.height(), fonts.small.height()
    if room < 8 or height < small - 5:
        return ()
    title = title_of(session) if begins else f"… {title_of(session)}"
    if height < line - 1:
        return (((height - small) // 2 + fonts.small.ascent(), shortened(title, fonts.small, room - marks), False),)
    if height < line + small + 3:
        top = max((min(height, line + 4) - line) // 2, 0)
        return ((top + fonts.strong.ascent(), shortened(title, fonts.strong, room - marks), True),)
    below = _below(session, room, height, fonts)
    found: list[Line] = []
    y = 2
    for text in wrapped(title, fonts.strong, room, room - marks, max((height - 3 - small * len(below)) // line, 1)):
        found.append((y + fonts.strong.ascent(), text, True))
        y += line
    for text in (*below, *(f"{clock(at)}  {words}" for at, words in session.steps)):
        if y + small <= height + 1:
            found.append((y + fonts.small.ascent(), shortened(text, fonts.small, room), False))
            y += small
    return tuple(found)


def _below(session: Session, room: int, height: int, fonts: Fonts) -> list[str]:
    """Time and place, in one line or two, and who leads."""
    line, small = fonts.strong.height(), fonts.small.height()
    time = span(session.start, session.end) + (f" {session.zone}" if session.zone else "")
    if fonts.small.horizontalAdvance(time) > room:
        time = clock(session.start)
    beside = " · ".join(part for part in (time, session.place) if part)
    if fonts.small.horizontalAdvance(beside) <= room:
        below = [beside]
    else:
        below = [time, session.place] if height >= 2 * line + 2 * small + 3 else [time]
    if session.leads and height > 3 * line + 2 * small:
        below.append(session.leads)
    return below


def shortened(text: str, metrics: QFontMetrics, room: int) -> str:
    """As much of it as there is room for; dots where that leaves words worth reading, else the first letters alone."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if len(words) > FEW_LETTERS:
        return words
    fitting = 0
    while fitting < len(text) and metrics.horizontalAdvance(text[: fitting + 1]) <= room:
        fitting += 1
    return text[:fitting]


def wrapped(text: str, metrics: QFontMetrics, room: int, first_room: int, most: int) -> list[str]:
    """Words in at most so many lines; the first is shorter for the marks, the last ends in dots where more follows."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most:
        width = first_room if not lines else room
        if len(lines) == most - 1:
            lines.append(shortened(" ".join(rest), metrics, width))
            break
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(shortened(" ".join(rest[:taken]), metrics, width))
        rest = rest[taken:]
    return lines
