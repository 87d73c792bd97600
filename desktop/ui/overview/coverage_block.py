"""Coverage on the overview: a heat map of targets by year, country and so on, and beside it the gaps, named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.figures.coverage import COLUMNS, COUNTED, ROWS, Coverage, read_coverage
from desktop.figures.gaps import Gap, read_gaps
from desktop.figures.grouping import GROUPINGS
from desktop.figures.selection import Selection
from desktop.i18n import _, ngettext
from desktop.ui.current_time import today
from desktop.ui.overview.block import Block
from desktop.ui.overview.heat_map import HeatMapView
from desktop.ui.overview.overview_text import Line
from desktop.ui.overview.section import LineList
from desktop.ui.widgets.subject_menu import SubjectName, offer_subjects
from desktop.values.numbers import format_number
from desktop.vocabularies import shown_code

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

GAPS = 60
_ACTIVITY, _VISIT = "activity", "visit"
_TARGETS = ("target", "goal", "sendai")
_SUBJECTS = {"country": "place", "region": "place", "organisation": "organisation", "module": "module"}
"""Columns of which each has a page of evidence, and what kind it is there."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the block shows."""

    coverage: Coverage
    gaps: tuple[Gap, ...]


class CoverageBlock(Block):
    """`kept` and `keep`: what it counts, from the last time and for the next."""

    def __init__(self, desk: Desk, kept: str, keep: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, "overview: coverage", _("Coverage"), parent)
        self._keep = keep
        self.found: Found | None = None
        rows, columns, type = (*kept.split(), "", "", "")[:3]
        self.records = self._choice([(_ACTIVITY, _("Activities")), (_VISIT, _("Visits"))], type)
        self.rows = self._choice([(name, _(GROUPINGS[name].label)) for name in ROWS], rows)
        self.columns = self._choice([(name, _(GROUPINGS[name].label)) for name in COLUMNS], columns)
        self.only_some = QCheckBox(_("&Only rows with something"), self)
        self.only_some.setChecked(True)
        self.only_some.toggled.connect(self._show_again)
        self.add_tool(_("Cou&nt:"), self.records)
        self.add_tool(_("Row&s:"), self.rows)
        self.add_tool(_("Co&lumns:"), self.columns)
        self.tools.addWidget(self.only_some)
        self.map = HeatMapView(self)
        self.map.setMinimumHeight(300)
        self.map.opened.connect(lambda query: self.list_wanted.emit(self.type, query))
        self.map.row_opened.connect(self._open_row)
        offer_subjects(self.map, self._subjects_of_square, desk.evidence_wanted.emit)
        self.gaps_heading = QLabel(_("Gaps"), self)
        self.gaps_heading.setObjectName("overviewHeading")
        self.gaps_heading.setContentsMargins(10, 0, 10, 0)
        self.gaps = LineList(self)
        self.gaps.setAccessibleName(_("Gaps"))
        self.gaps.opened.connect(lambda line: self.list_wanted.emit(self.type, line.id))
        offer_subjects(self.gaps, self._subjects_of_gap, desk.evidence_wanted.emit)
        self.no_gaps = QLabel(_("No gaps: whatever was done in a region is still done there."), self)
        self.no_gaps.setObjectName("overviewAbout")
        self.no_gaps.setWordWrap(True)
        self.no_gaps.setContentsMargins(10, 0, 10, 0)
        self.no_gaps.setAlignment(Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        for each in (self.gaps_heading, self.no_gaps):
            side.addWidget(each)
        side.addWidget(self.gaps, 1)
        side.addStretch(0)
        across = QHBoxLayout()
        across.setContentsMargins(10, 0, 0, 0)
        across.addWidget(self.map, 7)
        across.addLayout(side, 3)
        self.column.addLayout(across)

    def _open_row(self, code: str) -> None:
        """The evidence on a target; other rows have none."""
        if self.found is not None and self.found.coverage.rows_by in _TARGETS:
            self._desk.evidence_wanted.emit("target", code)

    def _subjects_of_square(self, row: int, column: int) -> list[SubjectName]:
        assert self.found is not None
        coverage, squares = self.found.coverage, self.map.squares
        heading, other, _count = squares.cell(squares.index(row, column))
        found = [("target", heading.code, heading.label)] if coverage.rows_by in _TARGETS else []
        if other is not None and (kind := _SUBJECTS.get(coverage.columns_by)):
            found.append((kind, other.code, other.label))
        return found

    def _subjects_of_gap(self, row: int, _column: int) -> list[SubjectName]:
        assert self.found is not None
        gap = self.found.gaps[row]
        found = [("target", gap.row, shown_code(gap.row))] if self.found.coverage.rows_by in _TARGETS else []
        return [*found, ("place", gap.region, gap.region_label)]

    @property
    def type(self) -> str:
        """The type of the records that are counted."""
        return self.records.currentData()

    def _choice(self, names: list[tuple[str, str]], chosen: str) -> QComboBox:
        box = QComboBox(self)
        for name, words in names:
            box.addItem(words, name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.activated.connect(lambda _row: self.read())
        return box

    def job(self) -> Callable[[], Found]:
        """Count, and find the gaps."""
        rows, columns, type, year = self.rows.currentData(), self.columns.currentData(), self.type, today().year
        self._keep(f"{rows} {columns} {type}")
        workspace, selection = self._desk.workspace, Selection(COUNTED[type], type=type)

        def read() -> Found:
            return Found(
                read_coverage(workspace, rows, columns, selection),
                tuple(read_gaps(workspace, year, rows, selection)[:GAPS]),
            )

        return read

    def show_found(self, found: Found) -> None:
        """Show the heat map and the gaps."""
        self.found = found
        coverage = found.coverage
        self.say(" · ".join(coverage.notes()))
        self.only_some.setEnabled(coverage.covered > 0)
        self._show_again()
        self.gaps.show_lines([_line(gap) for gap in found.gaps])
        self.gaps.setVisible(bool(found.gaps))
        self.no_gaps.setVisible(not found.gaps)

    def _show_again(self) -> None:
        if self.found is not None:
            coverage = self.found.coverage
            self.map.show_coverage(coverage, only_some=self.only_some.isChecked() and coverage.covered > 0)


def _line(gap: Gap) -> Line:
    more = (
        ngettext("{count} before that", "{count} before that", gap.count).format(count=format_number(gap.count))
        if gap.count
        else _("done in other regions")
    )
    return Line(gap.sentence, more, "", "list", gap.query)
