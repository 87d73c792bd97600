"""How the cells of the list are drawn: words, hits, quiet pills, squares in official colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QTextCharFormat, QTextLayout

from desktop.ui.style.colours import hairline, is_dark, mix, muted, words_on
from desktop.ui.style.status_colours import status_colour

ROOM = 9
"""Pixels left and right of a cell's words."""
GUTTER = 15
"""Pixels before a title, where its marks stand."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Tones:
    """The colours of one state of a row."""

    ground: QColor
    words: QColor
    quiet: QColor
    line: QColor
    hit: QColor
    hit_words: QColor
    strong: bool  # white words on the accent


def tones(palette: QPalette, *, selected: bool, focused: bool, hover: bool) -> Tones:
    """The colours of a row."""
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    accent = palette.color(QPalette.ColorRole.Highlight)
    dark = is_dark(palette)
    hit = QColor("#6b5200") if dark else QColor("#ffe9a3")
    line = mix(hairline(palette), base, 0.55)
    if selected and focused:
        white = palette.color(QPalette.ColorRole.HighlightedText)
        return Tones(
            accent, white, mix(white, accent, 0.82), mix(white, accent, 0.15), mix(white, accent, 0.2), white, True
        )
    ground = mix(accent, base, 0.30 if dark else 0.17) if selected else mix(accent, base, 0.07) if hover else base
    return Tones(ground, text, mix(text, ground, 0.72) if selected else muted(palette), line, hit, text, False)


def draw_words(
    painter: QPainter,
    rect: QRect,
    words: str,
    colour: QColor,
    *,
    right: bool = False,
    hits: Sequence[tuple[int, int]] = (),
    look: Tones | None = None,
) -> None:
    """One line of words, cut with "…" where it is too long, with the found places marked."""
    if not words:
        return
    metrics = painter.fontMetrics()
    words = words.replace("\n", " ")
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(colour)
    if not hits or look is None:
        painter.drawText(rect, _RIGHT if right else _LEFT, shown)
        return
    kept = len(words) if shown == words else max(0, len(shown) - 1)
    layout = QTextLayout(shown, painter.font())
    formats: list[QTextLayout.FormatRange] = []
    for start, end in hits:
        each = QTextLayout.FormatRange()
        each.start, each.length = start, min(end, kept) - start
        if each.length <= 0:
            continue
        form = QTextCharFormat()
        form.setBackground(look.hit)
        form.setForeground(look.hit_words)
        each.format = form
        formats.append(each)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    top = rect.top() + (rect.height() - line.height()) / 2
    painter.save()
    painter.setClipRect(rect)
    layout.draw(painter, QPointF(rect.left(), top))
    painter.restore()


def draw_pill(painter: QPainter, rect: QRect, code: str, words: str, palette: QPalette, look: Tones) -> None:
    """A code in a quiet colour of its own."""
    metrics = painter.fontMetrics()
    height = metrics.height() + 2
    width = min(metrics.horizontalAdvance(words) + 16, rect.width())
    pill = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, width, height)
    colour = status_colour(code, palette)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.hit if look.strong else mix(colour, look.ground, 0.16 if not is_dark(palette) else 0.22))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(look.words if look.strong else mix(colour, look.words, 0.72))
    inner = pill.adjusted(8, 0, -6, 0).toRect()
    painter.drawText(
        inner,
        _LEFT,
        metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width()),
    )


@dataclass(frozen=True)
class Square:
    """One code in its colour: what stands on it."""

    words: str
    colour: QColor


def draw_squares(painter: QPainter, rect: QRect, squares: Sequence[Square], look: Tones) -> None:
    """As many squares as fit; "+3" for the rest."""
    font = QFont(painter.font())
    font.setPointSizeF(max(6.5, font.pointSizeF() * 0.86))
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    height = min(metrics.height() + 4, rect.height() - 6)
    top = rect.top() + (rect.height() - height) / 2
    left, right = float(rect.left()), float(rect.right())
    rest_width = metrics.horizontalAdvance("+99") + 4
    painter.save()
    painter.setFont(font)
    for place, square in enumerate(squares):
        width = max(metrics.horizontalAdvance(square.words) + 8, height)
        rest = len(squares) - place
        if left + width + (rest_width if rest > 1 else 0) > right and place:
            painter.setPen(look.quiet)
            painter.drawText(QRectF(left + 1, top, right - left, height), Qt.AlignmentFlag.AlignVCenter, f"+{rest}")
            break
        box = QRectF(left, top, min(width, right - left), height)
        painter.setPen(QPen(mix(look.words, square.colour, 0.35), 1) if look.strong else Qt.PenStyle.NoPen)
        painter.setBrush(square.colour)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(words_on(square.colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, square.words)
        left += width + 3
    painter.restore()


def draw_marks(
    painter: QPainter, rect: QRect, palette: QPalette, look: Tones, *, unfinished: bool, conflict: bool
) -> None:
    """In the gutter before a title: a ring for what is unfinished, a filled diamond for a conflict."""
    centre = QPointF(rect.left() + 5.5, rect.center().y() + 0.5)
    dark = is_dark(palette)
    if conflict:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.words if look.strong else QColor("#f0716f" if dark else "#c0352f"))
        painter.drawPolygon([centre + QPointF(x, y) for x, y in ((0, -4.5), (4.5, 0), (0, 4.5), (-4.5, 0))])
    elif unfinished:
        painter.setPen(QPen(look.words if look.strong else QColor("#d99a2b" if dark else "#c98100"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 3.2, 3.2)


def draw_waiting(painter: QPainter, rect: QRect, look: Tones, share: float) -> None:
    """A soft bar where words will stand."""
    bar = QRectF(rect.left(), rect.center().y() - 3.5, rect.width() * share, 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mix(look.quiet, look.ground, 0.16))
    painter.drawRoundedRect(bar, 4, 4)
