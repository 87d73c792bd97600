"""A table of values on its way in: each row with what would become of it, then all of them as one action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.exchange.indicator_table import IndicatorPlan, IndicatorRow, apply_indicators, plan_indicators
from desktop.figures.goal_words import number_words
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.values.dates import format_date
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_MOST = 2_000
"""Rows that are shown; all are counted, and imported."""
_SIZE = (760, 460)


class ImportIndicatorsDialog(JobDialog):
    """Reads on a thread, writes on the writer. Nothing is written before the button is pressed."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Import indicator values"), desk.background, _("&Import"), parent)
        self._desk = desk
        self.plan: IndicatorPlan | None = None
        self.resize(*_SIZE)
        self.words = self.paragraph(_("Reading {name}…").format(name=path.name))
        self.rows = QTreeWidget(self)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAccessibleName(_("Values of the table"))
        self.rows.setHeaderLabels(
            [_("Line"), _("Indicator"), _("Where"), _("Year"), _("Value"), _("What becomes of it")]
        )
        self.form.addWidget(self.words)
        self.form.addWidget(self.rows, 1)
        self.do.clicked.connect(self._apply)
        workspace = desk.workspace
        self.start(lambda _task: plan_indicators(workspace, path), self._planned)

    def _planned(self, plan: IndicatorPlan) -> None:
        self.plan = plan
        self.words.setText(" ".join((*plan.sentences(), _("Nothing is saved yet."))))
        self.rows.addTopLevelItems([_item(each) for each in plan.rows[:_MOST]])
        for at in range(self.rows.columnCount()):
            self.rows.resizeColumnToContents(at)
        self.do.setEnabled(plan.new + plan.changed > 0)
        (self.do if self.do.isEnabled() else self.rows).setFocus()

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        self.words.hide()
        self.do.setEnabled(False)

    def _apply(self) -> None:
        plan = self.plan
        if plan is None:
            return
        workspace, desk = self._desk.workspace, self._desk

        def done(count: int) -> None:
            words = ngettext(
                "{number} indicator value was imported.", "{number} indicator values were imported.", count
            )
            desk.show_message(words.format(number=format_number(count)))

        self.write(desk, lambda: apply_indicators(workspace, plan), done)


def _item(row: IndicatorRow) -> QTreeWidgetItem:
    values = row.values
    where = ", ".join(
        str(each) for each in (values.get("municipality"), row.organisation, values.get("country")) if each
    )
    date = values.get("date")
    number = number_words(str(values.get("value") or ""), str(values.get("unit") or ""))
    if row.trouble:
        becomes = row.trouble
    elif row.unchanged:
        becomes = _("Unchanged")
    else:
        becomes = _("Changed") if row.id else _("New")
    return QTreeWidgetItem(
        [str(row.line), str(values.get("title") or ""), where, format_date(str(date)) if date else "", number, becomes]
    )
