"""Words for a tooltip. Qt takes what looks like HTML there for HTML, and words may come from anybody."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtGui import QHelpEvent, Qt
from PySide6.QtWidgets import QToolTip, QWidget


def plain_tip(words: str) -> str:
    """The words as they stand, whatever signs are among them."""
    return Qt.convertFromPlainText(words, Qt.WhiteSpaceMode.WhiteSpaceNormal) if Qt.mightBeRichText(words) else words


_BEFORE, _LONGEST = 60, 240


def marked_tip(heading: str, text: str, marked: Iterable[tuple[int, int]], lines: Iterable[str]) -> str:
    """A heading, a text with the parts from beginning to end in bold, and further lines: all as they stand, no tags in them.

    Of a long text what stands round its first marked part.
    """
    spans = list(marked)
    start = max(0, spans[0][0] - _BEFORE) if spans else 0
    end = min(len(text), start + _LONGEST)
    parts: list[str] = []
    at = start
    for begin, stop in (span for span in spans if span[1] <= end):
        parts += [escape(text[at:begin]), "<b>", escape(text[begin:stop]), "</b>"]
        at = stop
    inside = f"{'…' if start else ''}{''.join(parts)}{escape(text[at:end])}{'…' if end < len(text) else ''}"
    paragraphs = (f"<b>{escape(heading)}</b>", inside.replace("\n", "<br>"), *map(escape, lines))
    return "".join(f"<p>{each}</p>" for each in paragraphs)


def show_tip(event: QHelpEvent, words: str, widget: QWidget) -> None:
    """The words under the pointer, on something that is painted and no widget; "" takes the tip away."""
    QToolTip.showText(event.globalPos(), plain_tip(words), widget)
