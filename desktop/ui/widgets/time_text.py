"""Times as people read them, in one way all over the window, also those of clocks that lie."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime

from desktop.i18n import current_language

_CLOCK = "HH:mm"
_LAST = 32_503_680_000_000  # the year 3000, in ms


def at(ms: float) -> QDateTime:
    """A moment on this computer; what lies outside of 1970 to 2999 is their end."""
    return QDateTime.fromMSecsSinceEpoch(int(max(0, min(ms, _LAST))))


def moment(ms: int) -> str:
    """Day and time on this computer, short, in the language spoken; the month is named, for 3/11 is two days."""
    return _written(at(ms))


def clock_of(when: QDateTime) -> str:
    """The time of day alone."""
    return when.time().toString(_CLOCK)


def wall_time(when: datetime) -> str:
    """The same of a time as a clock of this computer showed it."""
    day = QDate(when.year, when.month, when.day)
    return _written(QDateTime(day, QTime(when.hour, when.minute)))


def short_day(day: date) -> str:
    """A day where there is little room: "30 Nov 2026"."""
    return QLocale(current_language()).toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def megabytes(size: int) -> str:
    """A size of bytes in words."""
    locale = QLocale(current_language())
    return locale.formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def made_at(text: str) -> str:
    """The time that a package says it was made ("2026-11-24T20:34:15Z"), on this computer."""
    when = QDateTime.fromString(text, Qt.DateFormat.ISODate)
    return moment(when.toMSecsSinceEpoch()) if when.isValid() else text


def _written(when: QDateTime) -> str:
    return QLocale(current_language()).toString(when, f"d MMM yyyy {_CLOCK}")
