"""Members of records (`targets/SDG:11.5`, `title/fr`) in their tables: field and code stand there once, and a number with
each record that has them.
"""

from __future__ import annotations

from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct

PRESENT = "1"
"""The value of a member that is there and says no more; NULL in its table."""

_MOST = 50_000
"""Numbers remembered; addresses of links have no end."""


class MemberCodes:
    """The numbers of fields and codes, in one transaction. None goes before the next `remove_unused_codes`."""

    def __init__(self, conn: Direct) -> None:
        self._conn = conn
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, field: str, code: str) -> int:
        """The number of a field's code, made where it has none."""
        found = self._numbers.get((field, code))
        if found is None:
            if len(self._numbers) >= _MOST:
                self._numbers.clear()
            found = self._numbers[field, code] = self._read(field, code)
        return found

    def _read(self, field: str, code: str) -> int:
        asked = "SELECT no FROM member_code WHERE field = ? AND code = ?"
        found = self._conn.exec_driver_sql(asked, (field, code)).scalar()
        if found is None:
            made = "INSERT INTO member_code (field, code) VALUES (?, ?)"
            found = self._conn.exec_driver_sql(made, (field, code)).lastrowid
        return int(found or 0)

    def insert(self, type: str, record_no: int, field: str, code: str, value: str) -> None:
        """Write a member that a record does not have yet."""
        self._conn.exec_driver_sql(
            f"INSERT INTO {type}_has_code (record_no, code_no, value) VALUES (?, ?, ?)",
            (record_no, self.number(field, code), None if value == PRESENT else value),
        )

    def delete(self, type: str, record_no: int, field: str, code: str) -> None:
        """Take a member from a record."""
        self._conn.exec_driver_sql(
            f"DELETE FROM {type}_has_code WHERE record_no = ? AND code_no = ?",
            (record_no, self.number(field, code)),
        )


def remove_unused_codes(conn: Direct) -> None:
    """Leave no code in the file that no record has."""
    used = " UNION ALL ".join(f"SELECT code_no FROM {type}_has_code" for type in RECORD_TYPES)
    conn.exec_driver_sql(f"DELETE FROM member_code WHERE no NOT IN ({used})")


def delete_stray_members(conn: Direct) -> None:
    """Take members away whose record is not there."""
    for type in RECORD_TYPES:
        conn.exec_driver_sql(f"DELETE FROM {type}_has_code WHERE record_no NOT IN (SELECT no FROM {type})")


def delete_members_of(conn: Direct, type: str, id: str) -> None:
    """Take all members of a record away."""
    conn.exec_driver_sql(f"DELETE FROM {type}_has_code WHERE record_no IN (SELECT no FROM {type} WHERE id = ?)", (id,))
