"""What the window and all in it wear over the system-neutral style: slim scroll bars, calm menus."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import controls_at_high_contrast, edge, hairline, mix


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
    {controls_at_high_contrast(palette)}
    """


def form_sheet(palette: QPalette) -> str:
    """For fields and choices that stand on the window's ground: edges that can be seen in light and dark (3:1)."""
    base = palette.base().color()
    line = edge(palette).name()
    accent = palette.highlight().color().name()
    return f"""
    QLineEdit {{ border: 1px solid {line}; border-radius: 4px; padding: 4px 6px; background: {base.name()}; }}
    QLineEdit:focus {{ border: 2px solid {accent}; padding: 3px 5px; }}
    QLineEdit:disabled {{ border-color: {hairline(palette).name()}; }}
    QRadioButton {{ spacing: 8px; padding: 2px 0; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border-radius: 8px; border: 1px solid {line};
        background: {base.name()}; }}
    QRadioButton::indicator:checked {{ border-color: {accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
        radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {accent}, stop: 0.5 {accent}, stop: 0.62 {base.name()},
        stop: 1 {base.name()}); }}
    QRadioButton:focus {{ text-decoration: underline; }}
    """
