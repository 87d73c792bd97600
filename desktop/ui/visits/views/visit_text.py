"""A visit in few words: who meets whom, when, and what is to be done about it."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale

from desktop.i18n import _, current_language, ngettext
from desktop.ui.widgets.displayed_codes import term
from desktop.values.dates import format_date
from desktop.visits.visit_queries import VisitCard


def who(card: VisitCard) -> str:
    """Who meets whom: "Kisumu → Iloilo" from the visitors to the hosts; of many the first."""
    visitors, hosts = _few(card.visitors), _few(card.hosts)
    if visitors and hosts:
        return f"{visitors} → {hosts}"
    return hosts or visitors or (term("countries", card.country).label if card.country else "")


def _few(names: str) -> str:
    first, *others = names.split("; ")
    return f"{first} +{len(others)}" if others else first


def when(card: VisitCard) -> str:
    """The days: "3–5 May 2026"."""
    return span_text(card.start, card.end)


def marks_of(card: VisitCard) -> list[str]:
    """What is to be done about it."""
    marks: list[str] = []
    if card.overdue:
        words = ngettext("{number} item is overdue", "{number} items are overdue", card.overdue)
        marks.append(words.format(number=card.overdue))
    if card.conflicts:
        marks.append(_("In conflict: two desks wrote different things"))
    return marks


def span_text(start: str, end: str) -> str:
    """Two dates of the journal as one span, months and years said once where they are the same."""
    if not start or not end or start == end:
        return format_date(start or end) if start or end else ""
    first, last = QDate.fromString(start, "yyyy-MM-dd"), QDate.fromString(end, "yyyy-MM-dd")
    if first.isValid() and last.isValid() and first.year() == last.year():
        if first.month() == last.month():
            return f"{first.day()}–{format_date(end)}"
        return f"{first.day()} {_short_month(first)} – {format_date(end)}"
    if first.isValid() and last.isValid():  # no card has room for long names of months, nor for two years
        began = "" if first.daysTo(last) < 365 else f" {first.year()}"
        return f"{first.day()} {_short_month(first)}{began} – {last.day()} {_short_month(last)} {last.year()}"
    return f"{format_date(start)} – {format_date(end)}"


def _short_month(day: QDate) -> str:
    return QLocale(current_language()).monthName(day.month(), QLocale.FormatType.ShortFormat)
