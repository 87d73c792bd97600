"""What is left to be ticked or written by hand: seen as a box or a line, read aloud in words."""

from __future__ import annotations

from desktop.i18n import _, pgettext


def box_words(*, beside_words: bool = False) -> str:
    """What is read for an empty square; `beside_words`: what it stands for is read after it."""
    said = _("box to tick")
    return pgettext("field: value", "{field}: {value}").format(field=said, value="") if beside_words else said


def room_words() -> str:
    """What is read for lines to write on."""
    return _("room to write")
