"""Matchings as records: what one says, and its solution from the needs and offers that it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from desktop.catalogue import list_of, parse
from desktop.catalogue.read_connection import reading
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.matching.parties import Parties, read_parties
from desktop.matching.points import Settings, settings_from
from desktop.matching.solution import Solution, solve
from desktop.workspace import Value, Workspace

_NOT_SETTINGS = ("name", "notes", "needs_query", "offers_query")


@dataclass(frozen=True)
class Solved:
    """A solution with what it was made of."""

    parties: Parties
    settings: Settings
    solution: Solution


def list_matchings(workspace: Workspace) -> list[tuple[str, str]]:
    """Ids and names of all that are kept, the last one made first."""
    with reading(workspace) as conn:
        rows = conn.execute("SELECT id, name FROM matching WHERE listed = 1 ORDER BY no DESC").fetchall()
    return [(id, name or "") for id, name in rows]


def matching_values(workspace: Workspace, id: str) -> dict[str, Value]:
    """What a kept matching says. Raises UserFacingError where it is gone."""
    record = workspace.record(id, "matching")
    if record is None or not record.listed:
        raise UserFacingError(_("This matching is not here any more."))
    return dict(record.values)


def settings_of(values: Mapping[str, Value]) -> Settings:
    """The weights and limits of a matching with these values."""
    return settings_from({name: value for name, value in values.items() if name not in _NOT_SETTINGS})


def solve_matching(
    workspace: Workspace, values: Mapping[str, Value], cancelled: Callable[[], bool] = lambda: False
) -> Solved:
    """The best assignment for a matching with these values. Raises QueryError, UserFacingError, Cancelled."""
    settings = settings_of(values)
    parties = read_parties(workspace)
    for type, name in (("need", "needs_query"), ("offer", "offers_query")):
        if text := str(values.get(name) or "").strip():
            listing = list_of(workspace, type)
            ids = set(listing.ids_of(listing.order(parse(text, type)).ids))
            kept = {id: each for id, each in getattr(parties, f"{type}s").items() if id in ids}
            parties = replace(parties, needs=kept) if type == "need" else replace(parties, offers=kept)
    return Solved(parties, settings, solve(parties, settings, cancelled))
