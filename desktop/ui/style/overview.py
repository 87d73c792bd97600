"""The dress of the overview, made from the palette so that it is right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import hairline, muted


def overview_sheet(palette: QPalette, font: QFont) -> str:
    """For the page and all in it."""
    size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    base = palette.base().color().name()
    return f"""
    #overviewTitle {{ font-size: {size * 1.45:.1f}pt; font-weight: 600; }}
    #overviewSection {{ border: 1px solid {hairline(palette).name()}; border-radius: 9px; background: {base}; }}
    #overviewSection QLabel {{ background: transparent; }}
    #overviewHeading {{ font-weight: 600; }}
    #overviewAbout {{ color: {muted(palette).name()}; }}
    #overviewSection QListWidget, #overviewSection QTableView {{ background: {base}; }}
    #overviewSection QHeaderView, #overviewSection QHeaderView::section {{ background: {base}; border: none;
        padding: 2px 4px; }}
    #overviewSection QTableCornerButton::section {{ background: {base}; border: none; }}
    """
