"""What the overview shows, read on a thread. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.catalogue.edited import Edited, last_edited
from desktop.catalogue.record_names import names_of
from desktop.i18n import _
from desktop.visits.visit_queries import DueItem, read_due_items

if TYPE_CHECKING:
    from desktop.exchange.partners import Partner
    from desktop.exchange.waiting_items import WaitingItems
    from desktop.workspace import Workspace

WITHIN = 30
"""Days ahead for which it is told what is due."""
_FEW = 40
"""Records in conflict that are named; there may be more."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A record in conflict."""

    type: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    today: date
    due: tuple[DueItem, ...]
    clashes: tuple[Clash, ...]
    in_conflict: int
    """How many there are in all."""
    unsent: tuple[tuple[Partner, int], ...]
    """Partners for whom edits wait, and how many."""
    waiting: WaitingItems
    edited: tuple[Edited, ...]

    @property
    def empty(self) -> bool:
        """Is there nothing to tell?"""
        return not (self.due or self.in_conflict or self.unsent or self.waiting.count or self.edited)


def read_overview(workspace: Workspace, today: date) -> Overview:
    """All of it. For a background task, which also loads what reads of partners: half a second, the first time."""
    from desktop.exchange.partners import count_unsent_edits, read_partners
    from desktop.exchange.waiting_items import read_waiting_items

    with workspace.reading() as conn:
        partners = read_partners(conn)
    edits = count_unsent_edits(workspace, partners)
    clashes = sorted(workspace.in_conflict())
    return Overview(
        today,
        tuple(read_due_items(workspace, today, WITHIN)),
        tuple(_named(workspace, clashes[:_FEW])),
        len(clashes),
        tuple((each, count) for each, count in zip(partners, edits, strict=True) if count),
        read_waiting_items(workspace),
        tuple(last_edited(workspace)),
    )


def _named(workspace: Workspace, clashes: list[tuple[str, str]]) -> list[Clash]:
    by_type: dict[str, list[str]] = {}
    for type, id in clashes:
        by_type.setdefault(type, []).append(id)
    return [
        Clash(type, id, names.get(id, _("Untitled")))
        for type, ids in by_type.items()
        for names in (names_of(workspace, type, ids),)
        for id in ids
    ]
