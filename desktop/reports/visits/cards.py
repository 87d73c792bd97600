"""Method cards on paper: two on a sheet, to be cut apart and held in the hand of who leads the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.reports import look
from desktop.reports.paper import Entry, Page, height_of
from desktop.reports.text import Line, Style, clean, fit, wrap
from desktop.reports.visits.cards_wanted import Wanted, cards_wanted
from desktop.reports.visits.writing import Writing
from desktop.reports.wording import say_minutes
from desktop.values.numbers import format_number
from desktop.words import _, ngettext, pgettext

_EDGE = 30.0
_GAP = 22.0
"""Between the steps and what stands beside them."""
_SHARE = 0.48
"""Of the width, for the steps."""
_TIMES = 58.0
_NAME = Style(17, 21, bold=True, colour=look.INK)
_SIZES = tuple(Style(size, size * 1.34) for size in (13, 12, 11, 10, 9, 8.2, 7.4))
"""From the size that is read at arm's length down to what a card with long words takes."""
_USES_MOST = 3
_STEP_GAP = 4.0
_BULLET = 10.0
_LABEL = replace(look.LABEL, size=8.5, leading=14, between=6)

Row = tuple[str, list[Line]]
"""From which minute to which, and what happens."""
Beside = tuple[Line, float, bool]
"""A line, how far in it begins, and whether a dash stands before it."""


def draw_cards(writing: Writing) -> list[Page]:
    """A card of half a sheet for each way in which a method is used; one whose steps are many goes on on the next."""
    drawing = _Cards(writing)
    for wanted in cards_wanted(writing.dossier):
        drawing.draw(wanted)
    for page in drawing.pages:
        page.close()
    return drawing.pages


class _Cards:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._document = writing.document
        self._sheet = writing.document.sheet
        self._room = self._sheet.width - 2 * _EDGE
        self._count = 0
        self.pages: list[Page] = []

    def draw(self, wanted: Wanted) -> None:
        """One card, and as many more as its steps take."""
        style = next((each for each in _SIZES if self._fits(wanted, each)), _SIZES[-1])
        rows, beside = self._rows(wanted, style), self._beside(wanted, style)
        heading = wanted.card.label
        begun = False
        while rows or not begun:
            page, top, low = self._place()
            if not begun:
                key = f"m{len(self._writing.entries)}"
                self._document.mark(key, page, top)
                self._writing.entries.append(Entry(clean(heading), key))
            y = self._draw_head(page, top, wanted, style, heading)
            rows = self._draw_steps(page, y, self._draw_uses(page, low, wanted), rows, style)
            if not begun:
                x = _EDGE + self._room * _SHARE + _GAP
                for line, indent, dash in beside:
                    below = _put(page, [line], x + indent, y, self._sheet.width - _EDGE - x - indent)
                    if dash:
                        _put(page, [fit(self._document.fonts, "–", style, _BULLET)], x, y, _BULLET)
                    y = below
            begun = True
            heading = pgettext("heading", "{name} (continued)").format(name=wanted.card.label)

    def _place(self) -> tuple[Page, float, float]:
        """(page, upper edge, lower edge) of the next card."""
        upper = self._count % 2 == 0
        self._count += 1
        middle = self._sheet.height / 2
        if upper:
            self.pages.append(self._document.page(clean(self._writing.dossier.title)))
            self.pages[-1].bare = True
            self.pages[-1].dashed(0, middle, self._sheet.width, middle, look.GREY)
        top = self._sheet.height if upper else middle
        return self.pages[-1], top - _EDGE, top - middle + _EDGE - 4

    def _fits(self, wanted: Wanted, style: Style) -> bool:
        beside = [line for line, _indent, _dash in self._beside(wanted, style)]
        return max(_height(self._rows(wanted, style)), height_of(beside)) <= self._depth(wanted, style)

    def _depth(self, wanted: Wanted, style: Style) -> float:
        """Height between the head of a card and its foot."""
        head = _NAME.leading + 7 + height_of(self._purpose(wanted, style)) + 11
        return self._sheet.height / 2 - 2 * _EDGE + 4 - head - self._uses_height(wanted)

    def _purpose(self, wanted: Wanted, style: Style) -> list[Line]:
        return wrap(self._document.fonts, wanted.card.purpose, style, self._room)

    def _draw_head(self, page: Page, top: float, wanted: Wanted, style: Style, heading: str) -> float:
        """Name, group and time, purpose; returns where the columns begin."""
        fonts, card = self._document.fonts, wanted.card
        people = ngettext("{least} to {most} person", "{least} to {most} people", card.max_people).format(
            least=format_number(card.min_people), most=format_number(card.max_people)
        )
        about = [people, say_minutes(wanted.minutes) if wanted.minutes else ""]
        meta = fit(fonts, " · ".join(each for each in about if each), look.TITLE, self._room * 0.5)
        name = fit(fonts, heading, _NAME, self._room - meta.width - 16)
        base = top - _NAME.size
        page.text(name, _EDGE, base)
        page.text_right(meta, _EDGE + self._room, base)
        y = top - _NAME.leading - 3
        page.rule(_EDGE, y, self._room, look.ACCENT, 1.2)
        y = _put(page, self._purpose(wanted, style), _EDGE, y - 4, self._room)
        return y - 11

    def _rows(self, wanted: Wanted, style: Style) -> list[Row]:
        room = self._room * _SHARE - _TIMES
        rows: list[Row] = []
        at = 0
        for step in wanted.steps:
            times = ""
            if step.minutes:
                times = pgettext("from minute to minute", "{start}–{end}").format(
                    start=format_number(at), end=format_number(at + step.minutes)
                )
            at += step.minutes
            rows.append((times, wrap(self._document.fonts, step.text, style, room)))
        return rows

    def _draw_steps(self, page: Page, y: float, low: float, rows: list[Row], style: Style) -> list[Row]:
        """The steps as far as there is room; returns those that are left."""
        label = [fit(self._document.fonts, _("Steps by the minute"), _LABEL, self._room * _SHARE)]
        y = _put(page, label, _EDGE, y, self._room * _SHARE)
        rows = list(rows)
        begun = y
        while rows:
            times, lines = rows[0]
            now = lines if y - height_of(lines) >= low else _fitting(lines, y - low) if y == begun else []
            if lines and not now:
                break
            if times:
                said = fit(self._document.fonts, times, replace(style.bolder(), colour=look.ACCENT), _TIMES - 6)
                page.text(said, _EDGE, y - style.leading * 0.5 - style.size * 0.36)
            y = _put(page, now, _EDGE + _TIMES, y, self._room * _SHARE - _TIMES) - _STEP_GAP
            if len(now) < len(lines):
                rows[0] = ("", lines[len(now) :])
                break
            del rows[0]
        return rows

    def _beside(self, wanted: Wanted, style: Style) -> list[Beside]:
        """Room, roles, pitfalls and how it goes online."""
        fonts, card = self._document.fonts, wanted.card
        room = self._room * (1 - _SHARE) - _GAP
        found: list[Beside] = []
        for label, texts in (
            (_("Room"), [card.room]), (_("Roles"), card.roles), (_("Pitfalls"), card.pitfalls),
            (_("Online"), [card.online]),
        ):  # fmt: skip
            said = [text for text in texts if text]
            if said:
                found.append((replace(fit(fonts, label, _LABEL, room), begins=bool(found)), 0, False))
            for text in said:
                if len(said) == 1:
                    found += [(line, 0, False) for line in wrap(fonts, text, style, room)]
                    continue
                lines = wrap(fonts, text, style, room - _BULLET)
                found += [(line, _BULLET, at == 0) for at, line in enumerate(lines)]
        return found

    def _uses(self, wanted: Wanted) -> list[Line]:
        if not wanted.uses:
            return []
        fonts = self._document.fonts
        told = wanted.uses if len(wanted.uses) <= _USES_MOST else wanted.uses[: _USES_MOST - 1]
        lines = [fit(fonts, use, look.META, self._room) for use in told]
        if more := len(wanted.uses) - len(told):
            words = ngettext("and one session more", "and {count} sessions more", more).format(
                count=format_number(more)
            )
            lines.append(fit(fonts, words, look.META, self._room))
        return lines

    def _uses_height(self, wanted: Wanted) -> float:
        lines = self._uses(wanted)
        return height_of(lines) + 9 if lines else 0

    def _draw_uses(self, page: Page, low: float, wanted: Wanted) -> float:
        """In which sessions it is used, at the foot; returns what is above."""
        lines = self._uses(wanted)
        if not lines:
            return low
        top = low + height_of(lines)
        page.rule(_EDGE, top + 3, self._room, look.FAINT)
        _put(page, lines, _EDGE, top, self._room)
        return top + 9


def _height(rows: Sequence[Row]) -> float:
    """Of the steps with the heading above them."""
    return _LABEL.leading + sum(height_of(lines) + _STEP_GAP for _times, lines in rows)


def _fitting(lines: Sequence[Line], room: float) -> list[Line]:
    """The first lines that a height takes, one at least."""
    found: list[Line] = []
    for line in lines:
        room -= line.style.leading
        if room < 0 and found:
            break
        found.append(line)
    return found


def _put(page: Page, lines: Sequence[Line], x: float, y: float, width: float) -> float:
    """Lines from `y` down; what runs from right to left ends at the right. Returns where they end."""
    for line in lines:
        y -= line.style.between if line.begins else 0
        base = y - line.style.leading * 0.5 - line.style.size * 0.36
        if line.turned:
            page.text_right(line, x + width, base)
        else:
            page.text(line, x, base)
        y -= line.style.leading
    return y
