"""Gaps, named: targets on which nothing was done for long in a region of the world, or never while others did it."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass

from desktop.catalogue.read_connection import all_numbers, reading, split_numbers
from desktop.figures.coverage import COUNTED
from desktop.figures.definitions import ACTIVITY
from desktop.figures.grouping import COUNTRY, GROUPINGS, REGION, YEAR
from desktop.figures.record_groups import RecordGroups, largest_number
from desktop.figures.selection import Selection
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Workspace

QUIET_YEARS = 2
"""A gap is named when nothing was under way in this many calendar years before this one, nor in this one."""
_FIRST_YEAR = 1900
_YEARS = 512


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing on a target in a region since a year; `since` is 0 where there never was anything.

    `count`: how many there were before. `expected`: where there never was anything, how many there would be if this target
    were as common in the region as everywhere.
    """

    row: str
    row_label: str
    region: str
    region_label: str
    since: int
    count: int
    expected: float
    query: str

    @property
    def sentence(self) -> str:
        """In words, in the language spoken now."""
        words = (
            _("Nothing on {target} in {region} since {year}")
            if self.since
            else _("Never anything on {target} in {region}")
        )
        return words.format(target=self.row_label, region=self.region_label, year=self.since)


def read_gaps(
    workspace: Workspace, this_year: int, rows_by: str = "target", selection: Selection | None = None
) -> list[Gap]:
    """The gaps of a workspace: first those that once were covered, the largest first, then those that never were and would
    be the least expected. A region counts where anything was done in it at all. Raises QueryError.
    """
    wanted = selection or Selection(COUNTED[ACTIVITY])
    type = wanted.type
    with reading(workspace) as conn:
        chosen = all_numbers(conn, *wanted.numbers(conn))
        groups = RecordGroups(conn, type)
        rows = groups.whole(rows_by)
        countries, years = groups.whole(COUNTRY), groups.whole(YEAR)
        ends = {
            str(year): split_numbers(numbers, "I")
            for year, numbers in conn.execute(
                f'SELECT substr("end", 1, 4), group_concat(no) FROM {type} WHERE listed = 1 AND "end" IS NOT NULL GROUP BY 1'
            )
        }
    most = max(largest_number(rows), largest_number(countries), max(chosen, default=0), largest_number(years),
               largest_number(ends))  # fmt: skip
    last = array("I", bytes(4 * (most + 1)))
    for year in sorted(years, key=int):
        _set_all(last, years[year], min(int(year), this_year))
    for year in sorted(ends):
        for no in ends[year]:
            last[no] = max(last[no], min(int(year), this_year))
    marks = bytearray(most + 1)
    for no in chosen:
        marks[no] = 1
    names: list[str] = []
    places = array("I", bytes(4 * (most + 1)))
    for country, numbers in countries.items():
        region = _smallest_region(country)
        if region:
            at = names.index(region) if region in names else len(names)
            names[at:] = names[at:] or [region]
            for no in numbers:
                if marks[no]:
                    year = last[no]
                    places[no] = (at + 1) * _YEARS + (year - _FIRST_YEAR + 1 if year else 0)
    totals = Counter(each // _YEARS for each in places if each)
    return _ranked(wanted, rows_by, this_year, names, {code: Counter(map(places.__getitem__, numbers)) for code, numbers in
                                                       rows.items()}, totals)  # fmt: skip


def _set_all(target: array[int], numbers: array[int], value: int) -> None:
    for no in numbers:
        target[no] = value


def _smallest_region(country: str) -> str:
    term = load("countries").get(country)
    return term.parent if term is not None and term.parent in load("regions") else ""


def _ranked(
    selection: Selection, rows_by: str, this_year: int, regions: list[str], rows: dict[str, Counter[int]],
    totals: Counter[int],
) -> list[Gap]:  # fmt: skip
    grouping, words, places = GROUPINGS[rows_by], load(_vocabulary(selection.type, rows_by)), load("regions")
    everywhere = totals.total()
    found: list[Gap] = []
    for code, counted in rows.items():
        of_row = counted.total() - counted.get(0, 0)
        by_region: dict[int, tuple[int, int]] = {}
        for key, count in counted.items():
            if key:
                region, year = divmod(key, _YEARS)
                before, latest = by_region.get(region, (0, 0))
                by_region[region] = before + count, max(latest, year + _FIRST_YEAR - 1 if year else 0)
        for at, region in enumerate(regions, 1):
            count, latest = by_region.get(at, (0, 0))
            if count and (not latest or latest > this_year - QUIET_YEARS - 1):
                continue
            expected = of_row * totals[at] / everywhere if everywhere and not count else 0.0
            if not count and not of_row:
                continue
            query = f"{grouping.query(code)}{f' {GROUPINGS[REGION].query(region)}' if count else ''} {selection.text}".strip()
            label = code.partition(":")[2] if rows_by != "hazard" else words.label(code)
            found.append(Gap(code, label, region, places.label(region), latest, count, expected, query))
    order = {term.code: at for at, term in enumerate(words)}
    found.sort(key=lambda gap: (not gap.count, -gap.count, -gap.expected, order.get(gap.row, 0), gap.region))
    return found


def _vocabulary(type: str, by: str) -> str:
    return RECORD_TYPES[type].by_name[GROUPINGS[by].field].vocabulary
