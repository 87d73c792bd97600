"""A workspace as the version before 0008 wrote it, of any size: that release's file with more records in it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.workspace import ACTIVITY

RELEASED = Path(__file__).parent.parent / "data" / "released" / "0007.focal"
OLD_ID = "00000000-0000-4000-8000-{:012}"
OLD_VALUES = {"summary": "The city trains its volunteers. " * 20, "source": "list.csv", "country": "SL"}


def make_old(path: Path, count: int) -> None:
    """Write it, with `count` activities that an import made."""
    shutil.copyfile(RELEASED, path)
    with closing(sqlite3.connect(path)) as conn, conn:
        group = conn.execute("SELECT no FROM change_group WHERE kind = 'import'").fetchone()
        if group is None:
            group = conn.execute(
                "INSERT INTO change_group (id, kind, label, time, mine) VALUES ('g', 'import', 'list.csv', 1, 1) RETURNING no"
            ).fetchone()
        replica, author, no, ms = conn.execute("SELECT replica_no, author_no, max(no), max(ms) FROM change").fetchone()
        seq = conn.execute("SELECT max(seq) FROM change WHERE replica_no = ?", (replica,)).fetchone()[0]
        first = conn.execute("SELECT max(no) FROM activity").fetchone()[0]
        for number in range(1, count + 1):
            id, source = OLD_ID.format(number), json.dumps({"Title": f"Old {number}"}, separators=(",", ":"))
            values = {"title": f"Old {number}", **OLD_VALUES, "source_data": source}
            conn.execute(
                "INSERT INTO change (no, replica_no, seq, ms, counter, type, record_id, data, group_no, author_no, time)"
                " VALUES (?, ?, ?, ?, 0, 'activity', ?, ?, ?, ?, ?)",
                (no + number, replica, seq + number, ms + number, id, json.dumps(values), *group, author, ms + number),
            )
            row = {
                **values, "no": first + number, "id": id, "listed": 1, "binned": 0, "conflicts": 0,
                "missing": len(ACTIVITY.missing(values)),
                "created": ms + number, "modified": ms + number, "made": no + number, "title_key": f"old {number}",
                "place_words": "Sierra Leone Sierra Leona",
            }  # fmt: skip
            names = ", ".join(row)
            conn.execute(f"INSERT INTO activity ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        conn.execute("INSERT INTO activity_fts(activity_fts) VALUES('rebuild')")
        conn.execute("UPDATE meta SET value = ? WHERE key = 'clock'", (f"{ms + count + 1} 0",))
        conn.execute("DELETE FROM meta WHERE key = 'held'")
