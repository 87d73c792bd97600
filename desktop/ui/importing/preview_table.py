"""The first rows of a file as the desk would read them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.exchange import ColumnMapping, PreviewRow, Problem
from desktop.i18n import _
from desktop.ui.style.colours import muted, tinted, warning
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import RECORD_TYPES, split_member
from desktop.workspace.records.kinds.field import ReferenceIn, Search

_ACTIVITY = RECORD_TYPES["activity"]
_WIDEST = 34
"""Letters."""
_PROBLEM = Qt.ItemDataRole.UserRole + 1


class PreviewTable(QTableWidget):
    """A line a row of the file, a column a field; what was not understood is marked and said. Space leaves a row out or takes
    it back, Enter says what a cell is read as.
    """

    row_left_out = Signal(int, bool)  # line, whether it is left out
    fix_wanted = Signal(object, QModelIndex)  # Problem, where it stands

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[int] = []
        self._filling = False
        self.setAccessibleName(_("The first rows as they would be read"))
        self.setAccessibleDescription(_("Space leaves a row out or puts it back, Enter sets how a cell is read."))
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
        self.itemChanged.connect(self._ticked)
        self.clicked.connect(self._clicked)

    def show_rows(
        self,
        rows: Sequence[PreviewRow],
        mapping: ColumnMapping,
        left_out: Collection[int],
        place: Callable[[int], int] = int,
    ) -> None:
        """Show them; columns that no row fills are not there. `place`: the line that a person sees of one of the table."""
        at = self.currentRow(), self.currentColumn()
        self._filling = True
        cells = [_cells(texts) for _line, texts, _troubles in rows]
        unread = [_unread(troubles, mapping) for _line, _texts, troubles in rows]
        known = _labels()
        labels = [label for label in known if any(label in each for each in (*cells, *unread))]
        labels += [label for each in cells for label in each if label not in labels]
        labels = list(dict.fromkeys(labels))
        troubled = any(troubles for _line, _texts, troubles in rows)
        shown = [_("Line"), *labels, *([_("Not recognised")] if troubled else [])]
        self.clearContents()
        self.setColumnCount(len(shown))
        self.setHorizontalHeaderLabels(shown)
        self.setRowCount(len(rows))
        self._lines = [line for line, _texts, _troubles in rows]
        for row, (line, _texts, troubles) in enumerate(rows):
            words = [str(place(line)), *(cells[row].get(label, "") for label in labels)]
            words += [" ".join(each.reason for each in troubles)] if troubled else []
            for column, text in enumerate(words):
                item = QTableWidgetItem(" ".join(text.split()))
                problem = unread[row].get(shown[column]) if 0 < column <= len(labels) else None
                if problem is None and column > len(labels):
                    problem = next((each for each in troubles if each.about_cell), None)
                elif problem is not None:
                    item.setText(f"{text} ⚠ {problem.value}".strip())
                item.setToolTip(plain_tip(problem.reason if problem else text if len(text) > _WIDEST else ""))
                item.setData(_PROBLEM, problem)
                self.setItem(row, column, item)
            first = self.item(row, 0)
            if first is not None:
                out = line in left_out
                first.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
                first.setToolTip(_("Imported only while it is ticked"))
            if troubles or line in left_out:
                self._show_state(row)
        self.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        for column in range(len(shown) - (1 if troubled else 0)):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, widest))
        if rows:
            self.setCurrentCell(
                min(max(at[0], 0), len(rows) - 1),
                min(max(at[1], 0), len(shown) - 1),
                QItemSelectionModel.SelectionFlag.NoUpdate,
            )
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the row out, or say what a cell means."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            item = self.item(index.row(), 0)
            if item is not None:
                out = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._fix(index, search=True)
        else:
            super().keyPressEvent(event)

    def _ticked(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != 0:
            return
        self._filling = True
        self._show_state(item.row())
        self._filling = False
        self.row_left_out.emit(self._lines[item.row()], item.checkState() == Qt.CheckState.Unchecked)

    def _show_state(self, row: int) -> None:
        """What is left out stands back; what was not understood stands out."""
        first = self.item(row, 0)
        out = first is not None and first.checkState() == Qt.CheckState.Unchecked
        colour = warning(self.palette())
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is None:
                continue
            problem = item.data(_PROBLEM) is not None
            item.setData(
                Qt.ItemDataRole.BackgroundRole, tinted(self.palette(), colour, 0.2) if problem and not out else None
            )
            item.setData(Qt.ItemDataRole.ForegroundRole, muted(self.palette()) if out else None)
            font = item.font()
            font.setStrikeOut(out and column > 0)
            item.setFont(font)

    def _clicked(self, index: QModelIndex) -> None:
        self._fix(index, search=False)

    def _fix(self, index: QModelIndex, *, search: bool) -> None:
        """Ask what the cell at a place means; with `search`, else the first in its row that was not understood."""
        places = [index, *(index.siblingAtColumn(each) for each in range(self.columnCount()))] if search else [index]
        for each in places:
            problem = each.data(_PROBLEM)
            if problem is not None:
                self.scrollTo(each)
                self.fix_wanted.emit(problem, each)
                return


def _unread(troubles: Sequence[Problem], mapping: ColumnMapping) -> dict[str, Problem]:
    """{label of a column: what was not understood in it}."""
    found: dict[str, Problem] = {}
    for each in troubles:
        use = mapping.use_of(each.column) if each.about_cell else None
        if use is not None:
            found.setdefault(_ACTIVITY.by_name[use.field].heading, each)
    return found


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
