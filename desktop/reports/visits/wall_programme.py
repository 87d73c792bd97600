"""The programme for the wall: days as columns, time down, on sheets laid on their long side."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.formatting import capitalised, format_time_of_day, format_time_range, titled
from desktop.reports.layout import Bookmark, Document, Page
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.record_values import text_of
from desktop.reports.tagged_pdf import Element
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.visit_data import SessionSlot, VisitData, slot_of
from desktop.values.dates import format_weekday
from desktop.workspace import Record

_DAYS = 5
"""Days on a sheet."""
_TIMES = 46.0
_HEAD = 38.0
_MIN_HOURS = 6
_SMALL = Style(7.4, 9.4, colour=styles.INK)
_HOUR = Style(9, 11, colour=styles.GREY)
_DAY = Style(14, 17, bold=True, colour=styles.INK)
_DATE = Style(9, 11, colour=styles.INK)
_VISIT = Style(14, 17, bold=True, colour=styles.INK)
_SCALES = (1.9, 1.7, 1.55, 1.4, 1.25, 1.12, 1.0, 0.88)
"""Sizes of the type, the largest first. Most sessions stand in one of them; what has less room, in a smaller one."""
Box = tuple[float, float, float, float]
"""Left and lower edge, width and height."""
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_wall_programme(document: Document, visit_data: VisitData, entries: list[Bookmark]) -> list[Page]:
    """Sheets of up to five days each; a bookmark is added to `entries`."""
    days = list(visit_data.days)
    pages = [
        _draw(document, visit_data, days[start : start + _DAYS]) for start in range(0, len(days), _DAYS)
    ]  # fmt: skip
    if pages:
        document.mark_place("wall", pages[0], pages[0].sheet.height)
        entries.append(Bookmark(_("Programme for the wall"), "wall"))
    return pages


def _draw(document: Document, visit_data: VisitData, days: Sequence[int]) -> Page:
    sheet = document.sheet.landscape()
    page = document.new_page(clean(visit_data.title), sheet)
    first, last = _hours(visit_data, days)
    top, bottom = sheet.text_top - _HEAD, sheet.bottom
    name = fit(document.fonts, " · ".join((_("Programme"), visit_data.title)), _VISIT, sheet.text_width)
    structure = document.structure
    # What is read says which of the three forms of the programme this is, so that it may be passed over.
    with structure.element("H2", actual_text=titled(_("Programme for the wall"), clean(visit_data.title))):
        page.text(name, sheet.left, sheet.height - 30)
    scale = (top - bottom) / ((last - first) * 60)
    width = (sheet.text_width - _TIMES) / len(days)
    for hour in range(first, last + 1):
        y = top - (hour - first) * 60 * scale
        page.horizontal_line(sheet.left + _TIMES, y, sheet.text_width - _TIMES, styles.FAINT, 0.4)
        if hour < last:
            said = fit(document.fonts, format_time_of_day(hour * 60), _HOUR, _TIMES - 4)
            with structure.artifact("Layout"):  # each session says its time itself
                page.text(said, sheet.left, y - _HOUR.size)
    said = [capitalised(format_weekday(day)) for day in map(visit_data.day, days) if day is not None]
    dates = _SMALL if any(wrap(document.fonts, words, _DATE, width - 8)[1:] for words in said) else _DATE
    boxes: list[tuple[Record, SessionSlot, Box]] = []
    lists: list[Element] = []
    for column, number in enumerate(days):
        x = sheet.left + _TIMES + column * width
        day = visit_data.day(number)
        with structure.element("Sect"):
            with structure.element("H3"):
                said = fit(document.fonts, _("Day {number}").format(number=number), _DAY, width - 8)
                page.text(said, x + 4, sheet.text_top - 12)
            if day is not None:
                with structure.element("P"):
                    said = fit(document.fonts, capitalised(format_weekday(day)), dates, width - 8)
                    page.text(said, x + 4, sheet.text_top - 27)
            with structure.element("L") as sessions:
                lists += [sessions] * len(_lanes(visit_data.days[number]))
        for session, place, lane, lanes in _lanes(visit_data.days[number]):
            low = max(top - (place.end - first * 60) * scale, bottom)
            high = top - (place.start - first * 60) * scale
            part = (width - 6) / lanes
            boxes.append((session, place, (x + 3 + lane * part, low, part - 2, max(high - low, 7))))
    scales = [next((scale for scale in _SCALES if _fits(document, *box, scale)), _SCALES[-1]) for box in boxes]
    usual = sorted(scales)[len(scales) // 2]
    for box, scale, sessions in zip(boxes, scales, lists, strict=True):
        with structure.inside(sessions), structure.element("LI"), structure.element("LBody"):
            _box(document, page, *box, min(scale, usual), usual)
    close_fixed_pages(document, [page])
    return page


def _hours(visit_data: VisitData, days: Sequence[int]) -> tuple[int, int]:
    places = [place for number in days for session in visit_data.days[number] if (place := slot_of(session))]
    first = min(place.start for place in places) // 60
    last = -(-max(place.end for place in places) // 60)
    return first, max(min(last, first + 30), first + _MIN_HOURS)


def _lanes(sessions: Sequence[Record]) -> list[tuple[Record, SessionSlot, int, int]]:
    """(session, place, lane, how many lanes stand side by side there): what overlaps stands side by side."""
    found: list[tuple[Record, SessionSlot, int, int]] = []
    together: list[tuple[Record, SessionSlot, int]] = []
    ends: list[int] = []

    def flush() -> None:
        found.extend((session, place, lane, len(ends)) for session, place, lane in together)
        together.clear()
        ends.clear()

    for session in sessions:
        place = slot_of(session)
        if place is None:
            continue
        if ends and place.start >= max(ends):
            flush()
        lane = next((at for at, end in enumerate(ends) if end <= place.start), len(ends))
        if lane == len(ends):
            ends.append(place.end)
        else:
            ends[lane] = place.end
        together.append((session, place, lane))
    flush()
    return found


def _title_style(scale: float) -> Style:
    return Style(9 * scale, 11.4 * scale, bold=True, colour=styles.INK)


def _below(session: Record, place: SessionSlot) -> list[str]:
    """What stands below the title: when, and where."""
    where = text_of(session, "place")
    return [format_time_range(place.start, place.end), *([where] if where else [])]


def _fits(document: Document, session: Record, place: SessionSlot, box: Box, scale: float) -> bool:
    """Is all said of a session in this size, no word of it cut in two?"""
    fonts, room, style = document.fonts, box[2] - 9, _title_style(scale)
    small = Style(_SMALL.size * scale, _SMALL.leading * scale)
    lines = wrap(fonts, session.title, style, room)
    if any(wrap(fonts, word, style, room)[1:] for word in session.title.split()):
        return False
    below = [wrap(fonts, words, small, room) for words in _below(session, place)]
    height = len(lines) * style.leading + len(below) * small.leading + 4
    return height <= box[3] and all(len(each) <= 1 for each in below)


def _box(
    document: Document, page: Page, session: Record, place: SessionSlot, box: Box, scale: float, usual: float
) -> None:
    x, y, width, height = box
    title = _title_style(scale)
    small = Style(_SMALL.size * scale, _SMALL.leading * scale, colour=styles.INK)
    quiet = text_of(session, "kind") in _QUIET
    page.fill_rect(x, y + 0.6, width, height - 1.2, styles.PALE if quiet else "#E3EFF3")
    page.fill_rect(x, y + 0.6, 2.2, height - 1.2, styles.FAINT if quiet else styles.ACCENT)
    fonts, left, room = document.fonts, x + 6, width - 9
    titles = wrap(fonts, session.title, title, room)
    if height < title.leading + _SMALL.leading + 3:
        one = min(_SMALL.size * usual, max(height * 0.5, _SMALL.size))
        said = fit(fonts, f"{format_time_of_day(place.start)} {session.title}", Style(one, one * 1.2, bold=True), room)
        page.text(said, left, y + height / 2 - one * 0.36)
        return
    structure = document.structure
    below = _below(session, place)
    while len(below) > 1 and len(titles) * title.leading + len(below) * small.leading + 3 > height:
        below.pop()  # the title goes before the place
    lines = max(int((height - 3 - len(below) * small.leading) / title.leading), 1)
    if len(titles) > lines:
        rest = " ".join(line.text for line in titles[lines - 1 :])
        titles = [*titles[: lines - 1], fit(fonts, rest, title, room - 4)]
    at = y + height - 2
    with structure.element("P"):
        for line in titles:
            at -= title.leading
            page.text(line, left, at + 2.4)
    for words in below:
        at -= small.leading
        if at < y:
            break
        with structure.element("P"):
            page.text(fit(fonts, words, small, room), left, at + 2)
