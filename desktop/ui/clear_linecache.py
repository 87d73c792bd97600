"""Source text that an import leaves in memory, let go of."""

from __future__ import annotations

import linecache


def clear_source_cache() -> None:
    """Free the source lines of what was imported last; a traceback reads its lines anew.

    PySide looks for its own name in the source of each module that is imported after it, and `inspect` keeps all those
    lines: 16 MB by the time the form is there. Called after each wave of imports, before anything lasting fills the gaps.
    """
    linecache.clearcache()
