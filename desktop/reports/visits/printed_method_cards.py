"""Method cards on paper: two on a sheet, to be cut apart and held in the hand of who leads the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop.i18n import LANGUAGES, _, ngettext, pgettext
from desktop.reports import styles
from desktop.reports.formatting import format_duration, format_time_range
from desktop.reports.layout import Bookmark, Page, height_of
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.record_values import number_of, text_of
from desktop.reports.text import Line, Style, clean, fit, wrap
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.visit_data import VisitData, slot_of
from desktop.values.numbers import format_number
from desktop.visits.method_cards import (
    MethodCard,
    Step,
    find_method_card,
    method_cards,
    read_steps,
    scale_steps,
    write_steps,
)
from desktop.workspace import Record

_EDGE = 30.0
_GAP = 22.0
"""Between the steps and what stands beside them."""
_SHARE = 0.48
"""Of the width, for the steps."""
_TIMES = 58.0
_NAME = Style(17, 21, bold=True, colour=styles.INK)
_SIZES = tuple(Style(size, size * 1.34) for size in (13, 12, 11, 10, 9, 8.2, 7.4))
"""From the size that is read at arm's length down to what a card with long words takes."""
_USES_MOST = 3
_STEP_GAP = 4.0
_BULLET = 10.0
_LABEL = replace(styles.LABEL, size=8.5, leading=14, between=6)

StepRow = tuple[str, list[Line]]
"""From which minute to which, and what happens."""


@dataclass(frozen=True)
class SideBlock:
    """What stands beside the steps under one label; a dash before each text where these are several."""

    label: Line
    texts: Sequence[Sequence[Line]]

    @property
    def dashed(self) -> bool:
        """Is it a list?"""
        return len(self.texts) > 1

    @property
    def lines(self) -> list[Line]:
        """All of it."""
        return [self.label, *(line for lines in self.texts for line in lines)]


def draw_cards(writer: DocumentWriter) -> list[Page]:
    """A card of half a sheet for each way in which a method is used; one whose steps are many goes on on the next."""
    drawing = _CardPages(writer)
    for wanted in cards_to_print(writer.visit_data):
        drawing.draw(wanted)
    close_fixed_pages(writer.document, drawing.pages)
    return drawing.pages


class _CardPages:
    def __init__(self, writer: DocumentWriter) -> None:
        self._writing = writer
        self._document = writer.document
        self._sheet = writer.document.sheet
        self._room = self._sheet.width - 2 * _EDGE
        self._count = 0
        self.pages: list[Page] = []

    def draw(self, wanted: CardToPrint) -> None:
        """One card, and as many more as its steps take."""
        style = next((each for each in _SIZES if self._fits(wanted, each)), _SIZES[-1])
        rows, beside = self._rows(wanted, style), self._beside(wanted, style)
        heading = wanted.card.label
        begun = False
        while rows or not begun:
            page, top, low = self._place()
            if not begun:
                key = f"m{len(self._writing.entries)}"
                self._document.mark_place(key, page, top)
                self._writing.entries.append(Bookmark(clean(heading), key))
            with self._document.structure.element("Sect"):
                y = self._draw_head(page, top, wanted, style, heading)
                rows = self._draw_steps(page, y, low + self._uses_height(wanted), rows, style)
                if not begun:
                    self._draw_beside(page, y, beside, style)
                self._draw_uses(page, low, wanted)
            begun = True
            heading = pgettext("heading", "{name} (continued)").format(name=wanted.card.label)

    def _draw_beside(self, page: Page, y: float, beside: Sequence[SideBlock], style: Style) -> None:
        structure = self._document.structure
        x, edge = _EDGE + self._room * _SHARE + _GAP, self._sheet.width - _EDGE
        for block in beside:
            with structure.element("H2"):
                y = _draw_lines(page, [block.label], x, y, edge - x)
            if not block.dashed:
                with structure.element("P"):
                    y = _draw_lines(page, block.texts[0], x, y, edge - x)
                continue
            with structure.element("L"):
                for lines in block.texts:
                    with structure.element("LI"):
                        with structure.element("Lbl"):
                            _draw_lines(page, [fit(self._document.fonts, "–", style, _BULLET)], x, y, _BULLET)
                        with structure.element("LBody"):
                            y = _draw_lines(page, lines, x + _BULLET, y, edge - x - _BULLET)

    def _place(self) -> tuple[Page, float, float]:
        """(page, upper edge, lower edge) of the next card."""
        upper = self._count % 2 == 0
        self._count += 1
        middle = self._sheet.height / 2
        if upper:
            self.pages.append(self._document.new_page(clean(self._writing.visit_data.title)))
            self.pages[-1].bare = True
            self.pages[-1].dashed_line(0, middle, self._sheet.width, middle, styles.GREY)
        top = self._sheet.height if upper else middle
        return self.pages[-1], top - _EDGE, top - middle + _EDGE - 4

    def _fits(self, wanted: CardToPrint, style: Style) -> bool:
        beside = [line for block in self._beside(wanted, style) for line in block.lines]
        return max(_height(self._rows(wanted, style)), height_of(beside)) <= self._depth(wanted, style)

    def _depth(self, wanted: CardToPrint, style: Style) -> float:
        """Height between the head of a card and its foot."""
        head = _NAME.leading + 7 + height_of(self._purpose(wanted, style)) + 11
        return self._sheet.height / 2 - 2 * _EDGE + 4 - head - self._uses_height(wanted)

    def _purpose(self, wanted: CardToPrint, style: Style) -> list[Line]:
        return wrap(self._document.fonts, wanted.card.purpose, style, self._room)

    def _draw_head(self, page: Page, top: float, wanted: CardToPrint, style: Style, heading: str) -> float:
        """Name, group and time, purpose; returns where the columns begin."""
        fonts, card = self._document.fonts, wanted.card
        people = ngettext("{least} to {most} person", "{least} to {most} people", card.max_people).format(
            least=format_number(card.min_people), most=format_number(card.max_people)
        )
        about = [people, format_duration(wanted.minutes) if wanted.minutes else ""]
        meta = fit(fonts, " · ".join(each for each in about if each), styles.TITLE, self._room * 0.5)
        name = fit(fonts, heading, _NAME, self._room - meta.width - 16)
        base = top - _NAME.size
        structure = self._document.structure
        with structure.element("H1"):
            page.text(name, _EDGE, base)
        with structure.element("P"):
            page.text_right(meta, _EDGE + self._room, base)
        y = top - _NAME.leading - 3
        page.horizontal_line(_EDGE, y, self._room, styles.ACCENT, 1.2)
        with structure.element("P"):
            y = _draw_lines(page, self._purpose(wanted, style), _EDGE, y - 4, self._room)
        return y - 11

    def _rows(self, wanted: CardToPrint, style: Style) -> list[StepRow]:
        room = self._room * _SHARE - _TIMES
        rows: list[StepRow] = []
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

    def _draw_steps(self, page: Page, y: float, low: float, rows: list[StepRow], style: Style) -> list[StepRow]:
        """The steps as far as there is room; returns those that are left."""
        label = [fit(self._document.fonts, _("Steps by the minute"), _LABEL, self._room * _SHARE)]
        structure = self._document.structure
        with structure.element("H2"):
            y = _draw_lines(page, label, _EDGE, y, self._room * _SHARE)
        with structure.element("L"):
            return self._draw_rows(page, y, low, list(rows), style)

    def _draw_rows(self, page: Page, y: float, low: float, rows: list[StepRow], style: Style) -> list[StepRow]:
        begun, structure = y, self._document.structure
        while rows:
            times, lines = rows[0]
            now = lines if y - height_of(lines) >= low else _fitting(lines, y - low) if y == begun else []
            if lines and not now:
                break
            with structure.element("LI"):
                if times:
                    said = fit(self._document.fonts, times, replace(style.bolder(), colour=styles.ACCENT), _TIMES - 6)
                    with structure.element("Lbl"):
                        page.text(said, _EDGE, y - style.leading * 0.5 - style.size * 0.36)
                with structure.element("LBody"):
                    y = _draw_lines(page, now, _EDGE + _TIMES, y, self._room * _SHARE - _TIMES) - _STEP_GAP
            if len(now) < len(lines):
                rows[0] = ("", lines[len(now) :])
                break
            del rows[0]
        return rows

    def _beside(self, wanted: CardToPrint, style: Style) -> list[SideBlock]:
        """Room, roles, pitfalls and how it goes online."""
        fonts, card = self._document.fonts, wanted.card
        room = self._room * (1 - _SHARE) - _GAP
        found: list[SideBlock] = []
        for label, texts in (
            (_("Room"), [card.room]), (_("Roles"), card.roles), (_("Pitfalls"), card.pitfalls),
            (_("Online"), [card.online]),
        ):  # fmt: skip
            said = [text for text in texts if text]
            if said:
                label_line = replace(fit(fonts, label, _LABEL, room), begins=bool(found))
                inner = room - (_BULLET if len(said) > 1 else 0)
                found.append(SideBlock(label_line, [wrap(fonts, text, style, inner) for text in said]))
        return found

    def _uses(self, wanted: CardToPrint) -> list[Line]:
        if not wanted.uses:
            return []
        fonts = self._document.fonts
        shown = wanted.uses if len(wanted.uses) <= _USES_MOST else wanted.uses[: _USES_MOST - 1]
        label = fit(fonts, _("In the programme"), styles.LABEL, self._room)
        lines = [label, *(fit(fonts, use, styles.META, self._room) for use in shown)]
        if more := len(wanted.uses) - len(shown):
            words = ngettext("and one session more", "and {count} sessions more", more).format(
                count=format_number(more)
            )
            lines.append(fit(fonts, words, styles.META, self._room))
        return lines

    def _uses_height(self, wanted: CardToPrint) -> float:
        lines = self._uses(wanted)
        return height_of(lines) + 9 if lines else 0

    def _draw_uses(self, page: Page, low: float, wanted: CardToPrint) -> None:
        """In which sessions it is used, at the foot."""
        lines = self._uses(wanted)
        if not lines:
            return
        top = low + height_of(lines)
        page.horizontal_line(_EDGE, top + 3, self._room, styles.FAINT)
        for line in lines:
            with self._document.structure.element("H2" if line is lines[0] else "P"):
                top = _draw_lines(page, [line], _EDGE, top, self._room)


def _height(rows: Sequence[StepRow]) -> float:
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


def _draw_lines(page: Page, lines: Sequence[Line], x: float, y: float, width: float) -> float:
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


@dataclass
class CardToPrint:
    """A card, the steps as its sessions take them, and which sessions these are, in words."""

    card: MethodCard
    steps: tuple[Step, ...]
    uses: list[str] = field(default_factory=list[str])

    @property
    def minutes(self) -> int:
        """All steps together; 0 where none says how long it takes."""
        return sum(step.minutes for step in self.steps)


def cards_to_print(visit_data: VisitData) -> list[CardToPrint]:
    """The cards of the methods that the sessions use, in the order of the programme; all cards where they use none.

    Sessions that take a method in the same steps share a card.
    """
    found: dict[tuple[str, tuple[Step, ...]], CardToPrint] = {}
    for session in visit_data.of("session"):
        known = find_method_card(text_of(session, "method"))
        if known is not None:
            steps = _steps_of(session, known)
            found.setdefault((known.code, steps), CardToPrint(known, steps)).uses.append(
                _session_text(visit_data, session)
            )
    return list(found.values()) or [CardToPrint(each, each.steps) for each in method_cards()]


def _steps_of(session: Record, known: MethodCard) -> tuple[Step, ...]:
    """The steps that were written for the session. As the card has them in the language spoken now where nobody has
    written others: dropped there by somebody of another language, or not at all.
    """
    own = read_steps(text_of(session, "steps"))
    minutes = sum(step.minutes for step in own) if own else number_of(session, "minutes") or known.minutes
    if minutes < len(known.steps):
        return tuple(own) or known.steps
    if own and all(
        other is None or write_steps(scale_steps(other, minutes)) != write_steps(own)
        for other in (find_method_card(known.code, language) for language in LANGUAGES)
    ):
        return tuple(own)
    return tuple(scale_steps(known, minutes))


def _session_text(visit_data: VisitData, session: Record) -> str:
    """ "Day 2, 10:30 – 12:00: How the co-operatives are paid"."""
    place = slot_of(session)
    if place is None:
        return session.title
    when = pgettext("day, time", "{day}, {time}").format(
        day=_("Day {number}").format(number=place.day), time=format_time_range(place.start, place.end)
    )
    return pgettext("field: value", "{field}: {value}").format(field=when, value=session.title)
