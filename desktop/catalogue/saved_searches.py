"""Searches that a person keeps by a name. They stay on this desk, in the workspace's file, outside the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from desktop.catalogue.sorting import Sort, sortable
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.storage.file_format import SEARCHES

_KEY = SEARCHES
"""With the type of the records behind it, where they are no activities."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query by a name, with the order its list was in."""

    name: str
    text: str
    sort: Sort = ()


def saved_searches(workspace: Workspace, type: str = "activity") -> list[SavedSearch]:
    """All saved searches for records of a type, by name. What is not well made is passed over."""
    try:
        data: Any = json.loads(workspace.meta(_key(type)) or "[]")
    except ValueError:
        return []
    found = [_read(each, type) for each in cast("list[Any]", data)] if isinstance(data, list) else []
    return sorted((each for each in found if each is not None), key=lambda each: each.name.casefold())


def _read(data: Any, type: str) -> SavedSearch | None:
    try:
        sort = tuple((str(name), bool(down)) for name, down in data["sort"] if _sorts(name, type))
        return SavedSearch(str(data["name"]), str(data["text"]), sort)
    except (KeyError, TypeError, ValueError):
        return None


def save_search(workspace: Workspace, search: SavedSearch, type: str = "activity") -> None:
    """Keep a search; one that had this name is replaced. Raises UserFacingError where it has none."""
    search = SavedSearch(_named(search.name), search.text, search.sort)
    _write(workspace, [*(each for each in saved_searches(workspace, type) if each.name != search.name), search], type)


def rename_search(workspace: Workspace, name: str, new: str, type: str = "activity") -> None:
    """Give a saved search another name. Raises UserFacingError where that is taken or empty."""
    new = _named(new)
    known = saved_searches(workspace, type)
    if new != name and any(each.name == new for each in known):
        raise UserFacingError(_("There is already a saved search “{name}”.").format(name=new))
    _write(workspace, [SavedSearch(new, e.text, e.sort) if e.name == name else e for e in known], type)


def delete_search(workspace: Workspace, name: str, type: str = "activity") -> None:
    """Forget a saved search."""
    _write(workspace, [each for each in saved_searches(workspace, type) if each.name != name], type)


def _key(type: str) -> str:
    return _KEY if type == "activity" else f"{_KEY}.{type}"


def _sorts(name: Any, type: str) -> bool:
    return name in (sortable(type) if RECORD_TYPES[type].searched else (*RECORD_TYPES[type].by_name, "modified"))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFacingError(_("A saved search needs a name."))
    return name


def _write(workspace: Workspace, searches: list[SavedSearch], type: str) -> None:
    data = [{"name": each.name, "text": each.text, "sort": each.sort} for each in searches]
    workspace.set_meta(_key(type), json.dumps(data, ensure_ascii=False) if data else "")
