"""The page's style sheets and icons, made from the palette so that they are right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import hairline, mix, muted, warning


def list_sheet(palette: QPalette) -> str:
    """For the search line, what stands beside it, and the headings of the list."""
    base, window = palette.base().color().name(), palette.window().color().name()
    line = mix(hairline(palette), palette.window().color(), 0.8).name()
    accent = palette.highlight().color().name()
    return f"""
    SearchLine {{ border: 1px solid {hairline(palette).name()}; border-radius: 6px; padding: 2px 4px; background: {base}; }}
    SearchLine:focus {{ border: 2px solid {accent}; padding: 1px 3px; }}
    #foundCount {{ color: {muted(palette).name()}; padding-left: 2px; }}
    #queryNote {{ color: {muted(palette).name()}; padding: 0 14px 8px 14px; }}
    #queryProblem {{ color: {warning(palette).name()}; border: 1px solid {warning(palette).name()}; border-radius: 5px;
        background: {base}; padding: 2px 6px; }}
    #foundElsewhere {{ color: {muted(palette).name()}; padding: 7px 14px; border-top: 1px solid {line}; }}
    #listRule {{ background: {line}; border: none; }}
    QToolButton::menu-indicator {{ image: none; }}
    #newButton {{ border: 1px solid {hairline(palette).name()}; border-radius: 6px; padding: 5px 8px; background: {base}; }}
    #newButton:hover {{ background: {mix(palette.highlight().color(), palette.base().color(), 0.12).name()}; }}
    #newButton:focus {{ border: 2px solid {accent}; padding: 4px 7px; }}
    QHeaderView {{ background: {base}; border: none; }}
    QHeaderView::section {{ background: {base}; color: {muted(palette).name()}; border: none;
        border-bottom: 1px solid {line}; border-right: 1px solid {mix(hairline(palette), palette.base().color(), 0.45).name()};
        padding: 6px 8px; }}
    QHeaderView::section:first {{ padding-left: 24px; }}
    QHeaderView::section:hover {{ background: {window}; color: {palette.text().color().name()}; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ subcontrol-origin: margin; subcontrol-position: top center;
        top: 1px; width: 12px; height: 10px; }}
    """


def page_sheet(palette: QPalette) -> str:
    """Hairlines between the parts of the page, and narrow scroll bars."""
    line = mix(hairline(palette), palette.window().color(), 0.8).name()
    grip = mix(palette.windowText().color(), palette.window().color(), 0.28).name()
    strong = mix(palette.windowText().color(), palette.window().color(), 0.5).name()
    return f"""
    QSplitter::handle {{ background: {line}; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {grip}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {strong}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
