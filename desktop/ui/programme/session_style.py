"""How each kind of session looks, in light and dark: a colour, a picture, and a ground of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPalette, QPen

from desktop.ui.style.colours import hairline, is_dark, mix, muted, tinted, warning

_KINDS: dict[str, tuple[str, str, str]] = {
    "session": ("#2f6fb3", "#6fa8e0", ""),
    "site_visit": ("#2b7d4f", "#63bd8a", "place"),
    "travel": ("#66707a", "#94a1ad", "travel"),
    "meal": ("#a76a00", "#e0a94a", "meal"),
    "break": ("#a76a00", "#e0a94a", "pause"),
    "ceremony": ("#6a4c93", "#c3a6e8", "ceremony"),
    "free": ("#66707a", "#94a1ad", "free"),
}
"""Colour in light and dark, picture. A kind that is not here looks like a session."""
_HATCHED = {"travel": Qt.BrushStyle.BDiagPattern, "break": Qt.BrushStyle.Dense7Pattern}
_OUTLINED = frozenset(("free",))


@dataclass(frozen=True, slots=True)
class KindLook:
    """The colours of one kind under one palette."""

    accent: QColor
    ground: QColor
    words: QColor
    quiet: QColor
    picture: str
    edge: QPen
    pattern: QBrush | None
    outlined: bool  # an edge of dashes, no bar


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of the canvas under one palette."""

    ground: QColor
    night: QColor
    weekend: QColor
    line: QColor
    faint: QColor
    words: QColor
    quiet: QColor
    head: QColor
    accent: QColor
    on_accent: QColor
    warning: QColor


def colours(palette: QPalette) -> Colours:
    """Of the canvas."""
    base, text = palette.base().color(), palette.text().color()
    return Colours(
        ground=base, night=mix(text, base, 0.045), weekend=mix(text, base, 0.03), line=hairline(palette),
        faint=mix(text, base, 0.08), words=text, quiet=muted(palette), head=palette.window().color(),
        accent=palette.highlight().color(), on_accent=palette.highlightedText().color(), warning=warning(palette),
    )  # fmt: skip


def kind_look(kind: str, palette: QPalette) -> KindLook:
    """Of one kind of session."""
    kind = kind if kind in _KINDS else "session"
    light, dark, picture = _KINDS[kind]
    accent = QColor(dark if is_dark(palette) else light)
    share = (0.24 if is_dark(palette) else 0.15) * (0.6 if kind in _HATCHED else 1)
    ground = tinted(palette, accent, 0.05 if kind in _OUTLINED else share)
    words = palette.text().color()
    quiet = mix(words, ground, 0.72)
    outlined = kind in _OUTLINED
    edge = QPen(_faint(accent, 0.55), 1, Qt.PenStyle.DashLine if outlined else Qt.PenStyle.SolidLine)
    pattern = QBrush(_faint(accent, 0.22), _HATCHED[kind]) if kind in _HATCHED else None
    return KindLook(accent, ground, words, quiet, picture, edge, pattern, outlined)


def _faint(colour: QColor, share: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(share)
    return faint


def editor_sheet(palette: QPalette, font: QFont) -> str:
    """The style sheet of what stands around the canvas."""
    size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    line, quiet, text = hairline(palette).name(), muted(palette).name(), palette.windowText().color().name()
    accent = palette.highlight().color()
    chosen = mix(accent, palette.window().color(), 0.18).name()
    return f"""
    #quiet {{ color: {quiet}; }}
    #programmeTitle {{ font-weight: 600; font-size: {size * 1.25:.1f}pt; }}
    QSplitter::handle {{ background: {line}; }}
    #programmeTabs::tab {{ border: none; border-bottom: 2px solid transparent; padding: 6px 4px; margin: 0 6px;
        color: {quiet}; background: transparent; }}
    #programmeTabs::tab:selected {{ color: {text}; border-bottom-color: {accent.name()}; font-weight: 600; }}
    #programmeTabs::tab:hover {{ color: {text}; }}
    #programmeTabs:focus::tab:selected {{ border-bottom-width: 3px; }}
    #programmeList {{ background: transparent; }}
    #programmeList::item {{ padding: 6px 4px; border-bottom: 1px solid {line}; color: {text}; }}
    #programmeList::item:selected {{ background: {chosen}; }}
    #methodCard {{ background: transparent; }}
    """
