"""Choosing the columns of the list by keyboard: tick them, move them up and down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import _
from desktop.ui.dialogs.ticked_list_dialog import TickedListDialog
from desktop.ui.listing.column_layout import ColumnLayout
from desktop.ui.listing.columns import Column, Look
from desktop.ui.widgets.ticked_list import Ticked


class ColumnsDialog(TickedListDialog):
    """`fitting` is True where the person wants those that fit."""

    def __init__(self, known: Sequence[Column], shown: Sequence[str], parent: QWidget | None = None) -> None:
        by_name = {column.name: column for column in known}
        order = [*shown, *(column.name for column in known if column.name not in shown)]
        super().__init__(
            _("Columns"),
            _("Space shows or hides a column. Alt with the arrows moves it."),
            [Ticked(name, _(by_name[name].label), name in shown, by_name[name].look is Look.TITLE) for name in order],
            parent,
        )
        self.fitting = False
        fit = QPushButton(_("&Automatic (fit the window)"), self)
        fit.setToolTip(_("Choose the columns automatically to fit the window"))
        fit.clicked.connect(self._fit)
        self.side.addWidget(fit)

    def _fit(self) -> None:
        self.fitting = True
        self.accept()


def ask_columns(columns: ColumnLayout, parent: QWidget) -> None:
    """Let the person choose the columns of a list."""
    dialog = ColumnsDialog(columns.known, columns.shown, parent)
    dialog.accepted.connect(lambda: columns.choose_fitting() if dialog.fitting else columns.choose(dialog.chosen))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
