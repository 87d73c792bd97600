"""What the page and the dialogs of exchange wear, made from the palette so that it is right in light and dark."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette

from desktop.ui.style.colours import hairline, mix, muted, warning
from desktop.ui.style.importing import style_sheet


def exchange_sheet(palette: QPalette, font: QFont) -> str:
    """For a page or dialog and all in it."""
    window = palette.color(QPalette.ColorRole.Window)
    line = hairline(palette).name()
    edge = mix(palette.color(QPalette.ColorRole.WindowText), window, 0.45).name()
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    return style_sheet(palette, font) + (
        f"QSplitter::handle {{ background: {mix(hairline(palette), window, 0.8).name()}; }}"
        f"QTreeWidget {{ border: 1px solid {line}; border-radius: 6px; }}"
        f"QTreeWidget:focus {{ border-color: {accent}; }}"
        "QTreeWidget::item { padding: 2px 3px; } QHeaderView::section { padding-left: 6px; }"
        f"QLineEdit {{ border: 1px solid {edge}; border-radius: 4px; padding: 4px 6px;"
        f" background: {palette.color(QPalette.ColorRole.Base).name()}; }}"
        f"QLineEdit:focus {{ border: 2px solid {accent}; padding: 3px 5px; }}"
        f"#sideSwitch {{ border: 1px solid {edge}; border-radius: 6px; padding: 3px 10px; background: transparent; }}"
        f"#sideSwitch:checked {{ border: 2px solid {accent}; padding: 2px 9px; font-weight: 600; }}"
        "#sideSwitch:focus { text-decoration: underline; }"
        "#partnerPage, #partnerContent { background: transparent; }"
        f'#partnerState[wrong="true"], #partnerFork {{ color: {warning(palette).name()}; font-weight: 600; }}'
        f"#codeCard {{ border: 1px solid {line}; border-radius: 6px;"
        f" background: {palette.color(QPalette.ColorRole.Base).name()}; }}"
        f"#sideHeading {{ font-weight: 600; }} #sideHint {{ color: {muted(palette).name()}; }}"
    )
