"""Which organisations and people activities and visits have reached, as SQL: when first and by what, and when last.

An organisation is reached by an activity or a visit in which it has a role, in which one of its people has a role or
takes part, or in which somebody takes part for it; a person by one in which they have a role or take part. What was
cancelled, or is an idea, does not count, and nothing counts before its first day. What is under way or over, and has no
date, counts: then nobody knows when.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop.catalogue.read_connection import reading, unstoppable
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

if TYPE_CHECKING:
    from desktop.workspace import Changed

REACHABLE = ("organisation", "person")
"""Record types that are reached."""
REACHED_COLUMNS = ("first_reached", "first_by", "last_reached")
"""Columns of a list of them: what `Reached` says."""
VISIT = "visit"
"""What something was reached by, where it was no activity; of an activity its kind."""
_SOURCES = {
    "organisation": frozenset(("activity", "visit", "participant", "person", "organisation")),
    "person": frozenset(("activity", "visit", "participant", "person")),
}
"""Record types that decide who was reached."""


def _took_place(today: str) -> dict[str, str]:
    """The activities `r` and visits `r` that count, with the days on which they began and ended, as far as they have."""
    return {
        "activity": (
            "r.listed = 1 AND coalesce(r.status, '') NOT IN ('cancelled', 'idea')"
            f" AND CASE WHEN r.start IS NULL THEN r.status IN ('under_way', 'completed') ELSE r.start <= '{today}' END"
        ),
        "visit": (
            "r.listed = 1 AND coalesce(r.stage, '') NOT IN ('cancelled', 'idea', 'proposed')"
            " AND CASE WHEN r.start IS NULL THEN r.stage IN ('under_way', 'reporting', 'following_up', 'closed')"
            f" ELSE r.start <= '{today}' END"
        ),
    }


def _days(today: str) -> str:
    return f"r.start AS began, min(coalesce(r.\"end\", r.start), '{today}') AS ended"


def _by_role(type: str, field: str, today: str) -> str:
    """(id, began, ended, by) of the records linked in a field of activities or visits."""
    by = "r.kind" if type == "activity" else f"'{VISIT}'"
    return (
        f"SELECT substr(c.code, instr(c.code, ':') + 1) AS id, {_days(today)}, {by} AS by FROM member_code c"
        f" CROSS JOIN {type}_has_code h ON h.code_no = c.no CROSS JOIN {type} r ON r.no = h.record_no"
        f" WHERE c.field = '{field}' AND {_took_place(today)[type]}"
    )


def _taking_part(column: str, today: str) -> str:
    return (
        f"SELECT p.{column} AS id, {_days(today)}, '{VISIT}' AS by FROM participant p JOIN visit r ON r.id = p.parent"
        f" WHERE p.listed = 1 AND p.{column} IS NOT NULL AND {_took_place(today)['visit']}"
    )


def _of_their_people(people: str) -> str:
    """The same of the organisations that people belong to."""
    return (
        "SELECT w.organisation AS id, x.began, x.ended, x.by FROM"
        f" ({people}) x JOIN person w ON w.id = x.id WHERE w.organisation IS NOT NULL"
    )


@cache
def reached_sql(type: str, today: str) -> str:
    """SELECT that gives `id`, `began`, `ended`, `by` for each time that something of this type was reached; an id may be
    that of a duplicate that was merged.
    """
    people = [_by_role(each, "people", today) for each in ("activity", "visit")] + [_taking_part("person", today)]
    if type == "person":
        return " UNION ALL ".join(people)
    own = [_by_role(each, "organisations", today) for each in ("activity", "visit")]
    return " UNION ALL ".join([*own, _taking_part("organisation", today), _of_their_people(" UNION ALL ".join(people))])


def reached_ids(type: str, columns: str = "", today: str = "") -> str:
    """SELECT that gives the id of each record that was reached, and over all the times "first" (the first day, and `by`: what
    that was) or "last" (the last day).
    """
    today = today or date.today().isoformat()
    known = {
        # With min() alone, SQLite takes the other columns from the row that has it.
        "first": "min(x.began) AS first, x.by AS by",
        "last": "max(x.ended) AS last",
        "": "1",
    }
    return (
        f"SELECT coalesce(o.survivor, o.id) AS id, {known[columns]} FROM ({reached_sql(type, today)}) x"
        f" JOIN {type} o ON o.id = x.id GROUP BY 1"
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """When something was first reached, by what (a kind of activity, or `VISIT`), and when last; "" where nobody knows."""

    first: str
    by: str
    last: str


class _Keeper:
    """Who was reached, in one workspace: read once, and again when something changed that decides it."""

    def __init__(self, workspace: Workspace, type: str) -> None:
        self._type = type
        self._lock = threading.Lock()
        self._news = threading.Lock()
        self._stale = True
        self._known: Mapping[int, Reached] = {}
        self._standing: tuple[str, int] = ("", 0)
        workspace.listen(self._hear)

    def _hear(self, changed: Changed) -> None:
        if not _SOURCES[self._type].isdisjoint(changed.ids):
            with self._news:
                self._stale = True

    def known(self, workspace: Workspace) -> Mapping[int, Reached]:
        with self._lock, unstoppable(), reading(workspace) as conn:
            with self._news:
                stale, self._stale = self._stale, False
            standing = (date.today().isoformat(), workspace.data_version() if workspace.read_only else 0)
            if stale or standing != self._standing:
                try:
                    self._known = _read(conn, self._type, standing[0])
                except BaseException:
                    with self._news:
                        self._stale = True
                    raise
                self._standing = standing
            return self._known


def _read(conn: SqliteConnection, type: str, today: str) -> Mapping[int, Reached]:
    last = dict[str, str](conn.execute(reached_ids(type, "last", today)).fetchall())
    rows = conn.execute(f"SELECT k.no, f.* FROM ({reached_ids(type, 'first', today)}) f JOIN {type} k ON k.id = f.id")
    return {no: Reached(first or "", by or "", last.get(id) or "") for no, id, first, by in rows}


_keepers: WeakKeyDictionary[Workspace, dict[str, _Keeper]] = WeakKeyDictionary()
_keepers_lock = threading.Lock()


def reached(workspace: Workspace, type: str) -> Mapping[int, Reached]:
    """Those of a type that were reached, by local number, as they are now."""
    with _keepers_lock:
        keepers = _keepers.setdefault(workspace, {})
        if type not in keepers:
            keepers[type] = _Keeper(workspace, type)
        keeper = keepers[type]
    return keeper.known(workspace)
