"""Colours that follow the palette: muted words, tinted grounds, words readable on an official colour."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

LIGHT_WARNING, DARK_WARNING = QColor("#9a3412"), QColor("#fdba74")
LIGHT_PRIVATE, DARK_PRIVATE = QColor("#b45309"), QColor("#fbbf24")


class _Contrast:
    """Whether nothing stands back: `set_high_contrast`."""

    high = False


def set_high_contrast(on: bool) -> None:
    """From now on no colour stands back or is washed with another one: the person asked the system for high contrast."""
    _Contrast.high = on


def is_dark(palette: QPalette) -> bool:
    """Is the ground darker than the words?"""
    return palette.color(QPalette.ColorRole.Window).lightnessF() < 0.5


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the first colour (0 to 1), the rest of the second."""
    return QColor.fromRgbF(
        first.redF() * share + second.redF() * (1 - share),
        first.greenF() * share + second.greenF() * (1 - share),
        first.blueF() * share + second.blueF() * (1 - share),
    )


def _share(usual: float) -> float:
    return 1.0 if _Contrast.high else usual


def muted(palette: QPalette) -> QColor:
    """Words that stand back: still at least 4.5:1 against the window."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), _share(0.68))


def hairline(palette: QPalette) -> QColor:
    """Frames and separators."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), _share(0.18))


def edge(palette: QPalette) -> QColor:
    """Around a field to type in: at least 3:1 against the window, in light and dark."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), _share(0.45))


def framed_at_high_contrast(palette: QPalette) -> str:
    """For a style sheet, of what else its ground alone would show as chosen; "" where that is seen."""
    return f"border: 2px solid {palette.highlight().color().name()};" if _Contrast.high else ""


def controls_at_high_contrast(palette: QPalette) -> str:
    """Rules of a style sheet for what the style draws with edges that are seen on no black ground; "" elsewhere."""
    if not _Contrast.high:
        return ""
    line, accent = palette.windowText().color().name(), palette.highlight().color().name()
    return (
        f"QPushButton, QComboBox {{ border: 1px solid {line}; border-radius: 4px; padding: 4px 10px; }}"
        f"QPushButton:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 3px 9px; }}"
        f"QPushButton:disabled, QComboBox:disabled {{ border-style: dashed; }}"
    )


def warning(palette: QPalette) -> QColor:
    """Words about something not understood or in conflict."""
    return DARK_WARNING if is_dark(palette) else LIGHT_WARNING


def private(palette: QPalette) -> QColor:
    """The colour of what stays on this desk."""
    return DARK_PRIVATE if is_dark(palette) else LIGHT_PRIVATE


def tinted(palette: QPalette, colour: QColor, share: float = 0.14) -> QColor:
    """The ground of fields, washed with a colour."""
    return mix(colour, palette.color(QPalette.ColorRole.Base), 0.0 if _Contrast.high else share)


def words_on(colour: QColor) -> QColor:
    """Black or white, whichever reads better on this colour (WCAG relative luminance)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    luminance = 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
    return QColor("#111111") if luminance > 0.24 else QColor("#ffffff")


def mark_colours(palette: QPalette) -> tuple[str, str]:
    """Ground and ink of words that differ, as #rrggbb: ink at least 4.5:1 on its ground."""
    ground = mix(warning(palette), palette.base().color(), 0.34 if is_dark(palette) else 0.18)
    return ground.name(), palette.text().color().name()
