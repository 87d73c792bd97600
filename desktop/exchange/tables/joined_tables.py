"""Several tables read as one: those of the files in an archive or a folder, or the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.tables.limits import MAX_COLUMNS, too_many_columns
from desktop.exchange.tables.table import ROWS_OF_A_FILE, RawRow, Remark, Table


def join_tables(path: Path, parts: Sequence[tuple[str, Table]], unread: Sequence[tuple[str, str]]) -> Table:
    """The rows of all `parts`, each with its name; `unread` are others, each with the reason."""
    tags: dict[str, str] = {}
    columns_of: list[list[str]] = []  # of each table, what its columns are called here
    for _name, table in parts:
        names = _names_here(table.headings, tags)
        for name, tag in zip(names, table.hashtags, strict=True):
            tags[name] = tags.get(name) or tag
        columns_of.append(names)
    headings = tuple(tags)
    if len(headings) > MAX_COLUMNS:
        raise too_many_columns(len(headings))

    def read() -> Iterator[RawRow]:
        for number, (_name, table) in enumerate(parts):
            at = {heading: place for place, heading in enumerate(columns_of[number])}
            columns = [at.get(heading) for heading in headings]
            for row in table.rows():
                line = number * ROWS_OF_A_FILE + row.line
                if row.refused:
                    yield line, [], row.refused
                else:
                    cells = ["" if column is None else row.cells[column] for column in columns]
                    yield line, [*cells, *row.rest], ""

    def placed(number: int, line: int) -> int:
        return number * ROWS_OF_A_FILE + line

    separators = {table.list_separator for _name, table in parts}
    formats = ", ".join(dict.fromkeys(table.format for _name, table in parts))
    return Table(
        path,
        headings,
        tuple(tags.values()),
        read,
        1,
        format=formats,
        list_separator=separators.pop() if len(separators) == 1 else "",
        skipped=tuple(
            (placed(number, line), words) for number, (_n, table) in enumerate(parts) for line, words in table.skipped
        ),
        remarks=tuple(
            Remark(placed(number, line), said) for number, (_n, table) in enumerate(parts) for line, said in table.remarks
        ),
        joined_rows=(
            sum(table.joined_rows[0] for _name, table in parts), sum(table.joined_rows[1] for _name, table in parts),
        ),
        files_read=tuple(name for name, _table in parts),
        files_not_read=tuple(unread),
    )  # fmt: skip


def _names_here(headings: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """What the columns of a table are called among those of other files: "title" is the column "Title" of another one."""
    folded = {fold_heading(name): name for name in reversed(list(known))}
    own = set(headings)
    names: list[str] = []
    for heading in headings:
        name = folded.get(fold_heading(heading), heading)
        names.append(name if heading not in known and name not in own and name not in names else heading)
    return names
