"""What is to be minded in a programme, in words. The rules are those of the visits; here they meet the sessions shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.programme.session import Notice

if TYPE_CHECKING:
    from desktop.workspace import Workspace


def read_notices(workspace: Workspace, visit: str) -> list[Notice]:
    """The warnings of a visit. Reads the file: for a background task."""
    return []
