"""What a list holds, counted: by the facets that the fields of its records have, by what reached them, and by completeness.

Codes of one facet are alternatives, so each facet is counted without its own choice: the others stay to be chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.catalogue.facet_codes import COMPLETENESS, CONFLICT, UNFINISHED, FacetCodes, facet_codes, facet_fields
from desktop.catalogue.index_terms import forms_in
from desktop.catalogue.listing import matching
from desktop.catalogue.query import Query
from desktop.catalogue.query.code_trees import with_below
from desktop.catalogue.query.describing import code_label
from desktop.catalogue.query.fields import FLAGS
from desktop.catalogue.query.sql import conditions
from desktop.catalogue.query.terms import NONE
from desktop.catalogue.reached import REACHABLE, VISIT, Reached, reached
from desktop.catalogue.read_connection import all_numbers, reading
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Field, Workspace
from desktop.workspace.storage.sqlite import SqliteConnection


def facet_names(kind: str) -> tuple[str, ...]:
    """The facets of records of a type, in their order."""
    return (*facet_fields(kind), *(OF_THE_REACHED if kind in REACHABLE else ()), COMPLETENESS)


OF_THE_REACHED = ("reached", "first_by", "last_reached")
"""Facets of what activities and visits reached: whether they did, by what first, and the year of the last."""


FACETS = facet_names("activity")
"""Those of activities."""
MOST_LINKED = 50

_BETWEEN = ("cluster",)
"""Levels of a tree that nobody looks for."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """So many records have this code. `code` is what `Query.toggled` takes, `label_hint` what to call it.

    `level` is 0, or 1 for what stands below the code before it (a target below its goal).
    """

    code: str
    label_hint: str
    count: int
    chosen: bool
    level: int = 0


def facets(workspace: Workspace, query: Query, names: Iterable[str] | None = None) -> dict[str, list[FacetCount]]:
    """The counts of these facets, or of all, for what a query finds. Empty ones are left out, but for what is chosen."""
    wanted = facet_names(query.kind) if names is None else tuple(names)
    bases: dict[Query, list[str]] = {}
    for name in wanted:
        if name not in facet_names(query.kind):
            raise ValueError(name)
        bases.setdefault(query.without(name), []).append(name)
    codes = facet_codes(workspace, query.kind)
    found: dict[str, list[FacetCount]] = {}
    with reading(workspace) as conn:
        for base, those in bases.items():
            counts, total = _counts(workspace, conn, base, codes, those)
            for name in those:
                found[name] = _facet(conn, query, name, counts[name], total)
    return {name: found[name] for name in wanted}


def _counts(
    workspace: Workspace, conn: SqliteConnection, base: Query, codes: FacetCodes, names: list[str]
) -> tuple[dict[str, dict[str, int]], int]:
    """By facet and code, for what `base` finds; and how many that is."""
    sql, parameters = matching(conditions(base, base.kind, forms_in(conn, base.kind)), base.kind)
    numbers = all_numbers(conn, sql, parameters)
    found = codes.count(numbers, [name for name in names if name not in OF_THE_REACHED])
    for name in names:
        if name in OF_THE_REACHED:
            found[name] = dict(Counter(_reached_codes(name, numbers, reached(workspace, base.kind))))
    return found, len(numbers)


def _reached_codes(name: str, numbers: Iterable[int], known: Mapping[int, Reached]) -> Iterator[str]:
    for no in numbers:
        each = known.get(no)
        if name == "reached":
            yield "no" if each is None else "yes"
        elif each is None:
            yield ""
        else:
            yield each.by if name == "first_by" else each.last[:4]


def _facet(conn: SqliteConnection, query: Query, name: str, counts: Counts, total: int) -> list[FacetCount]:
    if name == COMPLETENESS:
        states = {
            UNFINISHED: counts.get(UNFINISHED, 0),
            "complete": total - counts.get(UNFINISHED, 0),
            CONFLICT: counts.get(CONFLICT, 0),
        }
        chosen = query.chosen(name)
        found = [FacetCount(state, _(FLAGS[state]), count, state in chosen) for state, count in states.items()]
        return [each for each in found if each.count or each.chosen]
    if name in OF_THE_REACHED:
        return _of_the_reached(query, name, counts)
    field = facet_fields(query.kind)[name]
    if field.target:
        return _linked(conn, query, name, field, counts)
    return _tree(query, name, counts) if field.is_set else _plain(query, name, counts)


def _of_the_reached(query: Query, name: str, counts: Counts) -> list[FacetCount]:
    """Those that nothing reached are counted once, in the first of these facets."""
    chosen = query.chosen(name)
    codes = {*counts, *chosen} - {""}
    if name == "reached":
        ordered = [code for code in ("yes", "no") if code in codes]
    elif name == "last_reached":
        ordered = sorted(codes, reverse=True)
    else:
        ordered = sorted(codes, key=lambda code: (-counts.get(code, 0), code))
    return [FacetCount(code, _reached_label(name, code), counts.get(code, 0), code in chosen) for code in ordered]


def _reached_label(name: str, code: str) -> str:
    if name == "reached":
        return _("Reached") if code == "yes" else _("Not reached yet")
    if name == "first_by":
        return _("Visit") if code == VISIT else code_label("kinds", code)
    return code


def _plain(query: Query, name: str, counts: Counts) -> list[FacetCount]:
    chosen = set(query.chosen(name))
    codes = sorted({*counts, *chosen} - {"", NONE}, key=lambda code: (-counts.get(code, 0), code))
    if name == "year":
        codes.sort(reverse=True)
    found = [FacetCount(code, _label(query.kind, name, code), counts.get(code, 0), code in chosen) for code in codes]
    if "" in counts or NONE in counts or NONE in chosen:
        said = NONE in load(RECORD_TYPES[query.kind].by_name[name].vocabulary) if name != "year" else False
        label = _label(query.kind, name, NONE) if said else _("Not given")
        found.append(FacetCount(NONE, label, counts.get("", 0) + counts.get(NONE, 0), NONE in chosen))
    return found


def _label(kind: str, name: str, code: str) -> str:
    return code if name == "year" else code_label(RECORD_TYPES[kind].by_name[name].vocabulary, code)


def _tree(query: Query, name: str, counts: Counts) -> list[FacetCount]:
    """The roots, and below each all that is there."""
    words = load(RECORD_TYPES[query.kind].by_name[name].vocabulary)
    chosen = set(query.chosen(name))
    found: list[FacetCount] = []
    for root in words.children():
        below = with_below(words.name, root.code)
        if not counts.get(root.code) and chosen.isdisjoint(below):
            continue
        found.append(_counted(query.kind, name, root.code, counts, chosen, 0))
        found += [
            _counted(query.kind, name, code, counts, chosen, 1)
            for code in below[1:]
            if code in chosen or (code in counts and words[code].level not in _BETWEEN)
        ]
    found += [_counted(query.kind, name, code, counts, chosen, 0) for code in sorted(counts) if code not in words]
    return found


def _counted(kind: str, name: str, code: str, counts: Counts, chosen: set[str], level: int) -> FacetCount:
    return FacetCount(code, _label(kind, name, code), counts.get(code, 0), code in chosen, level)


def _linked(conn: SqliteConnection, query: Query, name: str, field: Field, counts: Counts) -> list[FacetCount]:
    """Those that most records are linked to, and the chosen ones."""
    chosen = [code for code in query.chosen(name) if code != NONE]
    most = sorted((id for id in counts if id), key=lambda id: (-counts[id], id))[:MOST_LINKED]
    ids = list(dict.fromkeys([*most, *chosen]))
    marks = ", ".join("?" * len(ids))
    title = RECORD_TYPES[field.target].title
    names: dict[str, str] = dict(
        conn.execute(f"SELECT id, {title} FROM {field.target} WHERE id IN ({marks})", ids).fetchall()
    )
    found = [FacetCount(id, names.get(id) or _("Untitled"), counts.get(id, 0), id in chosen) for id in ids]
    if "" in counts or NONE in query.chosen(name):
        found.append(FacetCount(NONE, _("Not given"), counts.get("", 0), NONE in query.chosen(name)))
    return found
