"""The source data of a record: every non-empty cell of its row or rows, so that nothing of the file is lost.

`{heading: cell}` in the order of the file. Where several rows tell of one activity, the cells in which row
2, 3 ...
differ from the first stand beside it as `heading [2]`, `heading [3]` ...
Left out are only columns read into private fields and into people: the source data is shared with the
record, and these
may not be; what they say stands in the fields themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from json.encoder import encode_basestring
from typing import cast

_NUMBERED = re.compile(r"(.*) \[(\d+)\]\Z", re.DOTALL)


class SourceData:
    """Writes the source data of rows under the same headings, fast: it is the greater part of a big
    import.
    """

    def __init__(self, headings: Sequence[str], withheld: Collection[str] = ()) -> None:
        self._headings = headings
        self._withheld = [at for at, heading in enumerate(headings) if heading in withheld]
        self._keys = [f"{encode_basestring(heading)}:" for heading in headings]

    def text(self, rows: Sequence[Sequence[str]], rests: Sequence[Sequence[str]] = ()) -> str:
        """The JSON text kept with a record. `rests`: of each row the cells beyond the last heading."""
        if self._withheld:
            rows = [self._without(row) for row in rows]
        first = rows[0]
        kept = [key + encode_basestring(cell) for key, cell in zip(self._keys, first, strict=True) if cell]
        for number, row in enumerate(rows[1:], 2):
            for heading, cell, before in zip(self._headings, row, first, strict=True):
                if cell != before:
                    kept.append(f"{encode_basestring(f'{heading} [{number}]')}:{encode_basestring(cell)}")
        for number, rest in enumerate(rests, 1):
            for column, cell in enumerate(rest, len(self._headings) + 1):
                if cell:
                    heading = f"Column {column}" if number == 1 else f"Column {column} [{number}]"
                    kept.append(f"{encode_basestring(heading)}:{encode_basestring(cell)}")
        return "{" + ",".join(kept) + "}"

    def _without(self, row: Sequence[str]) -> list[str]:
        cells = list(row)
        for at in self._withheld:
            cells[at] = ""
        return cells


def rows_from(headings: Sequence[str], text: object) -> list[list[str]]:
    """The rows that a source data was made of, as far as they have these headings; [] if it is not
    readable.
    """
    try:
        raw: object = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return []
    if not isinstance(raw, dict):
        return []
    kept = {key: str(cell) for key, cell in cast("dict[str, object]", raw).items()}
    position = {heading: at for at, heading in enumerate(headings)}
    first = [kept.get(heading, "") for heading in headings]
    rows = [first]
    for key, cell in kept.items():
        match = _NUMBERED.match(key) if key not in position else None
        if match and match[1] in position and 2 <= int(match[2]) <= 100_000:
            while len(rows) < int(match[2]):
                rows.append(list(first))
            rows[int(match[2]) - 1][position[match[1]]] = cell
    return rows


def headings_of(text: object) -> set[str]:
    """The headings that a source data has."""
    try:
        raw: object = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return set()
    if not isinstance(raw, dict):
        return set()
    return {match[1] if (match := _NUMBERED.match(key)) else key for key in cast("dict[str, object]", raw)}
