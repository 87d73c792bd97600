"""Searches that a person keeps by a name. They stay on this desk, in the workspace's file, outside the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from desktop.catalogue.sorting import SORTABLE, Sort
from desktop.errors import UserFacingError
from desktop.words import _
from desktop.workspace import Workspace

_KEY = "saved_searches"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query by a name, with the order its list was in."""

    name: str
    text: str
    sort: Sort = ()


def saved_searches(workspace: Workspace) -> list[SavedSearch]:
    """All saved searches, by name. What is not well made is passed over."""
    try:
        data: Any = json.loads(workspace.meta(_KEY) or "[]")
    except ValueError:
        return []
    found = [_read(each) for each in cast("list[Any]", data)] if isinstance(data, list) else []
    return sorted((each for each in found if each is not None), key=lambda each: each.name.casefold())


def _read(data: Any) -> SavedSearch | None:
    try:
        sort = tuple((str(name), bool(down)) for name, down in data["sort"] if name in SORTABLE)
        return SavedSearch(str(data["name"]), str(data["text"]), sort)
    except (KeyError, TypeError, ValueError):
        return None


def save_search(workspace: Workspace, search: SavedSearch) -> None:
    """Keep a search; one that had this name is replaced. Raises UserFacingError where it has none."""
    search = SavedSearch(_named(search.name), search.text, search.sort)
    _write(workspace, [*(each for each in saved_searches(workspace) if each.name != search.name), search])


def rename_search(workspace: Workspace, name: str, new: str) -> None:
    """Give a saved search another name. Raises UserFacingError where that is taken or empty."""
    new = _named(new)
    known = saved_searches(workspace)
    if new != name and any(each.name == new for each in known):
        raise UserFacingError(_("There is already a saved search “{name}”.").format(name=new))
    _write(workspace, [SavedSearch(new, e.text, e.sort) if e.name == name else e for e in known])


def delete_search(workspace: Workspace, name: str) -> None:
    """Forget a saved search."""
    _write(workspace, [each for each in saved_searches(workspace) if each.name != name])


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFacingError(_("A saved search needs a name."))
    return name


def _write(workspace: Workspace, searches: list[SavedSearch]) -> None:
    data = [{"name": each.name, "text": each.text, "sort": each.sort} for each in searches]
    workspace.set_meta(_KEY, json.dumps(data, ensure_ascii=False) if data else "")
