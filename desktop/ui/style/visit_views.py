"""The dress of board, calendar and timeline, made from the palette."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import hairline, mix, muted


def views_sheet(palette: QPalette, font: QFont) -> str:
    """Columns of a board on the window's ground; titles of a calendar."""
    size = font.pointSizeF()
    accent, edge = palette.highlight().color(), hairline(palette).name()
    ground = mix(palette.window().color(), palette.base().color(), 0.8).name()
    return f"""
    #boardColumn {{ background: {ground}; border: 1px solid {mix(hairline(palette), palette.base().color(), 0.6).name()};
        border-radius: 9px; }}
    #boardColumn QListView {{ background: transparent; }}
    #boardHeading {{ font-weight: 600; }}
    #boardCount {{ color: {muted(palette).name()}; }}
    #calendarTitle {{ font-size: {size * 1.3:.1f}pt; font-weight: 600; padding-left: 6px; }}
    #calendarStep {{ font-size: {size * 1.4:.1f}pt; padding: 0 6px; }}
    #calendarWay {{ border: 1px solid {edge}; border-radius: 5px; padding: 4px 14px;
        background: {palette.button().color().name()}; }}
    #calendarWay:hover, #calendarWay:focus {{ border-color: {accent.name()}; }}
    #calendarWay:checked {{ border-color: {accent.name()}; font-weight: 600;
        background: {mix(accent, palette.window().color(), 0.22).name()}; }}
    QPushButton#stepButton {{ min-width: 26px; font-size: {size * 1.2:.1f}pt; padding: 1px 4px; }}
    """
