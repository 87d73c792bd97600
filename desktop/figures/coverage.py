"""Coverage: how many activities or visits name each target, by year, country, section and so on; and where there are none."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.catalogue.read_connection import all_numbers, reading
from desktop.figures.definitions import ACTIVITY, VISIT
from desktop.figures.grouping import COUNTRY, GROUPINGS, ORGANISATION, REGION, SECTION, YEAR, group_labels
from desktop.figures.record_groups import Numbers, RecordGroups, largest_number
from desktop.figures.selection import Selection
from desktop.i18n import _, ngettext, pgettext
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Workspace

ROWS = ("target", "goal", "sendai", "essential", "hazard", "hazard_cluster")
COLUMNS = (YEAR, REGION, COUNTRY, SECTION, ORGANISATION, "module")
MOST_COLUMNS = 20
"""Years: the last ones; others: those with most."""
COUNTED: Mapping[str, str] = {ACTIVITY: "-status:idea,cancelled", VISIT: "-stage:idea,proposed,cancelled"}
"""What is covered, by record type: ideas and what was cancelled cover nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column: its code, what it is called, how many records are in it, and the query that finds them."""

    code: str
    label: str
    count: int
    query: str
    colour: str = ""
    """The official colour, "" for none."""


@dataclass(frozen=True)
class Coverage:
    """How many records are in each row and column; `counts` holds those that are not 0, by (code of row, code of column)."""

    selection: Selection
    rows_by: str
    columns_by: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    counts: Mapping[tuple[str, str], int]
    total: int
    """Records in all."""
    columns_left_out: int = 0
    """Columns with records that are not shown, as there are too many."""
    most: int = field(default=0)

    def count(self, row: Heading, column: Heading) -> int:
        """How many records are in both."""
        return self.counts.get((row.code, column.code), 0)

    def query(self, row: Heading | None, column: Heading | None) -> str:
        """The query that finds them in a list."""
        parts = [
            GROUPINGS[by].query(each.code) for by, each in ((self.rows_by, row), (self.columns_by, column)) if each
        ]
        return " ".join([*parts, *([self.selection.text] if self.selection.text else [])])

    def share(self, count: int) -> float:
        """How strong the tone of a square is, from 0 to 1: small numbers differ more than large ones."""
        return (count / self.most) ** 0.5 if self.most else 0.0

    def words(self, row: Heading, column: Heading | None) -> str:
        """A square in words; the whole row where there is no column."""
        count = row.count if column is None else self.count(row, column)
        many = (
            ngettext("{count} visit", "{count} visits", count)
            if self.selection.type == "visit"
            else ngettext("{count} activity", "{count} activities", count)
        ).format(count=format_number(count))
        place = row.label if column is None else f"{row.label}, {column.label}"
        return pgettext("field: value", "{field}: {value}").format(field=place, value=many)

    def notes(self) -> list[str]:
        """What is to be said beside the heat map."""
        rows = len(self.rows)
        parts = [
            ngettext("{covered} of {count} row has something", "{covered} of {count} rows have something", rows).format(
                covered=format_number(self.covered), count=format_number(rows)
            ),
            _("ideas and what was cancelled do not count"),
        ]
        if self.columns_left_out:
            words = ngettext(
                "{count} smaller column is not shown", "{count} smaller columns are not shown", self.columns_left_out
            )
            parts.append(words.format(count=format_number(self.columns_left_out)))
        return parts

    @property
    def covered(self) -> int:
        """Rows with at least one record."""
        return sum(row.count > 0 for row in self.rows)


def read_coverage(
    workspace: Workspace, rows_by: str = "target", columns_by: str = YEAR, selection: Selection | None = None
) -> Coverage:
    """Count. Without a selection, all activities but ideas and what was cancelled. Raises QueryError."""
    wanted = selection or Selection(COUNTED[ACTIVITY])
    type = wanted.type
    with reading(workspace) as conn:
        chosen = all_numbers(conn, *wanted.numbers(conn))
        groups = RecordGroups(conn, type)
        rows, columns = groups.whole(rows_by), groups.whole(columns_by)
    most = max((largest_number(rows), largest_number(columns), max(chosen, default=0)))
    marks = bytearray(most + 1)
    for no in chosen:
        marks[no] = 1
    mark = marks.__getitem__
    in_columns = {code: count for code, numbers in columns.items() if (count := sum(map(mark, numbers)))}
    codes = _shown_columns(type, columns_by, in_columns)
    sets, meant = _column_sets(chosen, [columns.get(code, array("I")) for code in codes], most)
    counts: dict[tuple[str, str], int] = {}
    in_rows: dict[str, int] = {}
    for code, numbers in rows.items():
        found = Counter(map(sets.__getitem__, numbers))
        in_rows[code] = len(numbers) - found.pop(0, 0)
        for number, count in found.items():
            for column in meant[number]:
                key = code, codes[column]
                counts[key] = counts.get(key, 0) + count
    return Coverage(
        wanted, rows_by, columns_by,
        _headings(workspace, wanted, rows_by, _ordered_rows(type, rows_by, in_rows), in_rows),
        _headings(workspace, wanted, columns_by, codes, in_columns),
        counts, len(chosen), len(in_columns.keys() - set(codes)), max(counts.values(), default=0),
    )  # fmt: skip


def _column_sets(
    chosen: Sequence[int], columns: Sequence[Numbers], most: int
) -> tuple[array[int], list[tuple[int, ...]]]:
    """For each record by its number the columns that it is in, as a number of one of the sets that occur: 0 is not chosen,
    1 is in none.
    """
    sets = array("I", bytes(4 * (most + 1)))
    for no in chosen:
        sets[no] = 1
    meant: list[tuple[int, ...]] = [(), ()]
    known: dict[tuple[int, int], int] = {}
    for at, numbers in enumerate(columns):
        for no in numbers:
            before = sets[no]
            if not before:
                continue
            key = before, at
            if key not in known:
                known[key] = len(meant)
                meant.append((*meant[before], at))
            sets[no] = known[key]
    return sets, meant


def _shown_columns(type: str, by: str, counts: Mapping[str, int]) -> list[str]:
    """Years without a gap, the last ones; of the others those with most records, in the order of their vocabulary."""
    if by == YEAR:
        years = sorted(map(int, counts))
        return (
            [str(year) for year in range(max(years[0], years[-1] - MOST_COLUMNS + 1), years[-1] + 1)] if years else []
        )
    largest = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_COLUMNS]
    order = {term.code: at for at, term in enumerate(GROUPINGS[by].terms(type))}
    return sorted(largest, key=lambda code: (order.get(code, len(order)), -counts[code], code)) if order else largest


def _ordered_rows(type: str, by: str, counts: Mapping[str, int]) -> list[str]:
    """All that the vocabulary has, with or without records."""
    terms = [term.code for term in GROUPINGS[by].terms(type)]
    return terms or sorted(counts)


def _headings(
    workspace: Workspace, selection: Selection, by: str, codes: Sequence[str], counts: Mapping[str, int]
) -> tuple[Heading, ...]:
    grouping = GROUPINGS[by]
    labels = group_labels(workspace, selection.type, by, list(codes))
    colours = official_colours(selection.type, by)
    return tuple(
        Heading(
            code, labels[code], counts.get(code, 0), f"{grouping.query(code)} {selection.text}".strip(),
            colours.get(code, ""),
        )
        for code in codes
    )  # fmt: skip


def official_colours(type: str, by: str) -> dict[str, str]:
    """The official colours of goals, which their targets have too."""
    field = GROUPINGS[by].field
    if field != "targets":
        return {}
    words = load(RECORD_TYPES[type].by_name[field].vocabulary)
    return {term.code: words.path(term.code)[0].colour for term in GROUPINGS[by].terms(type)}
