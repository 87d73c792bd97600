"""Words for a tooltip. Qt takes what looks like HTML there for HTML, and words may come from anybody."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """The words as they stand, whatever signs are among them."""
    return Qt.convertFromPlainText(words, Qt.WhiteSpaceMode.WhiteSpaceNormal) if Qt.mightBeRichText(words) else words
