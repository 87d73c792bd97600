"""How the page of the forum looks."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from desktop.ui.style.colours import hairline, muted


def forum_sheet(palette: QPalette) -> str:
    """The style sheet of the page."""
    line = hairline(palette).name()
    return f"""
    QLabel#forumHeading {{ font-size: 17px; font-weight: 600; }}
    QLabel#forumPart {{ font-size: 14px; font-weight: 600; }}
    QLabel#quiet {{ color: {muted(palette).name()}; }}
    QTableView {{ border: 1px solid {line}; border-radius: 4px; }}
    QSplitter::handle {{ background: {line}; }}
    """
