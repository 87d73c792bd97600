"""Is a workspace file whole, as SQLite sees it?"""

from __future__ import annotations

from collections.abc import Callable

from desktop.errors import Cancelled
from desktop.workspace.sqlite import DatabaseError, SqliteConnection, is_interrupted

_STEPS = 500_000
"""Of SQLite's machine between two words of progress: some milliseconds."""


def quick_check(
    conn: SqliteConnection,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """What SQLite says of it: "ok" where it is whole. It takes about as long as copying the file: `progress` hears a word now
    and then. Raises Cancelled.
    """

    def step() -> bool:
        if progress is not None:
            progress(1, 1)
        return cancelled is not None and cancelled()

    conn.set_progress_handler(step, _STEPS)
    try:
        return str(conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    except DatabaseError as error:
        if is_interrupted(error):
            raise Cancelled from error
        raise
    finally:
        conn.set_progress_handler(None, 0)
