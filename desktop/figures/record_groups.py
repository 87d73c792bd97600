"""Which records are in which group, in memory: arrays of local numbers, to be counted against each other.

Counting 169 targets by 20 years in SQL joins a million members; adding up marks over arrays takes some 30 ms.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TypeAlias

from desktop.catalogue.read_connection import split_numbers
from desktop.figures.grouping import GROUPINGS, YEAR, groups_of_code, groups_of_members
from desktop.workspace import RECORD_TYPES
from desktop.workspace.storage.sqlite import SqliteConnection

Numbers: TypeAlias = "array[int]"


class RecordGroups:
    """Reads the groups of records of one type in one connection; what two groupings share is read once."""

    def __init__(self, conn: SqliteConnection, type: str) -> None:
        self._conn = conn
        self._type = type
        self._members: dict[str, dict[int, Numbers]] = {}

    def whole(self, by: str) -> dict[str, Numbers]:
        """The records of each group, each once; also such as are not listed where codes are members."""
        return {
            group: parts[0] if len(parts) == 1 else array("I", set[int]().union(*parts))
            for group, parts in self.parts(by).items()
        }

    def parts(self, by: str) -> dict[str, list[Numbers]]:
        """The same in several arrays for a group; a record may be in more than one of them."""
        field = GROUPINGS[by].field
        if by == YEAR or (field and not RECORD_TYPES[self._type].by_name[field].is_set):
            return self._of_column(by, field or "year")
        members = self._of_members(field or "organisations")
        found: dict[str, list[Numbers]] = {}
        sql, parameters = groups_of_members(self._conn, self._type, by)
        for no, group in set(self._conn.execute(sql, parameters).fetchall()):
            if no in members:
                found.setdefault(group, []).append(members[no])
        return found

    def _of_column(self, by: str, column: str) -> dict[str, list[Numbers]]:
        found: dict[str, list[Numbers]] = {}
        rows = self._conn.execute(
            f"SELECT {column}, group_concat(no) FROM {self._type} WHERE listed = 1 AND {column} IS NOT NULL"
            f" GROUP BY {column}"
        )
        for code, numbers in rows:
            part = split_numbers(numbers, "I")
            for group in groups_of_code(self._type, by, str(code)):
                found.setdefault(group, []).append(part)
        return found

    def _of_members(self, field: str) -> dict[int, Numbers]:
        """The records of each member that records may have in a field, by the number of the member."""
        if field not in self._members:
            rows = self._conn.execute(
                f"SELECT h.code_no, group_concat(h.record_no) FROM member_code c CROSS JOIN {self._type}_has_code h"
                " ON h.code_no = c.no WHERE c.field = ? GROUP BY h.code_no",
                (field,),
            )
            self._members[field] = {no: split_numbers(numbers, "I") for no, numbers in rows}
        return self._members[field]


def largest_number(groups: Mapping[str, Numbers]) -> int:
    """The largest local number in any group; 0 where there is none."""
    return max((max(numbers) for numbers in groups.values() if numbers), default=0)
