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


def _columns(columns: str, today: str, by: str) -> str:
    """What is known of the activities or visits `r` in a group, after a comma."""
    ended = f"max(min(coalesce(r.\"end\", r.start), '{today}')) AS ended"
    known = {
        "": "",
        "first": f", min(r.start) AS began, {by} AS by",  # beside min() alone, SQLite takes other columns from its row
        "last": f", {ended}",
        "both": f", min(r.start || ' ' || coalesce({by}, '')) AS began, {ended}",
    }
    return known[columns]


_TOGETHER = {
    "": "",
    "first": ", min(x.began) AS first, x.by AS by",
    "last": ", max(x.ended) AS last",
    "both": ", min(x.began) AS first, max(x.ended) AS last",
}
_PASSED_ON = {"": "", "first": ", x.began, x.by", "last": ", x.ended", "both": ", x.began, x.ended"}


def _by_role(type: str, field: str, columns: str, today: str) -> str:
    """(id, columns) of the records linked in a field of activities or visits.

    It goes through the activities by an index that is narrow, not from each link to its wide row: a third of the time.
    """
    by = "r.kind" if type == "activity" else f"'{VISIT}'"
    return (
        f"SELECT substr(c.code, instr(c.code, ':') + 1) AS id{_PASSED_ON[columns]} FROM"
        f" (SELECT h.code_no{_columns(columns, today, by)} FROM {type} r CROSS JOIN {type}_has_code h ON h.record_no = r.no"
        f" WHERE {_took_place(today)[type]} GROUP BY h.code_no) x"
        f" CROSS JOIN member_code c ON c.no = x.code_no WHERE c.field = '{field}'"
    )


def _taking_part(column: str, columns: str, today: str) -> str:
    by = f"'{VISIT}'"
    return (
        f"SELECT p.{column} AS id{_columns(columns, today, by)} FROM participant p CROSS JOIN visit r ON r.id = p.parent"
        f" WHERE p.listed = 1 AND p.{column} IS NOT NULL AND {_took_place(today)['visit']} GROUP BY p.{column}"
    )


def _of_their_people(people: str, columns: str) -> str:
    """The same of the organisations that people belong to."""
    return (
        f"SELECT w.organisation AS id{_PASSED_ON[columns]} FROM"
        f" ({people}) x CROSS JOIN person w ON w.id = x.id WHERE w.organisation IS NOT NULL"
    )


@cache
def _reached_sql(type: str, columns: str, today: str) -> str:
    people = [_by_role(each, "people", columns, today) for each in ("activity", "visit")]
    people.append(_taking_part("person", columns, today))
    if type == "person":
        return " UNION ALL ".join(people)
    own = [_by_role(each, "organisations", columns, today) for each in ("activity", "visit")]
    of_people = _of_their_people(" UNION ALL ".join(people), columns)
    return " UNION ALL ".join([*own, _taking_part("organisation", columns, today), of_people])


def reached_ids(type: str, columns: str = "", today: str = "") -> str:
    """SELECT that gives the id of each record that was reached, and over all the times "first" (the first day, and `by`: what
    that was), "last" (the last day), or "both" in one pass: the first day and what that was, with a blank between.
    """
    today = today or date.today().isoformat()
    return (
        f"SELECT coalesce(o.survivor, o.id) AS id{_TOGETHER[columns]} FROM ({_reached_sql(type, columns, today)}) x"
        f" CROSS JOIN {type} o ON o.id = x.id GROUP BY 1"  # a plain JOIN may begin with all records, and ask for each anew
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
    rows = conn.execute(
        f"SELECT k.no, f.first, f.last FROM ({reached_ids(type, 'both', today)}) f JOIN {type} k ON k.id = f.id"
    )
    found: dict[int, Reached] = {}
    for no, first, last in rows:
        day, _blank, by = (first or "").partition(" ")
        found[no] = Reached(day, by, last or "")
    return found


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
