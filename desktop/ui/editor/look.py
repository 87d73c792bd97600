"""The editor's style sheet, made from the palette so that it is right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.widgets.shades import hairline, mix, muted, private, tinted, warning


def style_sheet(palette: QPalette) -> str:
    """For the editor and all in it."""
    accent = palette.color(QPalette.ColorRole.Highlight)
    text = palette.color(QPalette.ColorRole.WindowText)
    link = palette.color(QPalette.ColorRole.Link)
    wrong = warning(palette)
    mine = private(palette)
    return f"""
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QLabel#recordTitle {{ font-size: 17pt; font-weight: 600; }}
    QLabel#recordKind, QLabel#savedState {{ color: {muted(palette).name()}; }}
    QLabel#savedState[wrong="true"] {{ color: {wrong.name()}; font-weight: 600; }}
    QLabel#statusPill {{ border-radius: 8px; padding: 2px 9px; color: {text.name()};
        background: {mix(accent, palette.color(QPalette.ColorRole.Window), 0.22).name()}; }}
    QLabel#fieldLabel {{ color: {muted(palette).name()}; }}
    QLabel#fieldRemark {{ color: {muted(palette).name()}; }}
    QLabel#fieldRemark[wrong="true"] {{ color: {wrong.name()}; }}
    QLineEdit[wrong="true"] {{ border: 1.5px solid {wrong.name()}; border-radius: 4px; padding: 3px 4px; }}
    QLabel#missingLine {{ padding: 8px 10px; border-radius: 6px; color: {text.name()};
        background: {tinted(palette, accent, 0.12).name()}; }}
    QToolButton#sectionHeading {{ font-weight: 600; font-size: 11.5pt; border: none; padding: 4px 6px 4px 0; }}
    QToolButton#sectionHeading:focus, QToolButton#languageTab:focus {{ text-decoration: underline; }}
    QToolButton#languageTab {{ border: none; padding: 1px 6px; border-radius: 4px; color: {muted(palette).name()}; }}
    QToolButton#languageTab:checked {{ background: {mix(accent, palette.color(QPalette.ColorRole.Window), 0.25).name()};
        color: {text.name()}; }}
    QToolButton#languageTab::menu-indicator {{ image: none; }}
    QPushButton#recordLink {{ border: none; text-align: left; padding: 3px 4px; color: {link.name()}; }}
    QPushButton#recordLink:hover, QPushButton#recordLink:focus {{ text-decoration: underline; }}
    QPushButton#dropPlace {{ border: 1.5px dashed {hairline(palette).name()}; border-radius: 6px; padding: 8px;
        background: transparent; }}
    QPushButton#dropPlace:hover, QPushButton#dropPlace:focus, QPushButton#dropPlace[invited="true"] {{
        border-color: {accent.name()}; }}
    QWidget#privateRow {{ border: 1px solid {mix(mine, hairline(palette), 0.5).name()}; border-radius: 6px;
        background: {tinted(palette, mine, 0.10).name()}; }}
    QWidget#privateRow QLabel#fieldLabel {{ color: {mine.name()}; font-weight: 600; }}
    QWidget#conflict {{ border: 1px solid {wrong.name()}; border-radius: 6px;
        background: {tinted(palette, wrong, 0.10).name()}; }}
    """
