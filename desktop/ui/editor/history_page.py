"""The history of a record in words, newest first, day by day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.ui.widgets.shades import muted
from desktop.words import _, current_language

if TYPE_CHECKING:
    from desktop.workspace import HistoryEntry

MOST = 300
"""Changes shown; older ones are counted."""


class HistoryPage(QTextBrowser):
    """Text to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("History of the record"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show the changes (oldest first as the journal gives them)."""
        locale = QLocale(current_language())
        grey = muted(self.palette()).name()
        parts: list[str] = []
        day = ""
        for entry in list(reversed(entries))[:MOST]:
            moment = QDateTime.fromSecsSinceEpoch(int(entry.time.timestamp()))
            today = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
            if today != day:
                day = today
                parts.append(f"<h4>{escape(day)}</h4>")
            clock = escape(locale.toString(moment.time(), QLocale.FormatType.ShortFormat)).replace(" ", "&nbsp;")
            sentences = "<br>".join(_emphasis(sentence) for sentence in entry.sentences())
            parts.append(
                '<table cellpadding="0" cellspacing="0" style="margin-bottom:8px"><tr>'
                f'<td style="padding-right:12px"><span style="color:{grey}">{clock}</span></td><td>{sentences}</td>'
                "</tr></table>"
            )
        if len(entries) > MOST:
            older = _("{number} older changes").format(number=len(entries) - MOST)
            parts.append(f"<p>{escape(older)}</p>")
        if not parts:
            empty = _("Nothing has been written here yet. What you type is kept from now on.")
            parts.append(f"<p>{escape(empty)}</p>")
        self.setHtml("".join(parts))
        self.setAlignment(Qt.AlignmentFlag.AlignLeading)


def _emphasis(sentence: str) -> str:
    return re.sub(r"\*([^*]+)\*", r"<b>\1</b>", escape(sentence))
