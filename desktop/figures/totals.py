"""All that one page of figures shows of chosen activities: sums, and counts by kind, status, year, country, goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.catalogue.read_connection import reading
from desktop.figures.definitions import ACTIVITY
from desktop.figures.grouping import group_numbers
from desktop.figures.reading import read_together
from desktop.figures.selection import Selection
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

_SUMMED = ("activities", "participants", "women", "women_share", "local_governments", "countries", "organisations")


def _counts() -> Counter[str]:
    return Counter()


@dataclass(frozen=True)
class Totals:
    """Sums and counts; an activity counts once for each thing it names, however often it names it. In counts, "" are those
    that name none.
    """

    activities: int = 0
    participants: int = 0
    participants_given: int = 0
    women: int = 0
    women_share: int | None = None
    """In full per cent; None where no activity gives women and men."""
    split_given: int = 0
    """Activities that give women and men."""
    local_governments: int = 0
    local_governments_given: int = 0
    undated: int = 0
    different_organisations: int = 0
    organisations: Counter[str] = field(default_factory=_counts)
    kinds: Counter[str] = field(default_factory=_counts)
    statuses: Counter[str] = field(default_factory=_counts)
    years: Counter[str] = field(default_factory=_counts)
    """By the year of start."""
    ends: Counter[str] = field(default_factory=_counts)
    countries: Counter[str] = field(default_factory=_counts)
    targets: Counter[str] = field(default_factory=_counts)
    """By goal, Sendai target and priority: SDG:11, SFDRR:E, SFDRR:P2."""
    with_goal: int = 0
    with_sendai: int = 0


def read_totals(workspace: Workspace, ids: Sequence[str]) -> Totals:
    """The totals of these activities; those that are not listed do not count."""
    selection = Selection(ids=tuple(ids))
    with reading(workspace) as conn:
        figures = read_together(conn, selection, _SUMMED)
        goals, with_goal = _counted(conn, selection, "goal")
        sendai, with_sendai = _counted(conn, selection, "sendai")
        by = {
            name: _counted(conn, selection, name)[0] for name in ("organisation", "kind", "status", "year", "country")
        }
        ends = _ends(conn, selection)
    activities = figures["activities"].value or 0
    for name in ("kind", "status", "year", "country"):
        if without := activities - by[name].total():
            by[name][""] = without
    return Totals(
        activities=activities,
        participants=figures["participants"].value or 0,
        participants_given=figures["participants"].given,
        women=figures["women"].value or 0,
        women_share=figures["women_share"].value,
        split_given=figures["women"].given,
        local_governments=figures["local_governments"].value or 0,
        local_governments_given=figures["local_governments"].given,
        undated=by["year"][""],
        different_organisations=figures["organisations"].value or 0,
        organisations=by["organisation"],
        kinds=by["kind"],
        statuses=by["status"],
        years=by["year"],
        ends=ends,
        countries=by["country"],
        targets=goals + sendai,
        with_goal=with_goal,
        with_sendai=with_sendai,
    )


def _counted(conn: SqliteConnection, selection: Selection, by: str) -> tuple[Counter[str], int]:
    """How many activities are in each group, and how many are in any."""
    numbers, parameters = selection.numbers(conn)
    groups, known = group_numbers(conn, ACTIVITY, by)
    within = f"SELECT no, code FROM ({groups}) WHERE +no IN (SELECT no FROM n)"
    sql = f"WITH n AS MATERIALIZED ({numbers}), g AS MATERIALIZED ({within})"
    rows = conn.execute(
        f"{sql} SELECT code, count(*) FROM g GROUP BY code UNION ALL SELECT '', count(DISTINCT no) FROM g",
        [*parameters, *known],
    ).fetchall()
    *counts, (_none, some) = rows
    return Counter(dict(counts)), int(some)


def _ends(conn: SqliteConnection, selection: Selection) -> Counter[str]:
    """By the year of the end, or of the start where no end is given."""
    numbers, parameters = selection.numbers(conn)
    rows = conn.execute(
        "SELECT coalesce(substr(coalesce(\"end\", start), 1, 4), ''), count(*)"
        f" FROM {ACTIVITY} WHERE no IN ({numbers}) GROUP BY 1",
        parameters,
    ).fetchall()
    return Counter(dict(rows))
