"""The history of a record in words, newest first, day by day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.i18n import _, current_language, ngettext
from desktop.ui.style.colours import muted
from desktop.ui.widgets.time_text import at, clock_of
from desktop.workspace.records.record_types import is_person

if TYPE_CHECKING:
    from desktop.workspace import HistoryEntry

MOST = 300
"""Changes shown; older ones are counted."""


class HistoryPage(QTextBrowser):
    """Text to be read and copied; each entry leads to the erasing of what was written."""

    erase_wanted = Signal(object)
    """A `HistoryEntry` of which something is to go for good."""
    forget_wanted = Signal()
    """The person whose history this is wants to be forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("History of the record"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)
        self.may_erase = False
        self._entries: list[HistoryEntry] = []
        self._shown: list[HistoryEntry] = []
        self.anchorClicked.connect(self._follow)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show the changes (oldest first as the journal gives them)."""
        locale = QLocale(current_language())
        grey = muted(self.palette()).name()
        parts: list[str] = []
        day = ""
        self._entries = list(reversed(entries))[:MOST]
        for number, entry in enumerate(self._entries):
            moment = at(entry.time.timestamp() * 1000)
            today = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
            if today != day:
                day = today
                parts.append(f"<h4>{escape(day)}</h4>")
            clock = clock_of(moment)
            sentences = "<br>".join(_emphasis(sentence) for sentence in entry.sentences())
            if not entry.proven:
                words = escape(_("From a time without proofs"))
                sentences += f'<br><span style="color:{grey}">{words}</span>'
            if entry.part:
                sentences = f'<span style="color:{grey}">{escape(entry.part)}</span><br>{sentences}'
            if self.may_erase and entry.erasable():
                sentences += "<br>" + _link(f"erase:{number}", _("Erase permanently…"), grey)
            parts.append(
                '<table cellpadding="0" cellspacing="0" style="margin-bottom:8px"><tr>'
                f'<td style="padding-right:12px"><span style="color:{grey}">{clock}</span></td><td>{sentences}</td>'
                "</tr></table>"
            )
        if len(entries) > MOST:
            number = len(entries) - MOST
            older = ngettext("{number} older change", "{number} older changes", number).format(number=number)
            parts.append(f"<p>{escape(older)}</p>")
        if not parts:
            empty = _("No history yet. Changes are recorded from now on.")
            parts.append(f"<p>{escape(empty)}</p>")
        if self.may_erase and any(is_person(entry.type) and not entry.part and entry.erasable() for entry in entries):
            words = _("Erase this person’s data everywhere…")
            parts.append(f"<p>{_link('forget:', words, grey)}</p>")
        self._shown = list(entries)
        self.setHtml("".join(parts))
        self.setAlignment(Qt.AlignmentFlag.AlignLeading)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the greys stand in the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_shown") and self._shown:
            self.show_history(self._shown)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == "forget":
            self.forget_wanted.emit()
        elif url.scheme() == "erase" and int(url.path()) < len(self._entries):
            self.erase_wanted.emit(self._entries[int(url.path())])


def _link(where: str, words: str, colour: str) -> str:
    return f'<a href="{where}"><span style="color:{colour}; text-decoration:none">{escape(words)}</span></a>'


def _emphasis(sentence: str) -> str:
    return re.sub(r"\*([^*]+)\*", r"<b>\1</b>", escape(sentence))
