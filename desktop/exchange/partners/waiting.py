"""How many edits wait for partners."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exchange.partners.book import Partner
from desktop.workspace import Workspace
from desktop.workspace.merge.outgoing import count, minus, read_shareable


def waiting_for(workspace: Workspace, partners: Sequence[Partner]) -> list[int]:
    """How many edits each partner lacks, of those that may leave this desk."""
    if not partners:
        return []
    with workspace.reading() as conn:
        holds = read_shareable(conn, "").holds  # with what is still typed: it will be sealed when a package is made
    return [count(minus(holds, partner.seen)) for partner in partners]
