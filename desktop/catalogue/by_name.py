"""Organisations, people and templates found by words of their name."""

from __future__ import annotations

from desktop.vocabularies import fold
from desktop.workspace import Workspace

_TYPES = ("organisation", "person", "template")


def ids_by_name(workspace: Workspace, type: str, words: str) -> list[str]:
    """Ids of the listed records whose name has all the words, accents and case aside, by name."""
    if type not in _TYPES:
        raise ValueError(type)
    wanted = [word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for word in fold(words).split()]
    where = "".join(" AND name_key LIKE ? ESCAPE '\\'" for _word in wanted)
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            f"SELECT id FROM {type} WHERE listed = 1{where} ORDER BY name_key, id",
            tuple(f"%{word}%" for word in wanted),
        )
        return [row[0] for row in rows]
