"""Times as people read them, also those of clocks that lie."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt

from desktop.i18n import current_language

_LAST = 32_503_680_000_000  # the year 3000, in ms


def moment(ms: int) -> str:
    """Day and time on this computer, short, in the language spoken; the month is named, for 3/11 is two days."""
    when = QDateTime.fromMSecsSinceEpoch(max(0, min(ms, _LAST)))
    return QLocale(current_language()).toString(when, "d MMM yyyy HH:mm")


def megabytes(size: int) -> str:
    """A size of bytes in words."""
    locale = QLocale(current_language())
    return locale.formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def made_at(text: str) -> str:
    """The time that a package says it was made ("2026-11-24T20:34:15Z"), on this computer."""
    when = QDateTime.fromString(text, Qt.DateFormat.ISODate)
    return moment(when.toMSecsSinceEpoch()) if when.isValid() else text
