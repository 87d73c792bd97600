"""Where the headings of a table stand: after title lines, in one row or several, with HXL hashtags below or
none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.exchange.tables.table import RawRow

_HASHTAG = re.compile(r"#\s*[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\Z")
_NUMBER = re.compile(r"[\d\s.,:/%+-]+\Z")
_YEAR = re.compile(r"(19|20)\d\d\Z")
_MOST_GROUP_ROWS = 2
"""Rows of names that stand over several columns each, above the row of headings."""
_LEAST_KNOWN = 3
"""Headings in a row below others that the desk knows, before they are one set of headings."""
_LEAST_TRANSLATED = 2
"""Cells of a row that say again what stands above them, before it is a second row of headings."""


@dataclass(frozen=True)
class Layout:
    """Unique headings, hashtags beside them, the line where the rows begin, how many headings are known."""

    headings: tuple[str, ...]
    hashtags: tuple[str, ...]
    first_line: int
    score: int
    heading_line: int = 0  # where the headings stand, the last of them where there are several rows
    skipped: tuple[tuple[int, str], ...] = ()  # lines above that are passed over, with their words


def find_layout(rows: Sequence[RawRow], knows: Callable[[str], bool]) -> Layout | None:
    """The layout seen in the first rows of a table; None where no row can be the headings."""
    good = [(line, cells) for line, cells, refused in rows if not refused]
    for index, (_line, cells) in enumerate(good):
        if _is_hashtag_row(cells):
            return _with_hashtags(good, index, knows)
    index = _headings_row([cells for _line, cells in good], knows)
    if index is None:
        return None
    above: list[list[str]] = []
    while index + 1 < len(good) and _goes_on(good[index][1], good[index + 1][1], knows):
        above.append(good[index][1])
        index += 1
    names = _filled(good[index][1])
    doubled = len(set(names)) < len(names)
    above = above[-_MOST_GROUP_ROWS:]
    while (
        len(above) < _MOST_GROUP_ROWS
        and len(above) < index
        and _is_group_row(good[index - len(above) - 1][1], doubled=doubled)
    ):
        above.insert(0, good[index - len(above) - 1][1])
    headings = _headings([*above, good[index][1]], knows)
    skipped = good[: index - len(above)]
    score = _known(good[index][1], knows)
    last = index
    while last + 1 < len(good) and _says_the_same(good[index][1], good[last + 1][1], knows):
        last += 1
    return Layout(
        headings, ("",) * len(headings), _line_after(rows, good[last][0]), score, good[last][0], _lines_said(skipped)
    )


def _goes_on(headings: Sequence[str], below: Sequence[str], knows: Callable[[str], bool]) -> bool:
    """Do headings go on in the row below: those of several rows, where a block that is merged downwards has the same words
    in both?
    """
    filled = _filled(below)
    pairs = [(above.strip(), cell.strip()) for above, cell in zip(headings, below, strict=False) if cell.strip()]
    same = sum(1 for above, cell in pairs if above == cell)
    if not 0 < same < len(pairs) or any(_NUMBER.match(cell) for cell in filled):
        return False
    return _known(below, knows) * 2 >= len(set(filled)) and _known(below, knows) >= _LEAST_KNOWN


def _says_the_same(headings: Sequence[str], below: Sequence[str], knows: Callable[[str], bool]) -> bool:
    """Is this row the headings again, in another language?"""
    from desktop.exchange.columns.recognition import field_of_heading

    filled = [(headings[at], cell) for at, cell in enumerate(below) if cell.strip() and at < len(headings)]
    if len(filled) < _LEAST_TRANSLATED or any(above.strip() == cell.strip() for above, cell in filled):
        return False
    return all(knows(cell) and field_of_heading(above) == field_of_heading(cell) != "" for above, cell in filled)


def _headings_row(rows: Sequence[Sequence[str]], knows: Callable[[str], bool]) -> int | None:
    """Which row the headings are: the first that looks like headings. One below it must have more of them that are known,
    and the first must be a title, a row of groups, or full of words that the desk does not know.
    """
    first = _first_full_row(rows, knows)
    if first is None:
        return None
    known = _known(rows[first], knows)
    for index in range(first + 1, len(rows)):
        challenger = _known(rows[index], knows)
        filled, before = _filled(rows[index]), _filled(rows[first])
        if challenger < 2 or challenger <= known or challenger * 2 < len(filled) or _comes_again(rows, index):
            continue
        if known == 0 or len(set(before)) < len(before) or (index == first + 1 and _has_gaps(rows[first])):
            return index
    return first


def _has_gaps(cells: Sequence[str]) -> bool:
    """Stand names over several columns each, so that cells between them, or at the end, are empty?"""
    filled = [column for column, cell in enumerate(cells) if cell.strip()]
    return any(after > before + 1 for before, after in itertools.pairwise(filled))


def _comes_again(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Stand words of a row in the same column of another one too? Then they are values and no headings."""
    return any(
        cell.strip() and column < len(rows[index]) and cell.strip() == rows[index][column].strip()
        for other, cells in enumerate(rows)
        if other != index
        for column, cell in enumerate(cells)
    )


def _known(cells: Sequence[str], knows: Callable[[str], bool]) -> int:
    return sum(1 for cell in cells if cell and knows(cell))


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _lines_said(rows: Sequence[tuple[int, list[str]]]) -> tuple[tuple[int, str], ...]:
    """Lines that are passed over, with their words."""
    return tuple((line, " ".join(dict.fromkeys(_filled(cells)))[:100]) for line, cells in rows if _filled(cells))


def _line_after(rows: Sequence[RawRow], line: int) -> int:
    """Where the next row begins: a heading may have line breaks of its own."""
    return next((other for other, _cells, _refused in rows if other > line), line + 1)


def is_hashtag(text: str) -> bool:
    """Is this a hashtag of HXL, with attributes or without?"""
    return _HASHTAG.match(text.strip()) is not None


def _is_hashtag_row(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    tags = sum(1 for cell in filled if _HASHTAG.match(cell))
    return tags > 0 and tags * 2 >= len(filled)


def _is_group_row(cells: Sequence[str], *, doubled: bool = False) -> bool:
    """A row of headings over headings: names that stand over several columns each. Where headings below come `doubled`, one
    name that does not stand at the left is enough, and years are names.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if doubled and filled and not cells[0].strip():
        return not any(_NUMBER.match(cell) and not _YEAR.match(cell) for cell in filled)
    return len(filled) > 1 and not any(_NUMBER.match(cell) for cell in filled) and len(set(filled)) < len(cells)


def _first_full_row(rows: Sequence[Sequence[str]], knows: Callable[[str], bool]) -> int | None:
    """The first row that is about as full as the table is wide, or has mostly headings that are known, and reads like
    names; else the first full one.
    """
    widest = max((len(_filled(cells)) for cells in rows), default=0)
    if widest == 0:
        return None
    full: list[int] = []
    for index, cells in enumerate(rows):
        filled = _filled(cells)
        if len(filled) == 2 and filled[0].endswith(":") and widest > 2:
            continue  # "Country:" with its value beside it
        different = len(set(filled))
        known = _known(cells, knows)
        if (different * 2 >= widest and different >= min(2, widest)) or (known >= 2 and known * 2 >= len(filled)):
            full.append(index)
            if sum(1 for cell in filled if _NUMBER.match(cell)) * 2 < len(filled):
                return index
    return full[0] if full else next(index for index, cells in enumerate(rows) if len(_filled(cells)) * 2 >= widest)


def _explains(cells: Sequence[str]) -> bool:
    """A row that says how to fill the columns: every cell of it in brackets."""
    filled = _filled(cells)
    return len(filled) > 1 and all(cell[0] in "([" and cell[-1] in ")]" for cell in filled)


def _with_hashtags(good: Sequence[tuple[int, list[str]]], index: int, knows: Callable[[str], bool]) -> Layout:
    tags = tuple(cell.strip() for cell in good[index][1])
    near = [cells for _line, cells in good[:index] if any(cell.strip() for cell in cells)]
    while near and _explains(near[-1]):
        near.pop()
    nearest = good[max(0, index - 2) : index]
    above = (
        near[-2:]
        if any(_explains(cells) for _line, cells in nearest)
        else [cells for _line, cells in nearest if any(cell.strip() for cell in cells)]
    )
    if len(above) == 2 and not _is_group_row(above[0]):
        above = above[1:]
    width = max([len(tags), *(len(cells) for cells in above)])
    tags += ("",) * (width - len(tags))
    headings = _headings(above or [[""] * width], knows, tags)
    lines = {id(cells): line for line, cells in good[:index]}
    named = [lines[id(cells)] for cells in above]
    skipped = [(line, cells) for line, cells in good[:index] if line not in named]
    heading_line = named[-1] if named else good[index][0]
    score = 1000 + sum(1 for tag in tags if tag)
    return Layout(headings, tags, good[index][0] + 1, score, heading_line, _lines_said(skipped))


def _headings(rows: Sequence[Sequence[str]], knows: Callable[[str], bool], tags: Sequence[str] = ()) -> tuple[str, ...]:
    """One name for each column: its own heading, with the one above where that alone would not tell it from
    another.
    """
    width = max([len(tags), *(len(cells) for cells in rows)])
    own = [_clean(rows[-1][column]) if column < len(rows[-1]) else "" for column in range(width)]
    upper = _groups(rows[:-1], width, own)
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


def _groups(rows: Sequence[Sequence[str]], width: int, own: Sequence[str]) -> list[str]:
    """What stands over each column: in its own place, else over the columns before it where that left room for it."""
    names: list[list[str]] = [[] for _column in range(width)]
    for row in rows:
        last = ""
        for column in range(width):
            text = _clean(row[column]) if column < len(row) else ""
            last = text or (last if own[column] else "")
            if last and last not in names[column]:
                names[column].append(last)
    return [": ".join(each) for each in names]


def _clean(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split())[:300]
