"""The driver of SQLite and its errors, under the desk's names. Nobody else imports `sqlite3`, so that all of the desk can
run with another build of SQLite, and what an error means is decided in one place.
"""

from __future__ import annotations

import sqlite3
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Cursor as SqliteCursor
from sqlite3 import Error as DatabaseError

__all__ = [
    "DRIVER",
    "DamagedData",
    "DatabaseError",
    "SqliteConnection",
    "SqliteCursor",
    "database_error",
    "error_code",
    "is_damage",
    "is_interrupted",
    "is_moved",
    "is_of_search_index",
    "is_read_only",
    "is_unreadable",
    "is_wrong_statement",
]

DRIVER = sqlite3
"""For SQLAlchemy's `create_engine(module=...)`, which would import one by itself."""

_NOT_TEXT = "Could not decode to UTF-8"
_PRIMARY = 0xFF  # SQLite's extended codes keep the primary one in the lowest byte


class DamagedData(DatabaseError, ValueError):
    """What stands in a database cannot be read, though SQLite found nothing wrong with its pages."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def database_error(error: BaseException | None) -> DatabaseError | None:
    """The driver's error that this one is, or that SQLAlchemy has wrapped in it; None where it is neither."""
    inner = getattr(error, "orig", None)
    found = inner if isinstance(inner, BaseException) else error
    return found if isinstance(found, DatabaseError) else None


def is_unreadable(error: BaseException) -> bool:
    """Did the driver fail on the words of an error itself? SQLite quotes what it found in a damaged file in them."""
    return isinstance(error, UnicodeDecodeError)


def error_code(error: BaseException | None, *, extended: bool = False) -> int | None:
    """SQLite's code of an error, wrapped or not; None where it has none. See https://sqlite.org/rescode.html."""
    found = database_error(error)
    code = getattr(found, "sqlite_errorcode", None)
    if not isinstance(code, int):
        # Text that is not UTF-8: SQLite gave it out, and the driver, which has no code for that, could not read it.
        return sqlite3.SQLITE_CORRUPT if str(found).startswith(_NOT_TEXT) else None
    return code if extended else code & _PRIMARY


def is_interrupted(error: BaseException) -> bool:
    """Was the statement stopped by `interrupt` or by its progress handler?"""
    return error_code(error) == sqlite3.SQLITE_INTERRUPT


def is_damage(error: BaseException) -> bool:
    """Is the file no database, or a part of it missing or wrong?"""
    return error_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_moved(error: BaseException) -> bool:
    """Was the file moved away or deleted while it was open?"""
    return error_code(error, extended=True) == sqlite3.SQLITE_READONLY_DBMOVED


def is_read_only(error: BaseException) -> bool:
    """Can the file only be read?"""
    return error_code(error) == sqlite3.SQLITE_READONLY


_OF_INDEX = ("fts5: corruption", "invalid fts5 file format", "vtable constructor failed")


def is_of_search_index(error: BaseException) -> bool:
    """Is it the full-text index (FTS5) that is damaged, and not what it was made from?"""
    if error_code(error, extended=True) == sqlite3.SQLITE_CORRUPT_VTAB:
        return True
    return str(database_error(error) or "").startswith(_OF_INDEX)


def is_wrong_statement(error: BaseException) -> bool:
    """Does SQLite call the statement wrong? Of the full-text index: its tables do not fit each other."""
    return error_code(error) == sqlite3.SQLITE_ERROR
