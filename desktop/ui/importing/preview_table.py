"""The first rows of a file as the desk would read them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.exchange import PreviewRow
from desktop.i18n import _
from desktop.ui.style.colours import tinted, warning
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import RECORD_TYPES, split_member
from desktop.workspace.records.kinds.field import ReferenceIn, Search

_ACTIVITY = RECORD_TYPES["activity"]
_WIDEST = 34
"""Letters."""


class PreviewTable(QTableWidget):
    """A line a row of the file, a column a field; what was not understood is marked and said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The first rows as they would be read"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def show_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Show them; columns that no row fills are not there."""
        cells = [_cells(texts) for _line, texts, _troubles in rows]
        labels = [label for label in _labels() if any(label in each for each in cells)]
        labels += [label for each in cells for label in each if label not in labels]
        labels = list(dict.fromkeys(labels))
        troubled = any(troubles for _line, _texts, troubles in rows)
        shown = [_("Line"), *labels, *([_("Not understood")] if troubled else [])]
        self.setColumnCount(len(shown))
        self.setHorizontalHeaderLabels(shown)
        self.setRowCount(len(rows))
        ground = tinted(self.palette(), warning(self.palette()), 0.16)
        for row, (line, _texts, troubles) in enumerate(rows):
            words = [str(line), *(cells[row].get(label, "") for label in labels)]
            words += [" ".join(each.reason for each in troubles)] if troubled else []
            for column, text in enumerate(words):
                item = QTableWidgetItem(" ".join(text.split()))
                if len(text) > _WIDEST:
                    item.setToolTip(plain_tip(text))
                if troubles:
                    item.setBackground(ground)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        for column in range(len(shown) - (1 if troubled else 0)):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, widest))


def _labels() -> list[str]:
    return [field.heading for field in _ACTIVITY.fields]


def _cells(texts: dict[str, str]) -> dict[str, str]:
    """{label of a column: words} of what the desk read in a row."""
    found: dict[str, list[str]] = {}
    for name, text in texts.items():
        head, key = split_member(name)
        field = _ACTIVITY.by_name[head]
        label = field.heading
        if field.rules.search is Search.CODES:
            words = "; ".join(_code(field.vocabulary, code) for code in ([key] if key else text.split("; ")))
        elif field.rules.reference_in is ReferenceIn.MEMBER and key:
            words = f"{text} ({term(field.vocabulary, key).label})"
        elif key and not field.is_set:
            label, words = f"{label} ({key})", text
        else:
            words = text if field.is_set else field.rules.format(field, text, {})
        found.setdefault(label, []).append(words)
    return {label: "; ".join(words) for label, words in found.items()}


def _code(vocabulary: str, code: str) -> str:
    known = term(vocabulary, code)
    return known.shown_code or known.label
