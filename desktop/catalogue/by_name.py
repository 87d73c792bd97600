"""Organisations, people and templates found by words of their name."""

from __future__ import annotations

from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import name_condition
from desktop.workspace import Workspace

_TYPES = ("organisation", "person", "template")


def ids_by_name(workspace: Workspace, type: str, words: str) -> list[str]:
    """Ids of the listed records whose name has all the words, accents and case aside, by name."""
    if type not in _TYPES:
        raise ValueError(type)
    where, wanted = name_condition("name_key", words)
    with reading(workspace) as conn:
        rows = conn.execute(f"SELECT id FROM {type} WHERE listed = 1{where} ORDER BY name_key, id", wanted)
        return [row[0] for row in rows]
