"""Suggestions as a table: each line one suggestion for one activity, ticked where it will be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.catalogue.suggestions import TYPE, RecordSuggestion
from desktop.i18n import _
from desktop.ui.editor.suggestion_line import reason
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import RECORD_TYPES, untitled

RECORD, SUGGESTED, WORDS, CONFIDENCE = range(4)
_CENTRE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class SuggestionsModel(QAbstractTableModel):
    """Lines come part by part while activities are read."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[RecordSuggestion] = []
        self._ticked: set[int] = set()

    @property
    def ticked(self) -> list[RecordSuggestion]:
        """What will be accepted, in the order of the table."""
        return [self.lines[at] for at in sorted(self._ticked)]

    def clear(self) -> None:
        """Before another search."""
        self.beginResetModel()
        self.lines, self._ticked = [], set()
        self.endResetModel()
        self.ticked_changed.emit()

    def add(self, lines: Sequence[RecordSuggestion], above: int) -> None:
        """More lines; those with this confidence or more are ticked."""
        if lines:
            start = len(self.lines)
            self.beginInsertRows(QModelIndex(), start, start + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()
            self._ticked |= {at for at in range(start, len(self.lines)) if self._confidence(at) >= above}
            self.ticked_changed.emit()

    def tick_above(self, percent: int) -> None:
        """Tick those with this confidence or more, and no others."""
        self._ticked = {at for at in range(len(self.lines)) if self._confidence(at) >= percent}
        if self.lines:
            self.dataChanged.emit(self.index(0, RECORD), self.index(len(self.lines) - 1, RECORD))
        self.ticked_changed.emit()

    def turn(self, rows: Sequence[int]) -> None:
        """Tick these; where all are ticked, none."""
        wanted = set(rows)
        self._ticked = self._ticked - wanted if wanted <= self._ticked else self._ticked | wanted
        for row in wanted:
            self.dataChanged.emit(self.index(row, RECORD), self.index(row, RECORD))
        self.ticked_changed.emit()

    def _confidence(self, at: int) -> int:
        return self.lines[at].suggestion.confidence

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's."""
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has the tick."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == RECORD else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Activity"), _("Suggestion"), _("Because of"), _("Confidence"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's."""
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{self._words(line, RECORD)}\n{self._words(line, SUGGESTED)}\n{reason(line.suggestion)}")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == CONFIDENCE:
            return _CENTRE
        if role == Qt.ItemDataRole.CheckStateRole and column == RECORD:
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick by mouse."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != RECORD:
            return False
        self.turn([index.row()])
        return True

    def _words(self, line: RecordSuggestion, column: int) -> str:
        if column == RECORD:
            return line.title or untitled(RECORD_TYPES[TYPE])
        suggestion = line.suggestion
        if column == SUGGESTED:
            known = term(RECORD_TYPES[TYPE].by_name[suggestion.field].vocabulary, suggestion.code)
            return f"{known.shown_code} {known.label}".strip()
        if column == WORDS:
            return ", ".join(suggestion.words)
        return f"{suggestion.confidence} %"
