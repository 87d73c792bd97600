"""Two desks that write apart and meet again: the conflicts of tests and pictures are made as people make them."""

from __future__ import annotations

from pathlib import Path

from desktop.workspace import Workspace
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.merge.dump import dump


class Apart:
    """This desk, and that of José."""

    def __init__(self, here: Workspace, folder: Path) -> None:
        self.here = here
        self.there = Workspace.create(folder / "there.focal", home=folder / "home there")
        self.there.journal.set_author("José Benítez")

    def meet(self) -> None:
        """Each gives the other what it lacks."""
        for giver, taker in ((self.here, self.there), (self.there, self.here)):
            with taker.reading() as conn:
                known = read_have_set(conn)
            with giver.reading() as conn:
                changes = list(read_shared(conn, known))
            taker.journal.receive(changes)

    def dumps(self) -> tuple[list[str], list[str]]:
        """The whole shareable state of both."""
        found: list[list[str]] = []
        for each in (self.here, self.there):
            with each.reading() as conn:
                found.append(list(dump(conn)))
        return found[0], found[1]
