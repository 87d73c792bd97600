"""The page's style sheet."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import hairline, mix, muted, tinted


def page_sheet(palette: QPalette, size: float) -> str:
    """For the list, the cards and what stands over them; `size` of the font in points."""
    line, accent = hairline(palette).name(), palette.highlight().color()
    edge = mix(palette.windowText().color(), palette.window().color(), 0.45).name()
    return f"""
    QSplitter::handle {{ background: {line}; }}
    #conflictsHeading {{ font-size: {size * 1.4:.1f}pt; font-weight: 600; }}
    #conflictTitle {{ font-size: {size * 1.35:.1f}pt; font-weight: 600; }}
    #conflictField {{ font-weight: 600; }}
    #quiet {{ color: {muted(palette).name()}; }}
    QLineEdit#conflictSearch {{ border: 1px solid {edge}; border-radius: 6px; padding: 4px 6px;
        background: {palette.base().color().name()}; }}
    QLineEdit#conflictSearch:focus {{ border: 2px solid {accent.name()}; padding: 3px 5px; }}
    QToolButton#byField {{ border: 1px solid {edge}; border-radius: 6px; padding: 3px 8px; background: transparent; }}
    QToolButton#byField:checked {{ border: 2px solid {accent.name()}; padding: 2px 7px; font-weight: 600;
        background: {tinted(palette, accent, 0.2).name()}; }}
    QToolButton#byField:focus {{ text-decoration: underline; }}
    QFrame#side {{ border: 2px solid {line}; border-radius: 8px; background: {palette.base().color().name()}; }}
    QFrame#side[shown="true"] {{ border-color: {accent.name()}; }}
    QFrame#base {{ border: 1px dashed {edge}; border-radius: 8px; background: {palette.window().color().name()}; }}
    QFrame#side QLabel, QFrame#base QLabel {{ border: none; background: transparent; }}
    #sideHeading {{ font-weight: 600; }}
    QFrame#side QLabel#shownNow {{ color: {palette.text().color().name()}; background: {tinted(palette, accent, 0.2).name()};
        border-radius: 7px; padding: 1px 7px; }}
    QScrollArea, #sidesGround {{ background: transparent; border: none; }}
    """
