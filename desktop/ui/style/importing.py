"""The import dialog's style sheet, made from the palette so that it is right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import hairline, mix, muted, tinted, warning


def box_sheet(palette: QPalette) -> str:
    """Boxes to be ticked in a list, which are seen on dark ground too while they are empty."""
    edge = mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Base), 0.5).name()
    return (
        "QTreeView::indicator:unchecked:enabled, QTableView::indicator:unchecked, QListView::indicator:unchecked {"
        f" border: 1px solid {edge}; border-radius: 3px; width: 12px; height: 12px; }}"
    )


def style_sheet(palette: QPalette, font: QFont) -> str:
    """For the dialog and all in it; `font` is what sizes are counted from."""
    size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    accent = palette.color(QPalette.ColorRole.Highlight)
    window = palette.color(QPalette.ColorRole.Window)
    text = palette.color(QPalette.ColorRole.WindowText)
    accent_words = palette.color(QPalette.ColorRole.Link)
    return f"""
    {box_sheet(palette)}
    QLabel#importTitle {{ font-size: {size * 1.45:.1f}pt; font-weight: 600; }}
    QLabel#importHint, QLabel#importAbout {{ color: {muted(palette).name()}; }}
    QLabel#importHeading {{ font-weight: 600; }}
    QLabel#importTrouble {{ font-size: {size * 1.1:.1f}pt; }}
    QWidget#importQuestion {{ border: 1px solid {mix(accent, hairline(palette), 0.5).name()}; border-radius: 6px;
        background: {tinted(palette, accent, 0.10).name()}; }}
    QWidget#importQuestion QLabel {{ border: none; background: transparent; }}
    QPushButton#importFigure {{ border: 1px solid {hairline(palette).name()}; border-radius: 8px; padding: 8px 10px;
        font-size: {size * 1.1:.1f}pt; background: {palette.color(QPalette.ColorRole.Base).name()};
        color: {text.name()}; }}
    QPushButton#importFigure[empty="true"] {{ color: {muted(palette).name()}; }}
    QPushButton#importFigure:hover {{ border-color: {accent.name()}; }}
    QPushButton#importFigure:focus {{ border: 2px solid {accent.name()}; padding: 7px 9px; }}
    QPushButton#importFigure:checked {{ border-color: {accent.name()};
        background: {mix(accent, window, 0.16).name()}; font-weight: 600; }}
    QPushButton#importStep {{ border: none; border-bottom: 2px solid transparent; padding: 3px 10px; border-radius: 0;
        background: transparent; color: {accent_words.name()}; }}
    QPushButton#importStep:disabled {{ color: {muted(palette).name()}; }}
    QPushButton#importStep[current="true"] {{ color: {text.name()}; font-weight: 600;
        border-bottom: 2px solid {accent.name()}; }}
    QPushButton#importStep:hover:enabled {{ border-bottom: 2px solid {hairline(palette).name()}; }}
    QPushButton#importStep:focus {{ border: 2px solid {accent.name()}; padding: 2px 8px; border-radius: 4px; }}
    QTableView, QTableWidget {{ border: 1px solid {hairline(palette).name()}; border-radius: 6px; }}
    QHeaderView::section {{ border: none; border-bottom: 1px solid {hairline(palette).name()}; padding: 5px 3px;
        background: {window.name()}; color: {muted(palette).name()}; }}
    QLabel[wrong="true"] {{ color: {warning(palette).name()}; }}
    """
