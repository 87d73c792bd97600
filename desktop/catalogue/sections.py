"""Which organisations belong to a section of the network: the section itself, its members, and theirs in turn, as SQL.

Organisations that were merged stand for the one that stayed.
"""

from __future__ import annotations

SECTION = "section"
"""The kind of an organisation that is a section."""

_OWN = (
    "own(id, kept, above) AS (SELECT o.id, coalesce(o.survivor, o.id), coalesce(p.survivor, p.id) FROM organisation o"
    " JOIN organisation k ON k.id = coalesce(o.survivor, o.id) LEFT JOIN organisation p ON p.id = k.belongs_to)"
)
"""Each organisation with the one that stayed of it, and the one that this belongs to."""


def members_of_sections() -> str:
    """SELECT that gives (id, section): each organisation in each section, however far above it stands."""
    return (
        f"WITH RECURSIVE {_OWN}, within(kept, section) AS ("
        f"SELECT id, id FROM organisation WHERE kind = '{SECTION}' AND survivor IS NULL AND listed = 1"
        " UNION SELECT own.kept, within.section FROM within JOIN own ON own.above = within.kept)"
        " SELECT own.id AS id, within.section AS section FROM within JOIN own ON own.kept = within.kept"
    )


def members_of(condition: str) -> str:
    """SELECT that gives the id of each organisation in the sections `o` with a condition; `s` is what one was merged into."""
    return (
        f"WITH RECURSIVE {_OWN}, within(kept) AS ("
        "SELECT coalesce(o.survivor, o.id) FROM organisation o LEFT JOIN organisation s ON s.id = o.survivor"
        f" WHERE coalesce(s.kind, o.kind) = '{SECTION}' AND ({condition})"
        " UNION SELECT own.kept FROM within JOIN own ON own.above = within.kept)"
        " SELECT own.id FROM within JOIN own ON own.kept = within.kept"
    )
