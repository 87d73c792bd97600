"""The budget of a visit: its lines, and what they come to."""

from __future__ import annotations

from collections import Counter
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.record_data import RecordData
from desktop.ui.visits.record.visit_data import as_visit
from desktop.ui.widgets.choice import ChoiceBox
from desktop.values.numbers import format_amount
from desktop.visits.budget import Amounts, Budget, read_budget


class BudgetPage(PartsPage):
    """Planned against spent, by payer and currency, below the lines."""

    def __init__(self, context: RecordContext) -> None:
        super().__init__(
            context,
            "budget_line",
            columns=("what", "payer", "currency", "planned", "spent", "rate"),
            empty=_("No budget line yet. Write what is planned and what was spent, each in its own currency."),
        )
        self.sums = QLabel(self)
        self.sums.setObjectName("sums")
        self.sums.setWordWrap(True)
        self.sums.setTextFormat(Qt.TextFormat.RichText)
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sums.hide()
        self._visit = ""
        self.currency = ChoiceBox("currencies", self)
        self.currency.setAccessibleName(_("Currency of the budget"))
        self.currency.activated.connect(lambda _at: self._choose())
        self.currency.left.connect(self._choose)
        self.ask_currency = QWidget(self)
        row = QHBoxLayout(self.ask_currency)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(_("Add all up in:"), self.ask_currency))
        row.addWidget(self.currency, 1)
        row.addStretch(1)
        self.ask_currency.hide()
        self.column.addWidget(self.sums)
        self.column.addWidget(self.ask_currency)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show the lines, and add them up."""
        super().show_reading(record_id, reading, read_only=read_only)
        visit = as_visit(reading)
        shown = visit is not None and bool(visit.budget_lines)
        self._visit = record_id
        several = False
        if visit is not None and shown:
            budget = read_budget(visit)
            self.sums.setText(sums_in_words(budget))
            several = len({line.currency for line in budget.lines} - {""}) > 1
            if not self.currency.hasFocus():
                self.currency.show_code(budget.currency)
        self.sums.setVisible(shown)
        self.ask_currency.setVisible(several)
        self.currency.setEnabled(not read_only)

    def _choose(self) -> None:
        """The currency of the budget is a field of the visit."""
        self.currency.commit_text()
        visit = self._reading.record
        code = str(self.currency.currentData() or "")
        if visit is not None and code and code != visit.values.get("currency"):
            self.context.saver.take(self._visit, "visit", "currency", {"currency": code})
            self.context.saver.end_session(self._visit, "currency")


def sums_in_words(budget: Budget) -> str:
    """The sums as a small table: by payer, by currency where there are several payers, and all in one currency."""
    rows = [[_("Payer"), _("Currency"), _("Planned"), _("Spent"), _("Left")]]
    rows += [_row(payer or _("Payer not given"), code, sum) for (payer, code), sum in budget.by_payer.items()]
    shared = Counter(code for _payer, code in budget.by_payer)
    rows += [_row(_("All payers"), code, sum) for code, sum in budget.by_currency.items() if shared[code] > 1]
    in_one = bool(budget.currency) and len(budget.by_currency) > 1
    if in_one:
        rows.append(_row(_("Total, at the given rates"), budget.currency, budget.total))
    lines: list[str] = []
    for place, row in enumerate(rows):
        tag = "th" if place == 0 else "td"
        cells = "".join(
            f'<{tag} align="{"left" if at < 2 else "right"}" style="padding: 1px 14px 1px 0">{escape(cell)}</{tag}>'
            for at, cell in enumerate(row)
        )
        lines.append(f"<tr>{cells}</tr>")
    words = f"<table>{''.join(lines)}</table>"
    if budget.without_rate and in_one:  # without a sum there is nothing that they are missing from
        left_out = ngettext(
            "{number} line has no rate and is not in that sum.", "{number} lines have no rate and are not in that sum.",
            len(budget.without_rate),
        ).format(number=len(budget.without_rate))  # fmt: skip
        words += f"<p>{escape(left_out)}</p>"
    return words


def _row(payer: str, currency: str, sum: Amounts) -> list[str]:
    return [payer, currency, format_amount(sum.planned), format_amount(sum.spent), format_amount(sum.left)]
