"""The report of a consolidation: figures, who delivered, file by file; searched, sorted, copied, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.consolidation import (
    IMPORTED,
    KNOWN_BEFORE,
    NO_PACKAGE,
    NOTHING_NEW,
    REFUSED,
    WAITING,
    folder_name,
    save_table,
)
from desktop.i18n import _, ngettext
from desktop.system.safe_names import safe_name
from desktop.ui.consolidation.report_rows import ReportRows, file_headings, partner_headings
from desktop.ui.consolidation.report_table import ReportTable
from desktop.ui.file_dialogs import TABLES, ask_target
from desktop.ui.icons import icon
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.figure_buttons import figure_buttons
from desktop.ui.widgets.list_search import ListSearch
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.ui.desk import Desk

PARTNERS, FILES = range(2)
DISPUTED, HERE_BEFORE = "disputed", "here"


class ReportView(QWidget):
    """`ticked`: files to be let in were ticked. `chosen`: another file is selected. `said`: a word about copying."""

    ticked = Signal()
    chosen = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: ReportRows | None = None
        self.figures, row = figure_buttons((IMPORTED, HERE_BEFORE, WAITING, REFUSED, NO_PACKAGE, DISPUTED), self)
        for kind, button in self.figures.items():
            button.clicked.connect(lambda on, kind=kind: self._pick(kind if on else ""))
        self.words = QLabel(self)
        self.words.setObjectName("importHint")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab(_("&Partners"))
        self.tabs.addTab(_("F&iles"))
        self.search = ListSearch(self)
        self.search.setPlaceholderText(_("Search in this report"))
        self.search.setAccessibleName(_("Search in this report"))
        add_clear_button(self.search)
        self.copy = QPushButton(icon("copy"), _("C&opy"), self)
        self.copy.setToolTip(_("Copy the selected rows, or all rows, to paste into a document or spreadsheet"))
        self.save = QPushButton(icon("export"), _("Sa&ve as CSV…"), self)
        for button, then in ((self.copy, self._copy), (self.save, self._ask_where)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, then=then: then())
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.tabs)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.copy)
        bar.addWidget(self.save)
        self.partners = ReportTable(_("Partners"), partner_headings(), (24, 14, 25, 23, 10), 2, self)
        self.files = ReportTable(_("Files"), file_headings(), (40, 22, 22, 21), 3, self)
        self.files.ticked.connect(self.ticked)
        self.files.chosen.connect(self.chosen)
        self._tables = QStackedWidget(self)
        self._tables.addWidget(self.partners)
        self._tables.addWidget(self.files)
        self.tabs.currentChanged.connect(self._turn)
        self.search.textChanged.connect(lambda _text: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addLayout(bar)
        column.addWidget(self._tables, 1)

    def show_rows(self, rows: ReportRows) -> None:
        """Show a report."""
        self._shown = rows
        counts = rows.report.counts
        for kind, count in (
            (IMPORTED, counts[IMPORTED]), (HERE_BEFORE, counts[NOTHING_NEW] + counts[KNOWN_BEFORE]),
            (WAITING, counts[WAITING]), (REFUSED, counts[REFUSED]), (NO_PACKAGE, counts[NO_PACKAGE]),
            (DISPUTED, sum(bool(each.disputed) for each in rows.report.files)),
        ):  # fmt: skip
            button = self.figures[kind]
            button.setText(f"{counted(count)}\n{_label(kind, count)}")
            button.setAccessibleName(f"{count} {_label(kind, count)}")
            button.setProperty("empty", count == 0)
            button.setEnabled(count > 0)
            button.setVisible(count > 0 or kind != WAITING)
            button.setChecked(button.isChecked() and count > 0)
            button.style().unpolish(button)
            button.style().polish(button)
        self.words.setText("\n".join(rows.said))
        self.words.setVisible(bool(rows.said))
        self.partners.show_rows(rows.partners)
        self.files.show_rows(rows.files)
        self.tabs.setTabText(PARTNERS, _("&Partners ({count})").format(count=counted(len(rows.partners))))
        self.tabs.setTabText(FILES, _("F&iles ({count})").format(count=counted(len(rows.files))))
        if not rows.partners:
            self.tabs.setCurrentIndex(FILES)
        self._choose()

    @property
    def table(self) -> ReportTable:
        """The one that is seen."""
        return self.files if self.tabs.currentIndex() == FILES else self.partners

    def _turn(self, at: int) -> None:
        self._tables.setCurrentIndex(at)
        if at == PARTNERS:
            self._pick("")
        self.chosen.emit()

    def _pick(self, kind: str) -> None:
        for each, button in self.figures.items():
            button.setChecked(each == kind)
        if kind:
            self.tabs.setCurrentIndex(FILES)
        self._choose()

    def _choose(self) -> None:
        kind = next((kind for kind, button in self.figures.items() if button.isChecked()), "")
        self.partners.choose(self.search.text(), "")
        self.files.choose(self.search.text(), kind)

    # Out of the window -----------------------------------------------------------------------------------------------

    def _headings(self) -> tuple[str, ...]:
        if self._shown is None:
            return ()
        return self._shown.file_heads if self.table is self.files else self._shown.partner_heads

    def _copy(self) -> None:
        count = self.table.copy(self._headings())
        self.said.emit(ngettext("{count} row is copied.", "{count} rows are copied.", count).format(count=count))

    def _ask_where(self) -> None:
        if self._shown is None:
            return
        name = safe_name(_("Report of {folder}").format(folder=folder_name(self._shown.report)), ".csv")
        path = ask_target(self, self._desk.settings, TABLES, _("Save as CSV"), name, "*.csv")
        if path is not None:
            self.save_to(path if path.suffix else path.with_suffix(".csv"))

    def save_to(self, path: Path) -> None:
        """Write the rows that are seen to a CSV file."""
        rows = [self._headings(), *(each.copied for each in self.table.shown)]
        self._desk.background.run(
            lambda: save_table(path, rows),
            lambda _none: self._saved(path),
            lambda error: self.said.emit(str(error)),
        )

    def _saved(self, path: Path) -> None:
        words = _("{name} was saved.").format(name=path.name)
        self.said.emit(words)
        self._desk.show_file(path, words)


def _label(kind: str, count: int) -> str:
    return {
        IMPORTED: ngettext("file imported", "files imported", count),
        HERE_BEFORE: ngettext("with nothing new", "with nothing new", count),
        WAITING: ngettext("file waiting", "files waiting", count),
        REFUSED: ngettext("file refused", "files refused", count),
        NO_PACKAGE: ngettext("no package", "no packages", count),
        DISPUTED: ngettext("with conflicts", "with conflicts", count),
    }[kind]
