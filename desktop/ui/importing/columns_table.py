"""The columns of a file: where each goes, how it was recognised, what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.exchange import ColumnMapping, Table, recognition_of
from desktop.exchange.columns.private_columns import INTERNAL, private_heading
from desktop.exchange.columns.recognition import other_names
from desktop.i18n import _
from desktop.ui.importing.combo_cell import UNDECIDED, ComboCell
from desktop.ui.importing.mapping_targets import Target, target_of, targets
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.choice_popup import Choice, ChoicePopup
from desktop.ui.widgets.popup_geometry import place_of

HEADING, GOES_TO, KNOWN_BY, EXAMPLES = range(4)
_EXAMPLES = 3
_LONGEST = 80

Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(QAbstractTableModel):
    """A row a column of the file."""

    chosen = Signal(str, object)  # heading, Target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.targets: list[Target] = targets()
        self._headings: tuple[str, ...] = ()
        self._hashtags: tuple[str, ...] = ()
        self._examples: list[str] = []
        self._mapping = ColumnMapping()
        self._guessed = ColumnMapping()

    def show_table(self, table: Table, guessed: ColumnMapping, sample: Sequence[Sequence[str]]) -> None:
        """Show the columns of another table; `sample` are cells of its first rows."""
        self.beginResetModel()
        self._headings, self._hashtags, self._guessed = table.headings, table.hashtags, guessed
        self._examples = [_examples(cells) for cells in zip(*sample, strict=True)] if sample else []
        self._mapping = guessed
        self.endResetModel()

    def show_mapping(self, mapping: ColumnMapping) -> None:
        """Show where the columns go now."""
        self._mapping = mapping
        if self._headings:
            self.dataChanged.emit(self.index(0, GOES_TO), self.index(len(self._headings) - 1, KNOWN_BY))

    def choose(self, row: int, target: Target) -> None:
        """Send a column elsewhere."""
        if target != self.target(row):
            self.chosen.emit(self._headings[row], target)

    def heading(self, row: int) -> str:
        """The heading of a column."""
        return self._headings[row]

    def target(self, row: int) -> Target:
        """Where a column goes."""
        return target_of(self._headings[row], self._mapping, self.targets)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns of the file."""
        return 0 if parent.isValid() else len(self._headings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Heading, goes to, known by, examples."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words over the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Column in the file"), _("Import into"), _("Recognised by"), _("Examples"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Where a column goes is chosen from a list beside it."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell."""
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._text(row, column)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == UNDECIDED:
            return column == GOES_TO and not self.target(row).field
        if role == Qt.ItemDataRole.ForegroundRole and column in (KNOWN_BY, EXAMPLES):
            return muted(QApplication.palette())
        if role == Qt.ItemDataRole.FontRole and column == HEADING and self._mapping.use_of(self._headings[row]):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, row: int, column: int) -> str:
        if column == HEADING:
            hashtag = self._hashtags[row]
            return f"{self._headings[row]}  {hashtag}" if hashtag else self._headings[row]
        if column == GOES_TO:
            return self.target(row).label
        if column == EXAMPLES:
            return self._examples[row] if row < len(self._examples) else ""
        return self._known_by(row)

    def _known_by(self, row: int) -> str:
        heading = self._headings[row]
        for now, guessed in (
            (self._mapping.left_out, self._guessed.left_out), (self._mapping.private, self._guessed.private)
        ):  # fmt: skip
            if (heading in now) != (heading in guessed):
                return _("your choice")
        if heading in self._mapping.private:
            internal = private_heading(heading, self._hashtags[row]) == INTERNAL
            return _("internal, it seems") if internal else _("contacts, it seems")
        if self._mapping.use_of(heading) != self._guessed.use_of(heading):
            mine, theirs = self._mapping.use_of(heading), self._guessed.use_of(heading)
            if mine is None or theirs is None or mine.field != theirs.field or mine.role != theirs.role:
                return _("your choice")
        by = recognition_of(heading, self._hashtags[row]).by
        if self._mapping.use_of(heading) is None:
            return ""
        return {
            "heading": _("its heading"),
            "hashtag": _("its hashtag"),
            "misspelt": _("a similar heading"),
            "cells": _("its cells"),
        }[by]


def _examples(cells: Sequence[str]) -> str:
    """Different cells of a column, the first few."""
    found = list(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell.strip()))[:_EXAMPLES]
    return "  |  ".join(cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…" for cell in found)


class ColumnsView(QTableView):
    """Arrows go from column to column; Space, Enter or F2 opens the choice."""

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = model
        self._popup: ChoicePopup | None = None  # the last one: it may still be closing when it has been answered
        self.setModel(model)
        self.setItemDelegateForColumn(GOES_TO, ComboCell(self))
        self.setAccessibleName(_("Columns of the file"))
        self.setAccessibleDescription(_("Space opens the list of fields that a column can go to."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((HEADING, 32), (GOES_TO, 34), (KNOWN_BY, 20)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, letter * letters)
        header.setStretchLastSection(True)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the choice."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open(self.currentIndex().siblingAtColumn(GOES_TO))
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.column() != GOES_TO or not index.isValid():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        model, row = self._columns, index.row()
        label = _("Where “{column}” goes").format(column=model.heading(row))
        popup = ChoicePopup(label, _choices(model.targets), model.target(row), self, _("Type the name of a field"))
        popup.chosen.connect(lambda target: model.choose(row, target))
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = popup
        popup.open_beside(place_of(self.viewport(), self.visualRect(index)))


def _choices(targets: Sequence[Target]) -> list[Choice]:
    """Each with the headings by which such a column is known."""
    names = other_names()
    return [
        Choice(
            each.label,
            each,
            each.section,
            names.get((each.field, each.role, "" if each.part == "id" else each.part), ()),
        )
        for each in targets
    ]
