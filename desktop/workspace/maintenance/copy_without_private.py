"""Takes what may not leave this desk out of a copy of its workspace: private fields, and people who did not agree.

Changes go whole, as the gate says; rows and index are then made again from what is left, and the file is written anew, so that
nothing of them stays in free pages.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop.workspace.changes.change_blocks import rewrite_change
from desktop.workspace.changes.have_sets import discard_have_set, store_have_set
from desktop.workspace.maintenance.backups_without_rows import drop_rows, rebuild_file
from desktop.workspace.privacy.gate import Gate
from desktop.workspace.projection.batch_reading import batches, marks
from desktop.workspace.storage.connections import Direct, connect, writing_engine

_TABLES = (
    ("stored_change", "no"), ("proof", "change_no"), ("late_reference", "change_no"), ("erased", "change_no"),
    ("erasure_decision", "change_no"),
)  # fmt: skip


def drop_private(path: Path) -> int:
    """Take it out of a copy that nobody has open; how many changes went. Raises what the database raises."""
    engine = writing_engine(path)
    try:
        with engine.begin() as conn:
            direct, gate = Direct(conn), Gate(conn)
            rows = direct.exec_driver_sql(
                "SELECT no, replica_no, seq, type, record_id, private FROM stored_change ORDER BY no"
            ).fetchall()
            gone = [
                int(no)
                for no, replica, seq, type, id, private in rows
                if not gate.change_leaves(str(type), str(id), (replica, seq), private=bool(private))
            ]
            for no in gone:
                rewrite_change(direct, no, b"", None)
            for part in batches(gone):
                for table, column in _TABLES:
                    direct.exec_driver_sql(f"DELETE FROM {table} WHERE {column} IN ({marks(part)})", part)
            discard_have_set(conn)
            store_have_set(conn)
    finally:
        engine.dispose()
    if gone:
        with closing(connect(path, read_only=False)) as copy:
            drop_rows(copy)
            rebuild_file(path, copy)
        with closing(connect(path, read_only=False)) as copy:
            copy.execute("VACUUM")
    return len(gone)
