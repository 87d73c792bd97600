"""What the dialogs of consolidation wear, made from the palette."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import mix, muted
from desktop.ui.style.exchange import exchange_sheet


def box_sheet(palette: QPalette) -> str:
    """Boxes to be ticked in a list, which are seen on dark ground too while they are empty."""
    edge = mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Base), 0.5).name()
    return (
        "QTreeView::indicator:unchecked:enabled, QTableView::indicator:unchecked {"
        f" border: 1px solid {edge}; border-radius: 3px; width: 12px; height: 12px; }}"
    )


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
