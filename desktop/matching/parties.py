"""Needs and offers as matching reads them, who met whom, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desktop.catalogue.read_connection import reading
from desktop.values.dates import read_span
from desktop.vocabularies import load
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

_SETS = ("themes", "targets", "hazards", "languages", "approaches")
OPEN = "open"


@dataclass(frozen=True)
class Party:
    """A need or an offer, with what matching wants to know of its local government. `regions`: of its country, from the
    smallest to the continent (M49 codes).
    """

    id: str
    title: str
    organisation: str = ""
    name: str = ""
    country: str = ""
    population: int | None = None
    state: str = OPEN
    level: str = ""
    until: str = ""
    interpretation: bool = False
    distance: str = ""
    visits_at_most: int = 1
    themes: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    approaches: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()

    @cached_property
    def goals(self) -> Mapping[str, str]:
        """The goal of each target: of SDG:11.5 it is SDG:11; a target of Sendai stands for itself."""
        return {code: code.partition("." if code.startswith("SDG:") else "-")[0] for code in self.targets}

    @cached_property
    def clusters(self) -> Mapping[str, str]:
        """The cluster of each hazard: floods are of one."""
        words = load("hazards")
        found = ((code, words.get(code)) for code in self.hazards)
        return {code: term.parent if term is not None and term.level == "hazard" else code for code, term in found}

    @cached_property
    def topics(self) -> frozenset[str]:
        """Themes, goals and clusters: who shares none has nothing in common."""
        return frozenset((*self.themes, *self.goals.values(), *self.clusters.values()))

    @property
    def continent(self) -> str:
        """The M49 region of the country; "" where it is not known."""
        return self.regions[-1] if self.regions else ""

    def is_over(self, day: str) -> bool:
        """Did it end before this day?"""
        span = read_span(self.until)
        return bool(day) and span is not None and span[1].isoformat() < day


@dataclass(frozen=True)
class Decision:
    """What was decided about a need and an offer."""

    id: str
    need: str
    offer: str
    state: str
    reason: str = ""
    visit: str = ""


@dataclass(frozen=True)
class Parties:
    """All that matching reads at once."""

    needs: Mapping[str, Party]
    offers: Mapping[str, Party]
    decisions: Mapping[tuple[str, str], Decision] = field(default_factory=dict[tuple[str, str], Decision])
    meetings: Mapping[frozenset[str], str] = field(default_factory=dict[frozenset[str], str])
    """The last day of the last visit of two local governments, by their ids."""


def read_parties(
    workspace: Workspace, needs: Sequence[str] | None = None, offers: Sequence[str] | None = None
) -> Parties:
    """Those of these ids, or all that are listed."""
    with reading(workspace) as conn:
        return Parties(
            _read(conn, "need", needs), _read(conn, "offer", offers), _decisions(conn), _meetings(conn),
        )  # fmt: skip


def _read(conn: SqliteConnection, type: str, ids: Sequence[str] | None) -> dict[str, Party]:
    own = "t.distance, NULL" if type == "need" else "NULL, t.visits_at_most"
    only = "" if ids is None else f" AND t.id IN ({', '.join('?' * len(ids))})"
    rows = conn.execute(
        "SELECT t.no, t.id, t.title, coalesce(s.id, o.id), coalesce(s.name, o.name), coalesce(s.country, o.country),"
        " coalesce(s.population, o.population), t.state, t.level, t.until, t.interpretation, coalesce(s.no, o.no),"
        f" {own} FROM {type} t LEFT JOIN organisation o ON o.id = t.organisation"
        f" LEFT JOIN organisation s ON s.id = o.survivor WHERE t.listed = 1{only} ORDER BY t.id",
        list(ids or ()),
    ).fetchall()
    sets = _members(conn, type, None if ids is None else [row[0] for row in rows], _SETS)
    spoken = _members(conn, "organisation", sorted({row[11] for row in rows if row[11]}), ("languages",))
    found: dict[str, Party] = {}
    for (
        no,
        id,
        title,
        organisation,
        name,
        country,
        population,
        state,
        level,
        until,
        interprets,
        at,
        distance,
        most,
    ) in rows:
        codes = sets.get(no, {})
        found[id] = Party(
            id, title or "", organisation or "", name or "", country or "", population, state or OPEN, level or "",
            until or "", interprets == "yes", distance or "", 1 if most is None else most,
            languages=codes.get("languages") or spoken.get(at, {}).get("languages", frozenset()),
            regions=regions_of(country or ""),
            **{each: codes.get(each, frozenset[str]()) for each in _SETS if each != "languages"},
        )  # fmt: skip
    return found


def _members(
    conn: SqliteConnection, type: str, nos: Sequence[int] | None, fields: Sequence[str]
) -> dict[int, dict[str, frozenset[str]]]:
    marks = ", ".join(f"'{name}'" for name in fields)
    sql = f"SELECT record_no, field, group_concat(code, char(10)) FROM {type}_member WHERE"
    found: dict[int, dict[str, frozenset[str]]] = {}
    if nos is None:
        rows = conn.execute(f"{sql} field IN ({marks}) GROUP BY record_no, field").fetchall()
    else:
        rows = list[Any]()
        for start in range(0, len(nos), 500):
            part = list(nos[start : start + 500])
            within = ", ".join("?" * len(part))
            rows += conn.execute(
                f"{sql} record_no IN ({within}) AND +field IN ({marks}) GROUP BY record_no, field", part
            ).fetchall()
    for no, name, codes in rows:
        found.setdefault(no, {})[name] = frozenset(codes.split("\n"))
    return found


def regions_of(country: str) -> tuple[str, ...]:
    """The M49 regions of a country, the smallest first, without the world."""
    term = load("countries").get(country)
    if term is None or term.parent not in load("regions"):
        return ()
    return tuple(each.code for each in reversed(load("regions").path(term.parent)) if each.level != "world")


def _decisions(conn: SqliteConnection) -> dict[tuple[str, str], Decision]:
    rows = conn.execute(
        "SELECT id, need, offer, state, reason, visit FROM pair WHERE listed = 1 AND need IS NOT NULL"
        " AND offer IS NOT NULL AND state IS NOT NULL ORDER BY id DESC"
    )
    return {
        (need, offer): Decision(id, need, offer, state, reason or "", visit or "")
        for id, need, offer, state, reason, visit in rows
    }


def _meetings(conn: SqliteConnection) -> dict[frozenset[str], str]:
    """Visits that were not called off; one without a date counts for none."""
    rows = conn.execute(
        "SELECT v.id, coalesce(v.last_day, v.first_day), m.code, o.survivor FROM visit v"
        " JOIN visit_member m ON m.record_no = v.no JOIN organisation o ON o.id = substr(m.code, instr(m.code, ':') + 1)"
        " WHERE v.listed = 1 AND coalesce(v.stage, '') <> 'cancelled' AND coalesce(v.last_day, v.first_day) IS NOT NULL"
        " AND +m.field = 'organisations' AND (m.code LIKE 'host:%' OR m.code LIKE 'visitor:%')"
    )
    visits: dict[str, tuple[str, dict[str, set[str]]]] = {}
    for visit, day, code, survivor in rows:
        role, _colon, id = code.partition(":")
        visits.setdefault(visit, (day, {"host": set(), "visitor": set()}))[1][role].add(survivor or id)
    found: dict[frozenset[str], str] = {}
    for day, roles in visits.values():
        for host in roles["host"]:
            for visitor in roles["visitor"]:
                both = frozenset((host, visitor))
                found[both] = max(found.get(both, ""), day)
    return found
