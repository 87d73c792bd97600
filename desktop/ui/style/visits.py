"""The dress of the pages of a visit, made from the palette."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import hairline, mix, muted


def notes_sheet(palette: QPalette, font: QFont) -> str:
    """Large letters and calm cards."""
    size = font.pointSizeF()
    base, window = palette.base().color(), palette.window().color()
    return f"""
    #noteQuestion {{ font-size: {size * 1.25:.1f}pt; font-weight: 600; padding: 10px 2px 0 2px; }}
    #noteCard {{ border: 1px solid {hairline(palette).name()}; border-radius: 10px;
        background: {mix(base, window, 0.55).name()}; }}
    #noteCard QPlainTextEdit, #noteCard QLineEdit {{ font-size: {size * 1.15:.1f}pt; }}
    """


def visit_sheet(palette: QPalette, font: QFont) -> str:
    """The head of a visit and the buttons of its pages."""
    accent = palette.highlight().color()
    size = font.pointSizeF()
    return f"""
    QPushButton#subPage {{ border: 1px solid {hairline(palette).name()}; border-radius: 12px; padding: 4px 14px;
        background: transparent; }}
    QPushButton#subPage:checked {{ background: {mix(accent, palette.window().color(), 0.22).name()};
        border-color: {accent.name()}; }}
    QPushButton#subPage:focus {{ border: 2px solid {accent.name()}; padding: 3px 13px; }}
    QPushButton#stepButton {{ min-width: 26px; font-size: {size * 1.3:.1f}pt; padding: 2px 4px; }}
    #onNow {{ color: {muted(palette).name()}; padding: 0 16px 4px 16px; }}
    QTreeWidget::item {{ padding: 4px 2px; }}
    #chainNone {{ color: {muted(palette).name()}; padding: 14px; }}
    #sums {{ padding: 6px 2px; }}
    """


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
