"""What an import would do, or did: figures to choose from, and under them a list to read, search and copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.ui.importing.plan_text import Findings, Line
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.figure_buttons import figure_buttons
from desktop.ui.widgets.list_search import ListSearch
from desktop.ui.widgets.number_text import counted

NEW, CHANGED, UNCHANGED, REFUSED, NOTES = "new", "changed", "unchanged", "refused", "notes"


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Lines(QTableWidget):
    """Lines that can be copied."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the lines chosen, as a table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            texts = [[self.item(row, column) for column in range(self.columnCount())] for row in rows]
            QGuiApplication.clipboard().setText(
                "\n".join("\t".join(item.text() if item is not None else "" for item in line) for line in texts)
            )
        elif event.key() in _ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)


class Outcome(QWidget):
    """Figures as buttons; the list below shows what the chosen one counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = Findings(0, 0, 0, 0)
        self._kind = NEW
        self._group = QButtonGroup(self)
        self.figures, figures = figure_buttons((NEW, CHANGED, UNCHANGED, REFUSED, NOTES), self)
        for kind, button in self.figures.items():
            button.toggled.connect(lambda on, kind=kind: self._pick(kind) if on else None)
            self._group.addButton(button)
        self._said = QLabel(self)
        self._said.setObjectName("importHint")
        self._said.setWordWrap(True)
        self.search = ListSearch(self)
        self.search.setPlaceholderText(_("Search in this list"))
        self.search.setClearButtonEnabled(True)
        self.search.setTextMargins(3, 0, 3, 0)
        self.search.setAccessibleName(_("Search in this list"))
        self.search.textChanged.connect(self._show)
        self.lines = _Lines(0, 3, self)
        self.lines.setHorizontalHeaderLabels([_("Line"), _("Activity"), _("What")])
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.lines.setTabKeyNavigation(False)
        self.lines.setShowGrid(False)
        self.lines.setAlternatingRowColors(True)
        self.lines.setAccessibleName(_("List"))
        self.lines.verticalHeader().hide()
        header = self.lines.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._nothing = QLabel(self)
        self._nothing.setObjectName("importHint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addWidget(self._said)
        column.addWidget(self.search)
        column.addWidget(self.lines, 1)
        column.addWidget(self._nothing, 1)

    def show_findings(self, findings: Findings, *, done: bool = False) -> None:
        """Show the figures of a plan, or (`done`) of what was imported."""
        self._findings = findings
        notes = sum(1 for _line in findings.lists.get(NOTES, ()))
        for kind, count in (
            (NEW, findings.new), (CHANGED, findings.changed), (UNCHANGED, findings.unchanged),
            (REFUSED, findings.refused), (NOTES, notes),
        ):  # fmt: skip
            self.figures[kind].setText(f"{counted(count)}\n{_label(kind, count)}")
            self.figures[kind].setAccessibleName(f"{count} {_label(kind, count)}")
            self.figures[kind].setProperty("empty", count == 0)
        first = REFUSED if findings.refused else NEW if findings.new else CHANGED if findings.changed else UNCHANGED
        self.choose(first if not done else NEW if findings.new else first)

    def choose(self, kind: str) -> None:
        """Show the list behind a figure."""
        if self.figures[kind].isChecked():
            self._pick(kind)
        else:
            self.figures[kind].setChecked(True)

    def _pick(self, kind: str) -> None:
        self._kind = kind
        self.search.clear()
        self._show()

    def _show(self) -> None:
        lines: Sequence[Line] = self._findings.lists.get(self._kind, ())
        words = fold(self.search.text()).split()
        if words:
            lines = [each for each in lines if all(word in fold(f"{each.what} {each.more}") for word in words)]
        with_what = self._kind in (CHANGED, REFUSED, NOTES)
        self.lines.setColumnHidden(0, not with_what)
        self.lines.setColumnHidden(2, self._kind in (REFUSED, NOTES))
        what = _("Reason") if self._kind in (REFUSED, NOTES) else _("Activity")
        self.lines.setHorizontalHeaderLabels([_("Line"), what, _("What")])
        self.lines.setRowCount(len(lines))
        for row, each in enumerate(lines):
            for column, text in enumerate((each.place, each.what, each.more)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text if column else ""))
                self.lines.setItem(row, column, item)
        width = self.fontMetrics().averageCharWidth() * 48
        self.lines.horizontalHeader().setSectionResizeMode(
            1, QHeaderView.ResizeMode.Stretch if self._kind in (REFUSED, NOTES) else QHeaderView.ResizeMode.Interactive
        )
        self.lines.setColumnWidth(1, width)
        self.lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._nothing.setText(self._empty_words(bool(words)))
        said = list(self._findings.said)
        listed, count = len(self._findings.lists.get(self._kind, ())), self._count()
        if listed < count and self._kind != UNCHANGED:
            said.append(_("The first {number} are listed.").format(number=counted(listed)))
        self._said.setText(" ".join(said))
        self._said.setVisible(bool(said))
        self.search.setVisible(len(self._findings.lists.get(self._kind, ())) > 8)

    def _count(self) -> int:
        found = self._findings
        return {NEW: found.new, CHANGED: found.changed, UNCHANGED: found.unchanged, REFUSED: found.refused}.get(
            self._kind, 0
        )

    def _empty_words(self, searched: bool) -> str:
        if searched:
            return _("Nothing in this list has these words.")
        if self._kind == UNCHANGED and self._findings.unchanged:
            return _("These activities stand on the desk as they stand in the file, or were edited here since.")
        return _("None.")


def _label(kind: str, count: int) -> str:
    return {
        NEW: ngettext("new", "new", count), CHANGED: ngettext("changed", "changed", count),
        UNCHANGED: ngettext("unchanged", "unchanged", count), REFUSED: ngettext("refused", "refused", count),
        NOTES: ngettext("note", "notes", count),
    }[kind]  # fmt: skip
