"""Values of indicators over time: those of one name and place together, with where they began and what is aimed for."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.query.code_trees import with_below
from desktop.workspace import Workspace

MEASURED, BASELINE, AIM = "measured", "baseline", "target"


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One value. `number` as it was written, in decimal notation."""

    id: str
    date: str
    number: str
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """The values of one indicator for one place, the oldest first. `targets`: codes, as the records have them."""

    title: str
    place: str
    country: str
    organisation: str
    unit: str
    targets: tuple[str, ...]
    values: tuple[IndicatorValue, ...]

    @property
    def measured(self) -> tuple[IndicatorValue, ...]:
        """Without what is aimed for."""
        return tuple(each for each in self.values if each.role != AIM)

    @property
    def aims(self) -> tuple[IndicatorValue, ...]:
        """What is aimed for."""
        return tuple(each for each in self.values if each.role == AIM)


def read_series(workspace: Workspace, *, target: str = "", country: str = "", title: str = "") -> list[IndicatorSeries]:
    """All series, or those of a target and what is below it, a country, an indicator of this name."""
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            "SELECT i.id, i.title, i.title_key, i.date, i.value, i.role, i.unit, coalesce(s.name, o.name), i.country,"
            " i.municipality, i.source, (SELECT group_concat(code, ' ') FROM (SELECT code FROM indicator_member m"
            " WHERE m.record_no = i.no AND m.field = 'targets' ORDER BY code))"
            " FROM indicator i LEFT JOIN organisation o ON o.id = i.organisation"
            " LEFT JOIN organisation s ON s.id = o.survivor WHERE i.listed = 1 ORDER BY i.title_key, i.date, i.id"
        ).fetchall()
    below = frozenset(with_below("targets", target)) if target else frozenset[str]()
    grouped: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in rows:
        codes = (row[11] or "").split()
        if below and below.isdisjoint(codes):
            continue
        if (country and row[8] != country) or (title and row[1] != title):
            continue
        key = (row[2] or "", (row[6] or "").casefold(), row[7] or "", row[8] or "", (row[9] or "").casefold())
        grouped.setdefault(key, []).append(row)
    found: list[IndicatorSeries] = []
    for those in grouped.values():
        first = those[0]
        targets = dict.fromkeys(code for row in those for code in (row[11] or "").split())
        values = tuple(
            IndicatorValue(row[0], row[3] or "", row[4] or "", row[5] or MEASURED, row[10] or "") for row in those
        )
        found.append(
            IndicatorSeries(
                first[1] or "", first[9] or "", first[8] or "", first[7] or "", first[6] or "", tuple(targets), values
            )
        )
    return found
