"""What is said of characters that no font of this computer can show."""

from __future__ import annotations

from desktop.i18n import _


def missing_letters_words(letters: str) -> str:
    """One sentence; "" for none."""
    return _("No font on this computer has these characters: {letters}").format(letters=letters) if letters else ""
