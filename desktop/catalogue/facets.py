"""What a list holds, counted: by kind, status, year, country, target, hazard, module, organisation and completeness.

Codes of one facet are alternatives, so each facet is counted without its own choice: the others stay to be chosen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.catalogue.listing import matching
from desktop.catalogue.query import Query
from desktop.catalogue.query.describing import code_label
from desktop.catalogue.query.fields import FLAGS
from desktop.catalogue.query.sql import conditions, with_below
from desktop.catalogue.query.values import NONE
from desktop.catalogue.reading import reading
from desktop.vocabularies import load
from desktop.words import _
from desktop.workspace import RECORD_TYPES, Workspace

FACETS = ("kind", "status", "year", "country", "targets", "hazards", "modules", "organisation", "completeness")
MOST_ORGANISATIONS = 50

_PLAIN = {"kind": "kind", "status": "status", "year": "year", "country": "country"}
_CODED = ("targets", "hazards", "modules")
_STATES = ("unfinished", "complete", "conflict")


@dataclass(frozen=True, slots=True)
class FacetCount:
    """So many activities have this code. `code` is what `Query.toggled` takes, `label_hint` what to call it.

    `level` is 0, or 1 for what stands below the code before it (a target below its goal).
    """

    code: str
    label_hint: str
    count: int
    chosen: bool
    level: int = 0


def facets(workspace: Workspace, query: Query, names: Iterable[str] = FACETS) -> dict[str, list[FacetCount]]:
    """The counts of these facets for what a query finds. Empty ones are left out, but for what is chosen."""
    wanted = tuple(names)
    bases: dict[Query, list[str]] = {}
    for name in wanted:
        if name not in FACETS:
            raise ValueError(name)
        bases.setdefault(query.without(name), []).append(name)
    found: dict[str, list[FacetCount]] = {}
    with reading(workspace) as conn:
        for base, those in bases.items():
            sql, parameters = matching(conditions(base))
            for name in those:
                found[name] = _counted(conn, query, name, sql, parameters)
    return {name: found[name] for name in wanted}


def _counted(
    conn: sqlite3.Connection, query: Query, name: str, sql: str, parameters: Sequence[Any]
) -> list[FacetCount]:
    if name in _PLAIN:
        return _plain(conn, query, name, sql, parameters)
    if name == "completeness":
        row = conn.execute(
            "SELECT count(*), coalesce(sum(missing > 0), 0), coalesce(sum(conflicts > 0), 0) FROM activity"
            f" WHERE no IN ({sql})",
            parameters,
        ).fetchone()
        counts = {"unfinished": row[1], "complete": row[0] - row[1], "conflict": row[2]}
        return [
            FacetCount(state, _(FLAGS[state]), counts[state], query.has(name, state))
            for state in _STATES
            if counts[state] or query.has(name, state)
        ]
    if name == "organisation":
        return _organisations(conn, query, sql, parameters)
    return _coded(conn, query, name, sql, parameters)


def _plain(conn: sqlite3.Connection, query: Query, name: str, sql: str, parameters: Sequence[Any]) -> list[FacetCount]:
    column = _PLAIN[name]
    counts: dict[str, int] = {
        NONE if code is None else str(code): count
        for code, count in conn.execute(
            f"SELECT {column}, count(*) FROM activity WHERE no IN ({sql}) GROUP BY {column}", parameters
        )
    }
    if name == "year":
        codes = sorted((code for code in counts if code != NONE), reverse=True)
    else:
        codes = sorted((code for code in counts if code != NONE), key=lambda code: (-counts[code], code))
    found = [FacetCount(code, _label(name, code), counts[code], query.has(name, code)) for code in codes]
    found += _chosen_elsewhere(query, name, set(counts))
    if NONE in counts:
        found.append(FacetCount(NONE, _("Not given"), counts[NONE], query.has(name, NONE)))
    return found


def _chosen_elsewhere(query: Query, name: str, known: set[str]) -> list[FacetCount]:
    """What is chosen and finds nothing: it stays to be taken back."""
    return [FacetCount(code, _label(name, code), 0, True) for code in query.chosen(name) if code not in known]


def _label(name: str, code: str) -> str:
    if name == "year":
        return code
    return _("Not given") if code == NONE else code_label(RECORD_TYPES["activity"].by_name[name].vocabulary, code)


def _coded(conn: sqlite3.Connection, query: Query, name: str, sql: str, parameters: Sequence[Any]) -> list[FacetCount]:
    words = load(RECORD_TYPES["activity"].by_name[name].vocabulary)
    counts: dict[str, int] = dict(
        conn.execute(
            f"SELECT code, count(*) FROM activity_member WHERE field = ? AND record_no IN ({sql}) GROUP BY code",
            [name, *parameters],
        ).fetchall()
    )
    found: list[FacetCount] = []
    for root in words.children():
        below = with_below(words.name, root.code)
        present = [code for code in below if code in counts]
        chosen = [code for code in below if query.has(name, code)]
        if not present and not chosen:
            continue
        count = counts.get(root.code, 0)
        if present and present != [root.code]:
            marks = ", ".join("?" * len(present))
            count = conn.execute(
                "SELECT count(DISTINCT record_no) FROM activity_member WHERE field = ?"
                f" AND code IN ({marks}) AND record_no IN ({sql})",
                [name, *present, *parameters],
            ).fetchone()[0]
        found.append(FacetCount(root.code, _label(name, root.code), count, root.code in chosen))
        if chosen:
            found += [
                FacetCount(code, _label(name, code), counts.get(code, 0), code in chosen, 1)
                for code in below
                if code != root.code and (code in counts or code in chosen)
            ]
    return found


def _organisations(conn: sqlite3.Connection, query: Query, sql: str, parameters: Sequence[Any]) -> list[FacetCount]:
    rows = conn.execute(
        "SELECT o.id, o.name, count(DISTINCT m.record_no) AS many FROM activity_member m"
        " JOIN organisation d ON d.id = substr(m.code, instr(m.code, ':') + 1)"
        " JOIN organisation o ON o.id = coalesce(d.survivor, d.id)"
        f" WHERE m.field = 'organisations' AND m.record_no IN ({sql}) GROUP BY o.id"
        f" ORDER BY many DESC, o.name_key LIMIT {MOST_ORGANISATIONS}",
        parameters,
    ).fetchall()
    found = [FacetCount(id, name or _("Untitled"), count, query.has("organisation", id)) for id, name, count in rows]
    known = {each.code for each in found}
    for id in query.chosen("organisation"):
        if id not in known and id != NONE:
            row = conn.execute("SELECT name FROM organisation WHERE id = ?", (id,)).fetchone()
            found.append(FacetCount(id, row[0] if row and row[0] else id[:8], 0, True))
    return found
