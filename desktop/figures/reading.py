"""Figures read from the workspace: all of a period, or split by target, country, year and so on. For a thread, not for Qt's."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.catalogue.query.sql import period_sql
from desktop.catalogue.read_connection import all_numbers, reading
from desktop.figures.definitions import ACTIVITY, FIGURES, RUN, Figure
from desktop.figures.grouping import GROUPINGS, group_labels, group_numbers
from desktop.figures.measures import COLUMNS, COUNT, DIFFERENT, JOINT, MEASURES
from desktop.figures.record_groups import RecordGroups
from desktop.figures.selection import EVERYTHING, Selection
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

Sql = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What a figure came to. `value` is None where no record says anything of it; of a share, full per cent.

    `given` of the `of` records counted say something of it. `selection`: the records that stand behind it, as a list has them.
    """

    figure: Figure
    value: int | None
    given: int
    of: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The figures of one group, by name; `query` finds its records in a list."""

    code: str
    label: str
    values: dict[str, FigureValue]
    query: str


def figure_names(selection: Selection) -> list[str]:
    """The figures that can be taken from a selection: with a query or chosen records, those of its type alone."""
    narrow = bool(selection.query) or selection.ids is not None
    return [name for name, each in FIGURES.items() if not narrow or each.list_type == selection.type]


def read_figures(
    workspace: Workspace,
    selection: Selection = EVERYTHING,
    names: Iterable[str] | None = None,
) -> dict[str, FigureValue]:
    """The figures of these names, or all that can be taken from the selection. Raises QueryError."""
    wanted = list(names) if names is not None else figure_names(selection)
    with reading(workspace) as conn:
        found = read_together(conn, selection, wanted)
    return {name: found[name] for name in wanted}


def read_grouped(
    workspace: Workspace,
    by: str,
    selection: Selection = EVERYTHING,
    names: Sequence[str] = ("activities",),
) -> list[GroupRow]:
    """The figures of each group that has records, by the order of its vocabulary, years by time, others by size.

    Raises QueryError, and ValueError for figures of more than one list.
    """
    types = {FIGURES[name].list_type for name in names}
    if len(types) != 1:
        raise ValueError(names)
    (type,) = types
    selection = selection.narrowed("", type)
    found: dict[str, dict[str, FigureValue]] = {}
    with reading(workspace) as conn:
        for own, those in _by_condition(selection, names).items():
            for code, name, value in _grouped(conn, own, by, those):
                found.setdefault(code, {})[name] = value
    labels = group_labels(workspace, type, by, list(found))
    order = {term.code: at for at, term in enumerate(GROUPINGS[by].terms(type))}
    first = names[0]

    def place(code: str) -> tuple[int, int, str]:
        size = found[code][first].value if first in found[code] else 0
        return (
            order.get(code, len(order)),
            0 if order or by == "year" else -(size or 0),
            labels[code] if by != "year" else code,
        )

    grouping = GROUPINGS[by]
    return [
        GroupRow(code, labels[code], found[code], f"{grouping.query(code)} {selection.text}".strip())
        for code in sorted(found, key=place)
    ]


def _by_condition(selection: Selection, names: Iterable[str]) -> dict[Selection, list[str]]:
    """Figures with the records that each is taken from, those of the same together."""
    found: dict[Selection, list[str]] = {}
    for name in names:
        figure = FIGURES[name]
        own = selection.narrowed(figure.query, figure.type)
        if not figure.dated:
            own = own.at_all_times()
        found.setdefault(own, []).append(name)
    return found


def read_together(conn: SqliteConnection, selection: Selection, names: Sequence[str]) -> dict[str, FigureValue]:
    """As `read_figures`, in one connection."""
    found: dict[str, FigureValue] = {}
    for own, those in _by_condition(selection, names).items():
        summed = [name for name in those if name in MEASURES]
        if own.type != RUN and all(MEASURES[name] == COUNT for name in summed):
            numbers, parameters = own.numbers(conn)
            row = conn.execute(f"SELECT count(*) FROM ({numbers})", parameters).fetchone() * (3 * len(summed) + 1)
        else:
            sql, parameters = _rows(conn, own)
            parts = ", ".join(["count(*)", *_sums(summed)])
            row = conn.execute(f"WITH v AS ({sql}) SELECT {parts} FROM v", parameters).fetchone()
        of, cells = int(row[0]), row[1:]
        for at, name in enumerate(summed):
            found[name] = _value(name, own, of, *cells[at * 3 : at * 3 + 3])
        if in_groups := [name for name in those if name in DIFFERENT or name in JOINT]:
            chosen, groups = all_numbers(conn, *own.numbers(conn)), RecordGroups(conn, own.type)
            for name in in_groups:
                found[name] = FigureValue(FIGURES[name], _count_in_groups(groups, name, chosen), of, of, own)
    return found


def _sums(names: Sequence[str]) -> list[str]:
    return [
        each for name in names for each in (MEASURES[name].value, MEASURES[name].given, MEASURES[name].whole or "0")
    ]


def _value(name: str, own: Selection, of: int, value: int | None, given: int, whole: int | None) -> FigureValue:
    figure = FIGURES[name]
    if figure.percent:
        value = round(100 * (value or 0) / whole) if whole else None
    elif not given and of:
        value = None
    return FigureValue(figure, 0 if value is None and not of and not figure.percent else value, given, of, own)


def _count_in_groups(records: RecordGroups, name: str, chosen: array[int]) -> int:
    """How many different groups the records chosen are in, or how many of them are in several."""
    groups = records.parts(DIFFERENT.get(name) or JOINT[name])
    largest = max((max(part) for parts in groups.values() for part in parts), default=0)
    marks = bytearray(1 + max(largest, max(chosen, default=0)))
    for no in chosen:
        marks[no] = 1
    if name in DIFFERENT:
        return sum(any(any(map(marks.__getitem__, part)) for part in parts) for parts in groups.values())
    once, several = 2, 3  # after 1: chosen, in none yet
    for parts in groups.values():
        for no in parts[0] if len(parts) == 1 else set[int]().union(*parts):
            if marks[no]:
                marks[no] = once if marks[no] == 1 else several
    return marks.count(several)


def _grouped(
    conn: SqliteConnection, own: Selection, by: str, names: Sequence[str]
) -> Iterable[tuple[str, str, FigureValue]]:
    """(code, figure, value) of each group."""
    type = FIGURES[names[0]].list_type
    rows, parameters = _rows(conn, own)
    groups, known = group_numbers(conn, type, by)
    summed = [name for name in names if name in MEASURES]
    parts = "".join(f", {each}" for each in _sums(summed))
    sql = (
        f"WITH v AS MATERIALIZED ({rows}), g AS MATERIALIZED (SELECT no, code FROM ({groups}) WHERE +no IN (SELECT no FROM v))"
        f" SELECT g.code, count(*){parts} FROM g JOIN v ON v.no = g.no GROUP BY g.code"
    )
    counted: dict[str, int] = {}
    for code, of, *cells in conn.execute(sql, [*parameters, *known]):
        counted[code] = of
        here = own.narrowed(GROUPINGS[by].query(code))
        for at, name in enumerate(summed):
            yield code, name, _value(name, here, of, *cells[at * 3 : at * 3 + 3])
    for name in names:
        if name in summed:
            continue
        inner, its = group_numbers(conn, type, DIFFERENT.get(name) or JOINT[name])
        each = "count(DISTINCT x.code)" if name in DIFFERENT else "count(DISTINCT CASE WHEN y.many THEN x.no END)"
        several = " JOIN (SELECT no, count(*) > 1 AS many FROM x GROUP BY no) y ON y.no = x.no" if name in JOINT else ""
        sql = (
            f"WITH v AS MATERIALIZED ({rows}), g AS MATERIALIZED ({groups}), x AS MATERIALIZED ({inner})"
            f" SELECT g.code, {each} FROM v JOIN g ON g.no = v.no JOIN x ON x.no = v.no{several} GROUP BY g.code"
        )
        many = dict(conn.execute(sql, [*parameters, *known, *its]).fetchall())
        for code, of in counted.items():
            here = own.narrowed(GROUPINGS[by].query(code))
            yield code, name, FigureValue(FIGURES[name], many.get(code, 0), of, of, here)


def _rows(conn: SqliteConnection, own: Selection) -> Sql:
    """SELECT that gives what is added up of each record, with its number `no` (of a run, the number of its activity)."""
    columns = "".join(f", {sql} AS {name}" for name, sql in COLUMNS[own.type].items())
    if own.type == RUN:
        return _runs(conn, own, columns)
    numbers, parameters = own.numbers(conn)  # in the order of the table: rows that lie together are read together
    return (
        f"SELECT r.no{columns} FROM (SELECT no FROM ({numbers}) ORDER BY no LIMIT -1) n"
        f" CROSS JOIN {own.type} r ON r.no = n.no"
    ), parameters


def _runs(conn: SqliteConnection, own: Selection, columns: str) -> Sql:
    """Those of listed activities, by their own dates, else by those of the activity."""
    courses, parameters = own.narrowed("", ACTIVITY).at_all_times().numbers(conn)
    undated = 'r.start IS NULL AND r."end" IS NULL'
    within, dates = period_sql(
        f"CASE WHEN {undated} THEN a.start ELSE r.start END",
        f'CASE WHEN {undated} THEN a."end" ELSE r."end" END',
        own.period.first, own.period.last,
    )  # fmt: skip
    return (
        f"SELECT a.no{columns} FROM run r CROSS JOIN activity a ON a.id = r.parent JOIN ({courses}) n ON n.no = a.no"
        f" WHERE r.listed = 1{f' AND {within}' if within else ''}"
    ), [*parameters, *dates]
