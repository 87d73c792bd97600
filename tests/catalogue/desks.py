"""A small workspace for tests of the catalogue, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.catalogue import ActivityList, parse
from desktop.workspace import Workspace


@contextmanager
def desk(folder: Path) -> Iterator[Workspace]:
    """A new workspace, closed at the end."""
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    try:
        yield workspace
    finally:
        workspace.close()


def titles(workspace: Workspace, text: str, sort: tuple[tuple[str, bool], ...] = ()) -> list[str]:
    """The titles that a query finds, in the order of the list."""
    listing = ActivityList(workspace)
    query = parse(text)
    nos = listing.order(query, sort).ids
    assert listing.first(query, sort, 3) == list(nos[:3])
    assert listing.count(query) == len(nos)
    return [row.values["title"] or "" for row in listing.rows(nos, ("title",), query)]
