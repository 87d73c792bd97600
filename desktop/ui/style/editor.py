"""The editor's style sheet, made from the palette so that it is right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import edge, hairline, mix, muted, private, tinted, warning


def style_sheet(palette: QPalette, font: QFont) -> str:
    """For the editor and all in it; `font` is what sizes are counted from."""
    size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    accent = palette.color(QPalette.ColorRole.Highlight)
    text = palette.color(QPalette.ColorRole.WindowText)
    link = palette.color(QPalette.ColorRole.Link)
    wrong = warning(palette)
    mine = private(palette)
    return f"""
    QTextBrowser, QListWidget {{ background: transparent; }}
    QListWidget::item {{ padding: 8px 14px; border-bottom: 1px solid {hairline(palette).name()}; color: {text.name()}; }}
    QListWidget::item:selected {{ background: {mix(accent, palette.color(QPalette.ColorRole.Window), 0.18).name()}; }}
    QTabBar::tab {{ border: none; border-bottom: 2px solid transparent; padding: 5px 2px; margin-right: 14px;
        color: {muted(palette).name()}; background: transparent; }}
    QTabBar::tab:selected {{ color: {text.name()}; border-bottom-color: {accent.name()}; }}
    QTabBar::tab:hover {{ color: {text.name()}; }}
    QTabBar:focus::tab:selected {{ border-bottom-width: 3px; }}
    QLabel#recordTitle {{ font-size: {size * 1.45:.1f}pt; font-weight: 600; }}
    QLabel#recordKind, QLabel#savedState {{ color: {muted(palette).name()}; }}
    QLabel#savingTrouble {{ color: {text.name()}; padding: 8px 10px; border-radius: 6px;
        border: 1px solid {wrong.name()}; background: {tinted(palette, wrong, 0.10).name()}; }}
    QWidget#recordNotice {{ border: 1px solid {hairline(palette).name()}; border-radius: 6px;
        background: {tinted(palette, mine, 0.12).name()}; }}
    QWidget#recordNotice QLabel {{ border: none; background: transparent; }}
    QLabel#statusPill {{ border-radius: 8px; padding: 2px 9px; }}
    QLabel#fieldLabel {{ color: {muted(palette).name()}; }}
    QLabel#fieldRemark {{ color: {muted(palette).name()}; }}
    QLabel#fieldRemark[wrong="true"] {{ color: {wrong.name()}; }}
    QLabel#fieldOverlay {{ color: {text.name()}; border: 1px solid {edge(palette).name()}; border-radius: 5px;
        background: {palette.color(QPalette.ColorRole.Base).name()}; }}
    QLabel#fieldOverlay[wrong="true"] {{ color: {wrong.name()}; border-color: {wrong.name()}; }}
    QLineEdit, QPlainTextEdit {{ border: 1px solid {edge(palette).name()}; border-radius: 4px; padding: 2px 1px;
        background: {palette.color(QPalette.ColorRole.Base).name()}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {accent.name()}; padding: 1px 0px; }}
    QComboBox QLineEdit, QAbstractItemView QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QLineEdit[wrong="true"] {{ border-color: {wrong.name()}; }}
    QLineEdit:read-only, QPlainTextEdit:read-only {{
        background: {palette.color(QPalette.ColorRole.Window).name()}; }}
    QLabel#missingLine {{ padding: 8px 10px; border-radius: 6px; color: {text.name()};
        background: {tinted(palette, accent, 0.12).name()}; }}
    QToolButton#sectionHeading {{ font-weight: 600; font-size: {size * 1.1:.1f}pt; border: none; padding: 4px 6px 4px 0; }}
    QToolButton#sectionHeading:focus, QToolButton#languageTab:focus {{ text-decoration: underline; }}
    QToolButton#languageTab {{ border: none; padding: 1px 6px; border-radius: 4px; color: {muted(palette).name()}; }}
    QToolButton#languageTab:checked {{ background: {mix(accent, palette.color(QPalette.ColorRole.Window), 0.25).name()};
        color: {text.name()}; }}
    QToolButton#besideLabel {{ border: none; border-radius: 4px; padding: 2px 0px; margin-right: -6px; color: {link.name()}; }}
    QToolButton#besideLabel:hover, QToolButton#besideLabel:focus {{
        background: {mix(accent, palette.color(QPalette.ColorRole.Window), 0.15).name()}; }}
    QToolButton#languageTab::menu-indicator, QToolButton#besideLabel::menu-indicator,
    QToolButton#moreButton::menu-indicator {{ image: none; }}
    QPushButton#suggestionChip {{ border: 1px dashed {edge(palette).name()}; border-radius: 5px; padding: 3px 8px;
        text-align: left; color: {text.name()}; background: transparent; }}
    QPushButton#suggestionChip:hover {{ background: {tinted(palette, accent, 0.12).name()}; }}
    QPushButton#suggestionChip:focus {{ border: 2px solid {accent.name()}; padding: 2px 7px; }}
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
