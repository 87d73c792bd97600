"""The budget of a visit: its lines, and what they come to."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.record_reading import Reading
from desktop.ui.editor.space import Space
from desktop.ui.visits.record.reading import as_visit
from desktop.words import _


class BudgetPage(PartsPage):
    """Planned against spent, by payer and currency, below the lines."""

    def __init__(self, space: Space) -> None:
        super().__init__(
            space,
            "budget_line",
            columns=("what", "payer", "currency", "planned", "spent", "rate"),
            empty=_("No budget line yet. Write what is planned and what was spent, each in its own currency."),
        )
        self.sums = QLabel(self)
        self.sums.setObjectName("sums")
        self.sums.setWordWrap(True)
        self.sums.hide()
        self.column.addWidget(self.sums)

    def show_reading(self, record_id: str, reading: Reading, *, read_only: bool) -> None:
        """Show the lines, and add them up."""
        super().show_reading(record_id, reading, read_only=read_only)
        visit = as_visit(reading)
        self.sums.setVisible(visit is not None and bool(visit.budget_lines))
