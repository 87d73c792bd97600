"""What the evaluations of trainings say together, as a table of answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.learning.count_rows import cell_text
from desktop.learning.evaluation_counts import Evaluation, add_evaluations, evaluation_rows
from desktop.learning.evaluation_records import CountedEvaluation
from desktop.ui.learning.counts_table import CountsTable
from desktop.values.dates import format_date
from desktop.values.numbers import format_number

_MOST = 4
"""So many evaluations are named one by one."""


class EvaluationView(QWidget):
    """A line for what is counted, and the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.table = CountsTable(self, name=_("Evaluation"), headings=(_("Answer"), _("Forms")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)

    def show_evaluations(self, evaluations: Sequence[CountedEvaluation]) -> None:
        """Show these together: what another desk counted has no small numbers, and stands alone."""
        if not evaluations:
            self.words.setText(_("No evaluation yet. Write the form, and import the sheet with the answers."))
            self.table.hide()
            return
        exact = [each for each in evaluations if each.counted.exact]
        lines = [_line(each) for each in evaluations] if len(evaluations) <= _MOST else [_counted(len(evaluations))]
        if len(evaluations) == 1:
            counted = evaluations[0].counted
        else:
            counted = add_evaluations(each.counted for each in exact) if exact else Evaluation()
            if others := len(evaluations) - len(exact):
                lines.append(
                    ngettext(
                        "{number} was counted on another desk, without small numbers: select its training to see it.",
                        "{number} were counted on another desk, without small numbers: select their trainings to see them.",
                        others,
                    ).format(number=format_number(others))
                )
        self.words.setText("\n".join(lines))
        self.table.setVisible(bool(counted.answers))
        self.table.show_rows(evaluation_rows(counted))


def _line(each: CountedEvaluation) -> str:
    forms = each.counted.forms
    words = ngettext("{number} form", "{number} forms", forms if isinstance(forms, int) else 1)
    parts = (each.name, format_date(each.day) if each.day else "", words.format(number=cell_text(forms)))
    return " · ".join(part for part in parts if part)


def _counted(count: int) -> str:
    return ngettext("{number} evaluation", "{number} evaluations", count).format(number=format_number(count))
