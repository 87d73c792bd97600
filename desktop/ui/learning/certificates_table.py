"""Certificates as a table, those that run out first above; and the searches for whom to ask again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue import suggested_searches
from desktop.catalogue.trainings import Certificate
from desktop.i18n import _, ngettext
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.link_label import LinkLabel
from desktop.values.dates import format_date
from desktop.values.numbers import format_number

_ID = Qt.ItemDataRole.UserRole
_SEARCHED = ("trainer:", "certificate:")


class CertificatesView(QWidget):
    """Enter goes to the trainer."""

    record_wanted = Signal(str)
    people_wanted = Signal(str)  # a query for people

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(_("Certificates"))
        self.table.setHorizontalHeaderLabels([_("Trainer"), _("Valid until"), _("State"), _("Module")])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.activated.connect(lambda index: self._go(index.row()))
        self.searches = LinkLabel(self)
        self.searches.linkActivated.connect(self.people_wanted)
        offered = [each for each in suggested_searches("person") if each.text.startswith(_SEARCHED)]
        self.searches.setText(
            _("Among the people: {searches}").format(
                searches=" · ".join(f"<a href='{escape(each.text)}'>{escape(each.name)}</a>" for each in offered)
            )
        )
        self.searches.setToolTip(plain_tip("\n".join(f"{each.name}: {each.definition}" for each in offered)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.searches)

    def show_certificates(self, certificates: Sequence[Certificate], today: str, soon: str) -> None:
        """Show these; days as text."""
        out = sum(each.ran_out(today) for each in certificates)
        near = sum(each.runs_out(today, soon) for each in certificates)
        parts = [
            ngettext("{number} certificate", "{number} certificates", len(certificates)).format(
                number=format_number(len(certificates))
            )
        ]
        if near:
            words = ngettext("{number} runs out within six months", "{number} run out within six months", near)
            parts.append(words.format(number=format_number(near)))
        if out:
            parts.append(ngettext("{number} ran out", "{number} ran out", out).format(number=format_number(out)))
        self.words.setText(" · ".join(parts))
        self.table.setRowCount(len(certificates))
        for row, each in enumerate(certificates):
            state = _("Ran out") if each.ran_out(today) else _("Runs out") if each.runs_out(today, soon) else _("Valid")
            module = term("modules", each.module).label if each.module else ""
            cells = (each.name or _("Not received yet"), format_date(each.until) if each.until else "", state, module)
            for place, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setData(_ID, each.person)
                item.setToolTip(plain_tip(words))
                self.table.setItem(row, place, item)

    def _go(self, row: int) -> None:
        item = self.table.item(row, 0)
        if item is not None and (id := item.data(_ID)):
            self.record_wanted.emit(str(id))
