"""Activities that a list has twice, or that the desk has already: the same title, date and place under another identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.workspace import Value, Workspace

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new activity that is like another one: of the file (at `other_line`), or of the desk (`other_id`)."""

    id: str
    """What its record will be called."""
    line: int
    title: str
    start: str
    country: str
    municipality: str
    other_line: int = 0
    other_id: str = ""


class DuplicateFinder:
    """Shown the activities of a file in their order. Without a title or a date, nothing is taken for a duplicate."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lines: dict[int, int] = {}  # of the file: hash of title, date and place -> first line
        self._here: dict[int, int] | None = None  # of the desk: the same -> number of the record

    def find(self, id: str, line: int, values: Mapping[str, Value], *, new: bool) -> Duplicate | None:
        """What a new activity is like; None for one like no other, and for one that the desk knows as this one."""
        key = _key(values.get("title"), values.get("start"), values.get("country"), values.get("municipality"))
        if not key:
            return None
        first = self._lines.setdefault(key, line)
        if not new:
            return None
        other_id = self._of_desk(key) if first == line else ""
        if first == line and not other_id:
            return None
        title, start, country, municipality = (
            str(values.get(name) or "") for name in ("title", "start", "country", "municipality")
        )
        return Duplicate(id, line, title, start, country, municipality, first if first != line else 0, other_id)

    def _of_desk(self, key: int) -> str:
        if self._here is None:
            self._here = self._read_desk()
        no = self._here.get(key)
        if no is None:
            return ""
        with self._workspace.reading_directly() as conn:
            return str(conn.execute("SELECT id FROM activity WHERE no = ?", (no,)).fetchone()[0])

    def _read_desk(self) -> dict[int, int]:
        found: dict[int, int] = {}
        with self._workspace.reading_directly() as conn:
            rows = conn.execute(
                "SELECT no, title, start, country, municipality FROM activity WHERE listed = 1 AND start IS NOT NULL"
            )
            while batch := rows.fetchmany(_BATCH):
                for no, *telling in batch:
                    if key := _key(*telling):
                        found.setdefault(key, no)
        return found


def _key(title: Value, start: Value, country: Value, municipality: Value) -> int:
    """One number for title, date and place; 0 where title or date are not there."""
    if not title or not start:
        return 0
    return hash((_plain(title), start, country or "", _plain(municipality) if municipality else ""))


def _plain(text: Value) -> str:
    return " ".join(str(text).casefold().split())
