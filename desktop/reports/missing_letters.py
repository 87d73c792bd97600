"""What a report says of letters that no font could show."""

from __future__ import annotations

from desktop.i18n import ngettext
from desktop.reports.text import FontBook
from desktop.values.numbers import format_number


def missing_letters_note(fonts: FontBook) -> str:
    """Which letters of the report are not shown as they were written, in words; "" where all are."""
    count = len(fonts.missing)
    if not count:
        return ""
    return ngettext(
        "A � stands for {count} letter that no font of this computer has.",
        "A � stands for each of {count} letters that no font of this computer has.",
        count,
    ).format(count=format_number(count))
