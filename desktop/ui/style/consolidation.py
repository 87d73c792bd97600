"""What the dialogs of consolidation wear, made from the palette."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import muted
from desktop.ui.style.exchange import exchange_sheet
from desktop.ui.style.importing import box_sheet


def report_sheet(palette: QPalette, font: QFont) -> str:
    """For a dialog and all in it: as the page of exchange, with tabs that are words with a line."""
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    text = palette.color(QPalette.ColorRole.WindowText).name()
    return (
        exchange_sheet(palette, font)
        + box_sheet(palette)
        + (
            "QTabBar { border: none; }"
            "QTabBar::tab { border: none; border-bottom: 2px solid transparent; padding: 5px 2px; margin-right: 14px;"
            f" color: {muted(palette).name()}; background: transparent; }}"
            f"QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}"
            f"QTabBar::tab:hover {{ color: {text}; }} QTabBar:focus::tab:selected {{ border-bottom-width: 3px; }}"
            "QTableView::item { padding: 2px 4px; }"
        )
    )
