"""Which organisations have to do with which, all of them at once: the same relations that the record of each one shows
(`network_record.py`), each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from desktop.catalogue.read_connection import reading
from desktop.visits.network_record import COURSE_KINDS, LEADING, LEARNT_FROM, PARTNER_OF, TEACHING, TRAINED, VISITED
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

MOST_NODES = 1_000
"""A picture of more organisations is read by nobody: those with the most relations are in it."""
GRAPH_KINDS = (LEARNT_FROM, VISITED, TRAINED, PARTNER_OF)
"""Who hosted was visited, who was trained by somebody is who that one trained: one line stands for both."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An organisation. `relations`: with how many others it has any."""

    id: str
    name: str
    country: str
    membership: str
    relations: int = 0


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """`source` learnt from, visited, trained or is partner of `target` (places of nodes), so many times, last on `day`."""

    source: int
    target: int
    kind: str
    times: int
    day: str


@dataclass(frozen=True)
class RelationGraph:
    """Nodes by their relations, the most first, then by name; edges by kind, times and names."""

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
    left_out: int = 0
    """Organisations with relations beyond the first thousand."""


@dataclass
class _Found:
    """(kind, source id, target id) -> [times, newest day]."""

    edges: dict[tuple[str, str, str], tuple[int, str]] = field(
        default_factory=dict[tuple[str, str, str], tuple[int, str]]
    )

    def add(self, kind: str, source: str, target: str, day: str) -> None:
        if source == target:
            return
        if kind == PARTNER_OF and source > target:
            source, target = target, source
        times, newest = self.edges.get((kind, source, target), (0, ""))
        self.edges[kind, source, target] = (times + 1, max(newest, day))


def read_relation_graph(workspace: Workspace, *, most: int = MOST_NODES) -> RelationGraph:
    """All relations between listed organisations; `most`: how many of these at most."""
    with reading(workspace) as conn:
        found = _Found()
        _read_activities(conn, found)
        _read_visits(conn, found)
        about = {
            id: GraphNode(id, name or "", country or "", membership or "")
            for id, name, country, membership in conn.execute(
                "SELECT id, name, country, membership FROM organisation WHERE listed = 1"
            )
        }
    others: dict[str, set[str]] = {}
    for _kind, source, target in found.edges:
        if source in about and target in about:
            others.setdefault(source, set()).add(target)
            others.setdefault(target, set()).add(source)
    order = sorted(others, key=lambda id: (-len(others[id]), about[id].name, id))
    chosen = order[:most]
    place = {id: at for at, id in enumerate(chosen)}
    nodes = [about[id] for id in chosen]
    edges = [
        _edge(kind, place[source], place[target], times, day)
        for (kind, source, target), (times, day) in found.edges.items()
        if source in place and target in place
    ]
    edges.sort(key=lambda each: (GRAPH_KINDS.index(each.kind), -each.times, each.source, each.target))
    return RelationGraph(
        tuple(GraphNode(each.id, each.name, each.country, each.membership, len(others[each.id])) for each in nodes),
        tuple(edges),
        len(order) - len(chosen),
    )


def _edge(kind: str, source: int, target: int, times: int, day: str) -> GraphEdge:
    """Of partners, the one with more relations stands first."""
    if kind == PARTNER_OF and source > target:
        source, target = target, source
    return GraphEdge(source, target, kind, times, day)


def _survivors(conn: SqliteConnection) -> dict[str, str]:
    rows = conn.execute("SELECT id, survivor FROM organisation WHERE survivor IS NOT NULL")
    return {str(id): str(survivor) for id, survivor in rows}


def _organisations_of_people(conn: SqliteConnection, survivors: dict[str, str]) -> dict[str, str]:
    rows = conn.execute("SELECT id, organisation FROM person WHERE listed = 1 AND organisation IS NOT NULL")
    return {str(id): survivors.get(str(organisation), str(organisation)) for id, organisation in rows}


def _linked(
    conn: SqliteConnection, type: str, name: str, organisation_of: dict[str, str] | None, survivors: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """(number of the activity or visit, role, organisation) of a field that links organisations, or people by theirs."""
    codes: dict[int, tuple[str, str]] = {}
    for no, code in conn.execute("SELECT no, code FROM member_code WHERE field = ?", (name,)):
        role, _colon, id = str(code).partition(":")
        if organisation_of is None:
            codes[no] = (role, survivors.get(id, id))
        elif id in organisation_of:
            codes[no] = (role, organisation_of[id])
    rows = conn.execute(
        f"SELECT h.record_no, h.code_no FROM {type}_has_code h JOIN member_code c ON c.no = h.code_no WHERE c.field = ?",
        (name,),
    )
    for record_no, code_no in rows:
        if code_no in codes:
            yield (record_no, *codes[code_no])


def _read_activities(conn: SqliteConnection, found: _Found) -> None:
    survivors = _survivors(conn)
    known = {
        no: (kind or "", start or "")
        for no, kind, start in conn.execute(
            "SELECT no, kind, start FROM activity WHERE listed = 1 AND coalesce(status, '') <> 'cancelled'"
        )
    }
    roles: dict[int, dict[str, set[str]]] = {}  # of organisations themselves
    for no, role, organisation in _linked(conn, "activity", "organisations", None, survivors):
        if no in known:
            roles.setdefault(no, {}).setdefault(organisation, set()).add(role)
    of_people: dict[int, dict[str, set[str]]] = {}
    people = _organisations_of_people(conn, survivors)
    for no, role, organisation in _linked(conn, "activity", "people", people, survivors):
        if no in known and known[no][0] in COURSE_KINDS:
            of_people.setdefault(no, {}).setdefault(organisation, set()).add(role)
    for no, members in roles.items():
        kind, day = known[no]
        if len(members) > 1:
            for one, other in combinations(members, 2):
                found.add(PARTNER_OF, one, other, day)
        if kind in COURSE_KINDS:
            _add_training(found, members, of_people.get(no, {}), day)


def _add_training(found: _Found, members: dict[str, set[str]], of_people: dict[str, set[str]], day: str) -> None:
    """Who trained whom in one course: each pair once."""
    pairs: set[tuple[str, str]] = set()
    for own in members.keys() | of_people.keys():
        own_teaches = bool((members.get(own, set()) | of_people.get(own, set())) & (TEACHING | LEADING))
        for other, other_roles in members.items():
            for role in other_roles if other != own else ():
                if own_teaches and role not in LEADING and role != "funder":
                    pairs.add((own, other))
                elif role in LEADING and not own_teaches:
                    pairs.add((other, own))
    for source, target in sorted(pairs):
        found.add(TRAINED, source, target, day)


def _read_visits(conn: SqliteConnection, found: _Found) -> None:
    survivors = _survivors(conn)
    people = _organisations_of_people(conn, survivors)
    known: dict[int, str] = {}
    number_of: dict[str, int] = {}
    for no, id, start in conn.execute(
        "SELECT no, id, start FROM visit WHERE listed = 1 AND coalesce(stage, '') <> 'cancelled'"
    ):
        known[no], number_of[id] = start or "", no
    roles: dict[int, dict[str, set[str]]] = {}
    for no, role, organisation in _linked(conn, "visit", "organisations", None, survivors):
        if no in known:
            roles.setdefault(no, {}).setdefault(organisation, set()).add(role)
    part: dict[int, set[str]] = {no: set(members) for no, members in roles.items()}  # who took part in any way
    for no, _role, organisation in _linked(conn, "visit", "people", people, survivors):
        part.setdefault(no, set()).add(organisation)
    for visit, organisation, person in conn.execute(
        "SELECT parent, organisation, person FROM participant WHERE listed = 1 AND parent IS NOT NULL"
    ):
        for each in (survivors.get(organisation or "", organisation), people.get(person or "")):
            if each and visit in number_of:
                part.setdefault(number_of[visit], set()).add(each)
    committed: dict[int, set[str]] = {}
    for visit, organisation in conn.execute(
        "SELECT parent, organisation FROM commitment WHERE listed = 1 AND organisation IS NOT NULL"
    ):
        if visit in number_of:
            committed.setdefault(number_of[visit], set()).add(survivors.get(str(organisation), str(organisation)))
    for no, those in part.items():
        members = roles.get(no, {})
        hosts = [each for each, own in members.items() if "host" in own]
        for own in sorted(those):
            if "host" in members.get(own, ()) or not hosts:
                continue
            for host in hosts:
                found.add(VISITED, own, host, known.get(no, ""))
                if own in committed.get(no, ()):
                    found.add(LEARNT_FROM, own, host, known.get(no, ""))
