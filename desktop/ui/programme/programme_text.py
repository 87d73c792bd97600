"""The programme in words: times, days, and a session as a screen reader speaks it."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import wrap

from PySide6.QtCore import QDate, QLocale

from desktop.i18n import _, current_language, ngettext
from desktop.ui.programme.session import DAY, Session
from desktop.ui.widgets.displayed_codes import term

TIP_LETTERS = 72
"""In a line of a tip."""


def clock(minute: int) -> str:
    """A minute of the day as people write it: 9:00; after midnight it begins again."""
    hour, minute = divmod(minute % DAY, 60)
    return f"{hour}:{minute:02}"


def span(start: int, end: int) -> str:
    """From when to when: 9:00–10:30; a day later is said."""
    words = f"{clock(start)}–{clock(end)}"
    days = end // DAY - start // DAY - (end % DAY == 0 and end > start)
    return words if days <= 0 else f"{words} +{days}"


def length(minutes: int) -> str:
    """How long: 45 min, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def date_of(first: date | None, day: int) -> date | None:
    """The date of a day of the visit; None while the visit has none."""
    if first is None:
        return None
    try:
        return first + timedelta(days=day - 1)
    except OverflowError:
        return None


def day_name(first: date | None, day: int) -> str:
    """A day in full: Tuesday 3 May 2027; Day 2 where the visit has no date yet."""
    when = date_of(first, day)
    if when is None:
        return _("Day {number}").format(number=day)
    return _spelled_out(when, QLocale.FormatType.LongFormat)


def day_heading(first: date | None, day: int) -> tuple[tuple[str, ...], str]:
    """What stands over a column: "Tue 3 May", shorter where there is no room, and "Day 2"; without a date that alone."""
    when = date_of(first, day)
    number = _("Day {number}").format(number=day)
    if when is None:
        return (number, str(day)), ""
    locale, then = QLocale(current_language()), QDate(when.year, when.month, when.day)
    found = [locale.toString(then, format) for format in ("ddd d MMM", "ddd d", "d")]
    return tuple(each[:1].upper() + each[1:] for each in found), number


def is_weekend(first: date | None, day: int) -> bool:
    """Saturday or Sunday."""
    when = date_of(first, day)
    return when is not None and when.weekday() >= 5


def weekday(first: date | None, day: int) -> str:
    """Tuesday; Day 2 where the visit has no date yet."""
    when = date_of(first, day)
    if when is None:
        return _("Day {number}").format(number=day)
    name = QLocale(current_language()).standaloneDayName(when.isoweekday(), QLocale.FormatType.LongFormat)
    return name[:1].upper() + name[1:]


def title_of(session: Session) -> str:
    """The title, or what kind it is, or that it has none."""
    if session.title:
        return session.title
    return term("session_kinds", session.kind).label if session.kind else _("Untitled")


def description(session: Session, first: date | None, notices: int, *, selected: bool = False) -> str:
    """A session for the ear: Tuesday 9:00 to 10:30, Welcome, Town hall, 1 warning."""
    parts = [
        _("{day} {start} to {end}").format(
            day=weekday(first, session.day), start=clock(session.start), end=clock(session.end)
        ),
        title_of(session),
        session.place,
        term("session_kinds", session.kind).label if session.kind and session.title else "",
        _("track {name}").format(name=session.track) if session.track else "",
        ngettext("{number} warning", "{number} warnings", notices).format(number=notices) if notices else "",
        _("in conflict") if session.contested else "",
        _("selected") if selected else "",
    ]
    return ", ".join(part for part in parts if part)


def free_time_description(first: date | None, day: int, minute: int, minutes: int) -> str:
    """Free time for the ear."""
    return _("{day} {start} to {end}, free").format(
        day=weekday(first, day), start=clock(minute), end=clock(minute + minutes)
    )


def tooltip_text(session: Session, first: date | None, notices: list[str]) -> str:
    """All of a session, for the tip under the pointer."""
    lines = [
        title_of(session),
        f"{day_name(first, session.day)}, {span(session.start, session.end)} ({length(session.minutes)})",
        " · ".join(
            part
            for part in (
                term("session_kinds", session.kind).label if session.kind else "",
                term("methods", session.method).label if session.method else "",
                session.track,
            )
            if part
        ),
        session.place,
        _("{travel} travel, {reserve} buffer").format(travel=length(session.travel), reserve=length(session.reserve))
        if session.travel or session.reserve
        else "",
        session.leads,
        *(f"{clock(minute)}  {words}" for minute, words in session.steps),
        *(f"⚠ {words}" for words in notices),
        _("⚠ Written differently on two desks.") if session.contested else "",
    ]
    return "\n".join(part for line in lines if line for part in wrap(line, TIP_LETTERS))


def _spelled_out(when: date, format: QLocale.FormatType) -> str:
    text = QLocale(current_language()).toString(QDate(when.year, when.month, when.day), format)
    return text[:1].upper() + text[1:]
