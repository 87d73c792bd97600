"""The first reading of a file, which keeps no row: what only the whole column can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.errors import Cancelled as CancelledError
from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import split_list
from desktop.exchange.cells.organisation_names import may_be_several
from desktop.exchange.cells.texts import one_line, says_nothing
from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse
from desktop.exchange.columns.private_columns import CellsSeen
from desktop.exchange.importing.left_out_rows import LeftOutRows
from desktop.exchange.importing.problems import Cancelled
from desktop.exchange.importing.questions import Question, ask_date_order, ask_title
from desktop.exchange.importing.row_identity import RowIdentities
from desktop.exchange.importing.row_reader import ColumnFacts
from desktop.exchange.tables import Table
from desktop.values.dates import day_order, is_day_beyond_months
from desktop.vocabularies import fold
from desktop.workspace import ACTIVITY, FieldKind

_CHECK_EVERY = 500
_MOST_NAMES = 20_000
_LEAST_DATES = 3
"""Real dates, and dates as text, before they are compared."""
_ALMOST_EMPTY = 20
"""One title in so many rows or less: the column is hardly the one with the titles."""


@dataclass
class ColumnSurvey:
    """What the file told: facts for reading its cells, rows of one activity, names of each identifier,
    questions.
    """

    facts: ColumnFacts = field(default_factory=ColumnFacts)
    repeated: dict[str, int] = field(default_factory=dict[str, int])  # identity -> rows, where more than one
    names_of: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # organisation's identifier -> its names
    questions: list[Question] = field(default_factory=list[Question])
    private: list[str] = field(default_factory=list[str])  # columns in whose cells people's addresses were seen
    rows: int = 0
    equal_rows: int = 0  # rows with the title and dates of one above, where no identifier tells them apart


class _DateColumn:
    """Counts what the cells of a column tell about their order."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.example = ""
        self.stored = self.stored_late = self.written = self.written_early = 0
        self._seen: set[str] = set()

    def see(self, text: str) -> None:
        if text in self._seen:
            return
        if len(self._seen) < 20_000:
            self._seen.add(text)
        order = day_order(text)
        is_late = is_day_beyond_months(text)
        if is_late is not None:
            is_stored = text.strip()[4:5] == "-"
            self.stored += is_stored
            self.stored_late += is_stored and is_late
            self.written += not is_stored
            self.written_early += not is_stored and not is_late
        if order:
            self.counts[order] += 1
            if order == "?" and not self.example:
                self.example = text.strip()

    @property
    def order(self) -> str:
        """The order where the cells agree, "" where they tell nothing or contradict each other."""
        orders = [order for order in ("dmy", "mdy") if self.counts[order]]
        return orders[0] if len(orders) == 1 else ""


class _NamesAlone:
    """Organisations that stand in a cell of their own; looked for only once a cell that may hold several was seen."""

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = columns
        self._seen: set[str] = set()

    def see(self, cells: Sequence[str]) -> None:
        for at in self._columns:
            if len(self._seen) < _MOST_NAMES:
                self._seen.add(cells[at])

    @property
    def found(self) -> frozenset[str]:
        if not any(may_be_several(text) for text in self._seen):
            return frozenset()
        return frozenset(fold(name) for text in self._seen for name in split_list(text) if not may_be_several(name))


def survey_columns(
    table: Table,
    mapping: ColumnMapping,
    identities: RowIdentities,
    cancelled: Cancelled,
    without: Collection[int] = (),
) -> ColumnSurvey:
    """Read the file once, but for the rows at the lines in `without`; nothing of it is kept but counts."""
    found = ColumnSurvey()
    at = {heading: number for number, heading in enumerate(table.headings)}
    dates = {
        use.column: _DateColumn()
        for use in mapping.uses
        if use.column in at and not use.date_order and ACTIVITY.by_name[use.field].kind is FieldKind.DATE
    }
    date_columns = [(at[column], counter) for column, counter in dates.items()]
    # Where the reader of the file put the greatest share first, that is the country.
    country_columns = [
        at[use.column] for use in mapping.of_field("country") if use.column in at and not table.list_separator
    ]
    pairs = _name_and_identifier(mapping, at)
    names = _NamesAlone([at[use.column] for use in _organisation_names(mapping) if use.column in at])
    open_columns = [(number, CellsSeen()) for heading, number in at.items() if not mapping.is_decided(heading)]
    countries: Counter[str] = Counter()
    seen: set[str] = set()
    titles_seen: set[int] = set()
    left_out = LeftOutRows(table.headings, table.sample(200))
    titles = [at[use.column] for use in mapping.of_field("title") if use.column in at]
    titled = activity_rows = 0
    identities.begin()
    for row in table.rows():
        if row.refused or row.line in without:
            continue
        if left_out.reason(row):
            identities.interrupt()
            continue
        found.rows += 1
        if found.rows % _CHECK_EVERY == 0 and cancelled():
            raise CancelledError
        cells = row.cells
        for number, counter in date_columns:
            if cells[number]:
                counter.see(cells[number])
        for number in country_columns:
            if cells[number]:
                countries[cells[number]] += 1
        names.see(cells)
        for number, seen_cells in open_columns:
            seen_cells.see(cells[number])
        for name, identifier in pairs:
            if cells[identifier] and not says_nothing(cells[name]):
                found.names_of.setdefault(cells[identifier].strip(), set()).add(one_line(cells[name]))
        key = identities.group_of_next(cells)
        if (not key or key not in seen) and not identities.is_continuation(cells):
            activity_rows += 1
            titled += any(not says_nothing(cells[number]) for number in titles)
        if not identities.groups_rows and (shared := identities.title_and_dates(cells)):
            found.equal_rows += hash(shared) in titles_seen
            titles_seen.add(hash(shared))
        if identities.groups_rows and key:
            if key in seen:
                found.repeated[key] = found.repeated.get(key, 1) + 1
            else:
                seen.add(key)
    found.facts = ColumnFacts(_orders(dates), _frequent(countries), _are_swapped(dates), names.found)
    found.private = [table.headings[number] for number, seen_cells in open_columns if seen_cells.hold_contacts]
    found.questions = _questions(table, mapping, dates, found.facts)
    if titles and activity_rows and titled * _ALMOST_EMPTY <= activity_rows and not mapping.untitled:
        found.questions.insert(0, ask_title(table, mapping, empty=mapping.of_field("title")[0].column))
    return found


def _organisation_names(mapping: ColumnMapping) -> list[ColumnUse]:
    return [use for use in mapping.of_field("organisations") if not use.part]


def _name_and_identifier(mapping: ColumnMapping, at: dict[str, int]) -> list[tuple[int, int]]:
    uses = [use for use in mapping.of_field("organisations") if use.column in at]
    return [
        (at[name.column], at[more.column])
        for name in uses
        for more in uses
        if more.part == "id" and not name.is_extra and more.role == name.role
    ]


def _orders(dates: dict[str, _DateColumn]) -> dict[str, str]:
    """The order of each column: told by itself, else by the file's other date columns where those agree."""
    orders = {counter.order for counter in dates.values()} - {""}
    contradict = any(counter.counts["dmy"] and counter.counts["mdy"] for counter in dates.values())
    common = orders.pop() if len(orders) == 1 and not contradict else ""
    return {column: order for column, counter in dates.items() if (order := counter.order or common)}


def _are_swapped(dates: Mapping[str, _DateColumn]) -> bool:
    """Were days and months typed in one order into a spreadsheet that expected the other? Then what could be read so became a
    real date, with a day of 12 or less, and what could not stayed text, with a day above.
    """
    columns = dates.values()
    stored, written = sum(each.stored for each in columns), sum(each.written for each in columns)
    apart = not any(each.stored_late or each.written_early for each in columns)
    return apart and min(stored, written) >= _LEAST_DATES


def _frequent(countries: Counter[str]) -> dict[str, int]:
    frequent: Counter[str] = Counter()
    for text, count in countries.items():
        code = find_code("countries", text)
        if code is not None:
            frequent[code] += count
    return dict(frequent)


def _questions(
    table: Table, mapping: ColumnMapping, dates: dict[str, _DateColumn], facts: ColumnFacts
) -> list[Question]:
    questions: list[Question] = []
    titles: Sequence[object] = mapping.of_field("title")
    if not titles and not mapping.untitled and "title" not in mapping.defaults:
        questions.append(ask_title(table, mapping))
    for column, counter in dates.items():
        use = mapping.use_of(column)
        if counter.counts["?"] and column not in facts.date_orders and use is not None:
            questions.append(ask_date_order(column, counter.example, use.field))
    return questions
