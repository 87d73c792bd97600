"""What a report says of letters that no font could show."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desktop.i18n import ngettext
from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.text import Style, wrap
from desktop.values.numbers import format_number

_SMALL = Style(6.5, 8, colour=styles.GREY)
_FOOT = 12.0
"""Points from the edge of a sheet: below all that is cut out of it, and where printers still print."""


def missing_letters_note(letters: Collection[str]) -> str:
    """How many letters are not shown as they were written, in words; "" where there are none."""
    count = len(letters)
    if not count:
        return ""
    return ngettext(
        "A � stands for {count} character that no font on this computer can show.",
        "A � stands for each of {count} characters that no font on this computer can show.",
        count,
    ).format(count=format_number(count))


def close_fixed_pages(document: Document, pages: Iterable[Page]) -> None:
    """Close pages that have no running text (badges, cards, certificates): one that shows a � says why at its foot."""
    for page in pages:
        note = missing_letters_note(document.fonts.missing & page.other_letters)
        lines = wrap(document.fonts, note, _SMALL, page.sheet.width - 2 * page.sheet.left)
        if lines:
            with document.structure.element("P"):
                for at, line in enumerate(lines):
                    page.text(line, page.sheet.left, _FOOT + _SMALL.leading * (len(lines) - 1 - at))
        page.close()
