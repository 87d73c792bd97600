"""Another, newer SQLite in the place of Python's own: the one inside of the wheel of sqlcipher3, used without a key.

The SQLite of a Python is as old as the Python, and people's are of all ages. `FOCAL_DESK_TEST_SQLITE=newer` has the tests
run with this one.
"""

from __future__ import annotations

import sqlite3 as standard
import sys

from sqlcipher3 import dbapi2 as newer


def put_in_place() -> None:
    """From now on `import sqlite3` gives the newer one; what is told by a name the older wrapper lacks has that name."""
    for name in dir(standard):
        if name.startswith("SQLITE_") and not hasattr(newer, name):
            setattr(newer, name, getattr(standard, name))
    newer.dbapi2 = newer
    sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = newer
