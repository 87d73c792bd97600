"""A visit in few words: who meets whom, when, and what is to be done about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QLocale

from desktop.ui.widgets.date_words import say_date
from desktop.words import _, current_language, ngettext


def who(card: Any) -> str:
    """Hosts and visitors, else the place."""
    return ""


def when(card: Any) -> str:
    """The days: "3–5 May 2026"."""
    return say_span(str(card.start or ""), str(card.end or ""))


def marks_of(card: Any) -> list[str]:
    """What is to be done about it."""
    marks: list[str] = []
    if getattr(card, "overdue", 0):
        count = int(card.overdue)
        marks.append(ngettext("{number} thing is overdue", "{number} things are overdue", count).format(number=count))
    if getattr(card, "conflicts", 0):
        marks.append(_("In conflict: two desks wrote different things"))
    return marks


def say_span(start: str, end: str) -> str:
    """Two dates of the journal as one span, months and years said once where they are the same."""
    if not start or not end or start == end:
        return say_date(start or end) if start or end else ""
    first, last = QDate.fromString(start, "yyyy-MM-dd"), QDate.fromString(end, "yyyy-MM-dd")
    if first.isValid() and last.isValid() and first.year() == last.year():
        if first.month() == last.month():
            return f"{first.day()}–{say_date(end)}"
        locale = QLocale(current_language())
        return f"{first.day()} {locale.monthName(first.month(), QLocale.FormatType.ShortFormat)} – {say_date(end)}"
    return f"{say_date(start)} – {say_date(end)}"
