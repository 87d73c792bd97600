"""Words for a tooltip. Qt takes what looks like HTML there for HTML, and words may come from anybody."""

from __future__ import annotations

from PySide6.QtGui import QHelpEvent, Qt
from PySide6.QtWidgets import QToolTip, QWidget


def plain_tip(words: str) -> str:
    """The words as they stand, whatever signs are among them."""
    return Qt.convertFromPlainText(words, Qt.WhiteSpaceMode.WhiteSpaceNormal) if Qt.mightBeRichText(words) else words


def show_tip(event: QHelpEvent, words: str, widget: QWidget) -> None:
    """The words under the pointer, on something that is painted and no widget; "" takes the tip away."""
    QToolTip.showText(event.globalPos(), plain_tip(words), widget)
