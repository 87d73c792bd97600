"""How the pages of courses and of trainings look."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import hairline, muted


def learning_sheet(palette: QPalette) -> str:
    """The style sheet of the page."""
    line = hairline(palette).name()
    return f"""
    QLabel#runTitle {{ font-size: 15px; font-weight: 600; }}
    QLabel#formHeading {{ font-weight: 600; padding-top: 4px; }}
    QLabel#quiet {{ color: {muted(palette).name()}; }}
    QTableWidget, QTreeWidget {{ border: 1px solid {line}; border-radius: 4px; }}
    QSplitter::handle:vertical {{ background: {line}; height: 1px; }}
    QSplitter::handle:horizontal {{ background: {line}; width: 1px; }}
    """
