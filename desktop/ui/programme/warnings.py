"""What is to be minded in a programme, in words. The rules are those of the visits; here they become plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.programme.session import Notice

if TYPE_CHECKING:
    from desktop.workspace import Workspace


def read_notices(workspace: Workspace, visit: str) -> list[Notice]:
    """The warnings of a visit. Reads the file: for a background task."""
    from desktop.visits.reading import read_visit
    from desktop.visits.warnings import find_warnings

    found = read_visit(workspace, visit)
    return [] if found is None else [Notice(each.words(), each.sessions) for each in find_warnings(found)]
