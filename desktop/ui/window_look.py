"""What the window and all in it wear over the system-neutral style: slim scroll bars, calm menus."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.widgets.shades import hairline, mix


def window_sheet(palette: QPalette) -> str:
    """The style sheet of the window, from the colours of the program."""
    ground, text = palette.window().color(), palette.windowText().color()
    handle = mix(text, ground, 0.28).name()
    touched = mix(text, ground, 0.5).name()
    line = hairline(palette).name()
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {touched}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QMenuBar {{ background: {ground.name()}; border-bottom: 1px solid {line}; padding: 2px 4px; }}
    QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {mix(palette.highlight().color(), ground, 0.2).name()}; }}
    QStatusBar {{ border-top: 1px solid {line}; }}
    QStatusBar::item {{ border: none; }}
    """
