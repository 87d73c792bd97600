"""Where the headings of a table stand: after title lines, in one row or several, with HXL hashtags below or
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.exchange.tables.table import RawRow

_HASHTAG = re.compile(r"#\s*[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\Z")
_NUMBER = re.compile(r"[\d\s.,:/%+-]+\Z")


@dataclass(frozen=True)
class Layout:
    """Unique headings, hashtags beside them, the line where the rows begin, how many headings are known."""

    headings: tuple[str, ...]
    hashtags: tuple[str, ...]
    first_line: int
    score: int


def find_layout(rows: Sequence[RawRow], knows: Callable[[str], bool]) -> Layout | None:
    """The layout seen in the first rows of a table; None where no row can be the headings."""
    good = [(line, cells) for line, cells, refused in rows if not refused]
    for index, (_line, cells) in enumerate(good):
        if _is_hashtag_row(cells):
            return _with_hashtags(good, index, knows)
    best: tuple[int, int] | None = None
    score = 0
    for index, (_line, cells) in enumerate(good):
        known = sum(1 for cell in cells if cell and knows(cell))
        if known > score:
            best, score = (index, known), known
    if best is None:
        found = _first_full_row([cells for _line, cells in good])
        if found is None:
            return None
        best = (found, 0)
    index = best[0]
    above = [good[index - 1][1]] if index and _is_group_row(good[index - 1][1]) else []
    headings = _headings([*above, good[index][1]], knows)
    return Layout(headings, ("",) * len(headings), _line_after(rows, good[index][0]), score)


def _line_after(rows: Sequence[RawRow], line: int) -> int:
    """Where the next row begins: a heading may have line breaks of its own."""
    return next((other for other, _cells, _refused in rows if other > line), line + 1)


def _is_hashtag_row(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    tags = sum(1 for cell in filled if _HASHTAG.match(cell))
    return tags > 0 and tags * 2 >= len(filled)


def _is_group_row(cells: Sequence[str]) -> bool:
    """A row of headings over headings: names that stand over several columns each."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and not any(_NUMBER.match(cell) for cell in filled) and len(set(filled)) < len(cells)


def _first_full_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row that is about as full as the table is wide, and reads like names."""
    counts = [sum(1 for cell in cells if cell.strip()) for cells in rows]
    widest = max(counts, default=0)
    if widest == 0:
        return None
    return next(index for index, count in enumerate(counts) if count * 2 >= widest)


def _with_hashtags(good: Sequence[tuple[int, list[str]]], index: int, knows: Callable[[str], bool]) -> Layout:
    tags = tuple(cell.strip() for cell in good[index][1])
    above = [cells for _line, cells in good[max(0, index - 2) : index] if any(cell.strip() for cell in cells)]
    if len(above) == 2 and not _is_group_row(above[0]):
        above = above[1:]
    width = max([len(tags), *(len(cells) for cells in above)])
    tags += ("",) * (width - len(tags))
    headings = _headings(above or [[""] * width], knows, tags)
    return Layout(headings, tags, good[index][0] + 1, 1000 + sum(1 for tag in tags if tag))


def _headings(rows: Sequence[Sequence[str]], knows: Callable[[str], bool], tags: Sequence[str] = ()) -> tuple[str, ...]:
    """One name for each column: its own heading, with the one above where that alone would not tell it from
    another.
    """
    width = max([len(tags), *(len(cells) for cells in rows)])
    own = [_clean(rows[-1][column]) if column < len(rows[-1]) else "" for column in range(width)]
    upper = [""] * width
    if len(rows) > 1:
        upper = [_clean(rows[0][column]) if column < len(rows[0]) else "" for column in range(width)]
    names: list[str] = []
    used: set[str] = set()
    for column in range(width):
        name = own[column] or upper[column] or (tags[column] if column < len(tags) else "") or f"Column {column + 1}"
        if own[column] and upper[column] and upper[column] != name and own.count(own[column]) > 1:
            name = f"{upper[column]}: {name}"
        unique, number = name, 2
        while unique in used:
            unique, number = f"{name} ({number})", number + 1
        used.add(unique)
        names.append(unique)
    return tuple(names)


def _clean(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split())[:300]
