"""How the page of courses looks."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import hairline, muted


def learning_sheet(palette: QPalette) -> str:
    """The style sheet of the page."""
    line = hairline(palette).name()
    return f"""
    QLabel#learningHeading {{ font-size: 17px; font-weight: 600; }}
    QLabel#runTitle {{ font-size: 15px; font-weight: 600; }}
    QLabel#quiet {{ color: {muted(palette).name()}; }}
    QTableWidget {{ border: 1px solid {line}; border-radius: 4px; }}
    QSplitter::handle:vertical {{ background: {line}; height: 1px; }}
    """
