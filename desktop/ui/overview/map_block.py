"""The map on the overview, the regions of the world that it can show, and a list of countries that says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.figures.coverage import COUNTED
from desktop.figures.map_marks import map_notes
from desktop.figures.places import Places, read_places
from desktop.figures.selection import Selection
from desktop.figures.world_map import load_world
from desktop.i18n import _
from desktop.ui.overview.block import Block
from desktop.ui.overview.map_view import MapView, View
from desktop.ui.overview.overview_text import Line
from desktop.ui.overview.section import LineList
from desktop.ui.widgets.subject_menu import SubjectName, offer_subjects
from desktop.values.numbers import format_number
from desktop.vocabularies import fold, load

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_WORLD = "001"


class MapBlock(Block):
    """`kept` and `keep`: what it counts, from the last time and for the next."""

    def __init__(self, desk: Desk, kept: str, keep: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, "overview: map", _("Map"), parent)
        self._keep = keep
        self.records = QComboBox(self)
        for name, words in (("activity", _("Activities")), ("visit", _("Visits"))):
            self.records.addItem(words, name)
        self.records.setCurrentIndex(max(self.records.findData(kept), 0))
        self.records.activated.connect(lambda _row: self.read())
        self.region = QComboBox(self)
        for term in load("regions"):
            depth = len(load("regions").path(term.code)) - 1
            self.region.addItem(f"{'    ' * max(depth - 1, 0)}{term.label()}", term.code)
        self.region.setMaxVisibleItems(20)
        self.region.activated.connect(lambda _row: self._show_region())
        self.add_tool(_("Show on the &map:"), self.records)
        self.add_tool(_("Re&gion:"), self.region)
        self.map = MapView(desk.background, self)
        self.map.opened.connect(lambda query: self.list_wanted.emit(self.type, query))
        self.countries = LineList(self)
        self.countries.setAccessibleName(_("Countries"))
        self.countries.opened.connect(lambda line: self.list_wanted.emit(self.type, line.id))
        self._codes: list[str] = []
        offer_subjects(self.countries, self._subjects_of, desk.evidence_wanted.emit)
        across = QHBoxLayout()
        across.setContentsMargins(10, 0, 0, 0)
        across.addWidget(self.map, 7)
        across.addWidget(self.countries, 3)
        self.column.addLayout(across)

    @property
    def type(self) -> str:
        """The type of the records that are counted."""
        return self.records.currentData()

    def job(self) -> Callable[[], Places]:
        """Read where they are; and the map, the first time."""
        type = self.type
        self._keep(type)
        workspace, selection = self._desk.workspace, Selection(COUNTED[type], type=type)

        def read() -> Places:
            load_world()
            return read_places(workspace, selection)

        return read

    def show_found(self, found: Places) -> None:
        """Show marks and countries, and say what is not on the map."""
        self.map.show_places(found)
        self._codes = _codes(found)
        self.countries.show_lines(_lines(found))
        self.say(" ".join(map_notes(found)))

    def _subjects_of(self, row: int, _column: int) -> list[SubjectName]:
        return [("place", code, load("countries").label(code)) for code in self._codes[row : row + 1]]

    def _show_region(self) -> None:
        """As much of the map as the countries of the region take."""
        code = self.region.currentData()
        if code == _WORLD:
            self.map.show_view(View())
            return
        regions, countries = load("regions"), load("countries")
        within = {term.code for term in countries if term.parent in regions
                  and any(each.code == code for each in regions.path(term.parent))}  # fmt: skip
        boxes = [each.bounds for each in load_world().countries if each.code in within]
        if boxes:
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            self.map.show_bounds(min(lefts), min(tops), max(rights), max(bottoms))


def _codes(found: Places) -> list[str]:
    """Countries, those with most first."""
    countries = load("countries")
    return sorted(found.by_country, key=lambda code: (-found.by_country[code], fold(countries.label(code))))


def _lines(found: Places) -> list[Line]:
    """The countries, those with most first; then those of none."""
    countries, regions = load("countries"), load("regions")
    lines = [
        Line(
            countries.label(code),
            regions.label(countries[code].parent) if code in countries else "",
            format_number(found.by_country[code]),
            "list",
            found.country_query(code),
        )
        for code in _codes(found)
    ]
    if without := found.total - sum(found.by_country.values()):
        lines.append(Line(_("No country given"), "", format_number(without), "list", found.country_query("")))
    return lines
