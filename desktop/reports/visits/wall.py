"""The programme for the wall: days as columns, time down, on sheets laid on their long side."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports import look
from desktop.reports.figures import text_of
from desktop.reports.paper import Document, Page, Sheet
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.dossier import Dossier, Place, place_of
from desktop.reports.wording import say_clock, say_date, say_span
from desktop.words import _
from desktop.workspace import Record

_DAYS = 5
"""Days on a sheet."""
_TIMES = 38.0
_HEAD = 34.0
_HOURS_LEAST = 6
_TITLE = Style(9, 11.4, bold=True, colour=look.INK)
_SMALL = Style(7.4, 9.4, colour=look.INK)
_DAY = Style(11, 14, bold=True, colour=look.INK)
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_wall(document: Document, dossier: Dossier) -> list[Page]:
    """Sheets of up to five days each."""
    days = list(dossier.days)
    return [
        _draw(document, dossier, days[start : start + _DAYS]) for start in range(0, len(days), _DAYS)
    ]  # fmt: skip


def _draw(document: Document, dossier: Dossier, days: Sequence[int]) -> Page:
    sheet = document.sheet.across()
    page = document.page(clean(dossier.title), sheet)
    first, last = _hours(dossier, days)
    top, bottom = sheet.upper - _HEAD, sheet.bottom
    name = fit(document.fonts, dossier.title, look.TITLE, sheet.room)
    page.text(name, sheet.left, sheet.height - 30)
    scale = (top - bottom) / ((last - first) * 60)
    width = (sheet.room - _TIMES) / len(days)
    for hour in range(first, last + 1):
        y = top - (hour - first) * 60 * scale
        page.rule(sheet.left + _TIMES, y, sheet.room - _TIMES, look.FAINT, 0.4)
        if hour < last:
            said = fit(document.fonts, say_clock(hour * 60), _SMALL, _TIMES)
            page.text(said, sheet.left, y - _SMALL.size)
    for column, number in enumerate(days):
        x = sheet.left + _TIMES + column * width
        day = dossier.day(number)
        page.text(
            fit(document.fonts, _("Day {number}").format(number=number), _DAY, width - 8), x + 4, sheet.upper - 12
        )
        if day is not None:
            said = fit(document.fonts, say_date(day.isoformat()), _SMALL, width - 8)
            page.text(said, x + 4, sheet.upper - 24)
        for session, place, lane, lanes in _lanes(dossier.days[number]):
            low = max(top - (place.end - first * 60) * scale, bottom)
            high = top - (place.start - first * 60) * scale
            part = (width - 6) / lanes
            _box(document, page, sheet, session, place, (x + 3 + lane * part, low, part - 2, max(high - low, 7)))
    page.close()
    return page


def _hours(dossier: Dossier, days: Sequence[int]) -> tuple[int, int]:
    places = [place for number in days for session in dossier.days[number] if (place := place_of(session))]
    first = min(place.start for place in places) // 60
    last = -(-max(place.end for place in places) // 60)
    return first, max(min(last, first + 30), first + _HOURS_LEAST)


def _lanes(sessions: Sequence[Record]) -> list[tuple[Record, Place, int, int]]:
    """(session, place, lane, how many lanes stand side by side there): what overlaps stands side by side."""
    found: list[tuple[Record, Place, int, int]] = []
    together: list[tuple[Record, Place, int]] = []
    ends: list[int] = []

    def flush() -> None:
        found.extend((session, place, lane, len(ends)) for session, place, lane in together)
        together.clear()
        ends.clear()

    for session in sessions:
        place = place_of(session)
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


def _box(
    document: Document, page: Page, sheet: Sheet, session: Record, place: Place, box: tuple[float, float, float, float]
) -> None:
    x, y, width, height = box
    quiet = text_of(session, "kind") in _QUIET
    page.area(x, y + 0.6, width, height - 1.2, look.PALE if quiet else "#E3EFF3")
    page.area(x, y + 0.6, 2.2, height - 1.2, look.FAINT if quiet else look.ACCENT)
    fonts, left, room = document.fonts, x + 6, width - 9
    time = say_span(place.start, place.end)
    where = text_of(session, "place")
    titles = wrap(fonts, session.title, _TITLE, room)
    if height < _TITLE.leading + _SMALL.leading + 3:
        said = fit(fonts, f"{say_clock(place.start)} {session.title}", _SMALL.bolder(), room)
        page.text(said, left, y + height / 2 - _SMALL.size * 0.36)
        return
    below = [time, *([where] if where else [])]
    lines = max(int((height - 3 - len(below) * _SMALL.leading) / _TITLE.leading), 1)
    if len(titles) > lines:
        rest = " ".join(line.text for line in titles[lines - 1 :])
        titles = [*titles[: lines - 1], fit(fonts, rest, _TITLE, room - 4)]
    at = y + height - 2
    for line in titles:
        at -= _TITLE.leading
        page.text(line, left, at + 2.4)
    for words in below:
        at -= _SMALL.leading
        if at < y:
            break
        page.text(fit(fonts, words, _SMALL, room), left, at + 2)
