"""What an organisation, or a person, has done with the network: activities by role and year, visits given and received,
courses, commitments and what became of them, and the organisations it did that with. Computed here alone; whoever shows a
number has the records behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.catalogue.read_connection import reading
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

COURSE_KINDS = frozenset(("mooc", "online_course", "training", "training_of_trainers"))
"""Kinds of activities that people enrol in."""
TEACHING = frozenset(("trainer", "facilitator", "speaker"))
LEADING = frozenset(("lead", "implementer"))
"""Roles of organisations that teach in a course; and above, of people who do."""
VISITED, HOSTED, LEARNT_FROM, TRAINED, TRAINED_BY, PARTNER_OF = (
    "visited", "hosted", "learnt_from", "trained", "trained_by", "partner_of",
)  # fmt: skip
RELATIONS = (LEARNT_FROM, VISITED, HOSTED, TRAINED, TRAINED_BY, PARTNER_OF)


class Entry(NamedTuple):
    """A record behind a number. `day`: when it began; `more`: of a person the role, of a commitment the visit's title."""

    type: str
    id: str
    title: str
    day: str = ""
    kind: str = ""  # of an activity
    state: str = ""  # of an activity, a visit or a commitment
    more: str = ""


class Commitment(NamedTuple):
    """What an organisation said that it will do, and what became of it."""

    entry: Entry
    due: str
    changed: str
    activity: str  # id of what it became; "" where it became none
    visit: Entry


class Relation(NamedTuple):
    """What an organisation has to do with another one, and the records that say so."""

    kind: str  # of RELATIONS
    other: str  # id
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class NetworkRecord:
    """All of it. Activities and visits by role, the newest first."""

    people: tuple[Entry, ...] = ()
    activities: tuple[tuple[str, Entry], ...] = ()  # role and activity, of the record itself
    visits: tuple[tuple[str, Entry], ...] = ()  # role and visit; "" for those that its people took part in without one
    taught: tuple[Entry, ...] = ()  # courses in which it, or one of its people, was trainer, facilitator or speaker
    supported: tuple[Entry, ...] = ()  # courses in which it had a role
    enrolled: tuple[Entry, ...] = ()  # courses in which it, or one of its people, took part
    commitments: tuple[Commitment, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing is known yet."""
        return not (self.people or self.activities or self.visits or self.taught or self.enrolled or self.commitments)

    def by_role_and_year(self) -> dict[str, dict[str, list[Entry]]]:
        """Activities by role, then by year, the newest first; "" for those without a date."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for role, entry in self.activities:
            found.setdefault(role, {}).setdefault(entry.day[:4], []).append(entry)
        return found

    @property
    def given(self) -> list[Entry]:
        """Visits that it hosted."""
        return [entry for role, entry in self.visits if role == "host"]

    @property
    def received(self) -> list[Entry]:
        """Visits that it paid to others."""
        return [entry for role, entry in self.visits if role == "visitor"]


def read_network_record(workspace: Workspace, type: str, id: str) -> NetworkRecord:
    """Of an organisation or a person by id; of duplicates that were merged into it too."""
    with reading(workspace) as conn:
        ids = [id, *(row[0] for row in conn.execute(f"SELECT id FROM {type} WHERE survivor = ?", (id,)))]
        if type == "person":
            people, person_ids = (), ids
        else:
            people = tuple(_people(conn, ids))
            person_ids = [each.id for each in people]
        own = "organisations" if type == "organisation" else "people"
        activities = tuple(_linked(conn, "activity", own, ids))
        by_people = list(_linked(conn, "activity", "people", person_ids)) if type == "organisation" else activities
        visits = list(_linked(conn, "visit", own, ids))
        known = {entry.id for _role, entry in visits}
        taking_part = [
            *(_linked(conn, "visit", "people", person_ids) if type == "organisation" else ()),
            *(("", entry) for entry in _taking_part(conn, ids if type == "organisation" else [], person_ids)),
        ]
        for _role, entry in taking_part:
            if entry.id not in known:
                known.add(entry.id)
                visits.append(("", entry))
        commitments = tuple(_commitments(conn, ids)) if type == "organisation" else ()
        courses = [(role, each) for role, each in by_people if each.kind in COURSE_KINDS]
        return NetworkRecord(
            people=people,
            activities=activities,
            visits=tuple(visits),
            taught=_each_once(each for role, each in courses if role in TEACHING),
            supported=_each_once(each for _role, each in activities if each.kind in COURSE_KINDS)
            if type == "organisation" else (),
            enrolled=_each_once(each for role, each in courses if role == "participant"),
            commitments=commitments,
            relations=tuple(_relations(conn, set(ids), activities, by_people, visits, commitments))
            if type == "organisation" else (),
        )  # fmt: skip


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for entry in entries}.values())


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _parts(ids: Sequence[str], most: int = 100) -> Iterator[list[str]]:
    for start in range(0, len(ids), most):
        yield list(ids[start : start + most])


def _people(conn: SqliteConnection, ids: list[str]) -> Iterator[Entry]:
    rows = conn.execute(
        f"SELECT id, name, role, consent FROM person WHERE listed = 1 AND organisation IN ({_marks(ids)})"
        " ORDER BY name_key, no",
        ids,
    )
    for id, name, role, consent in rows:
        yield Entry("person", id, name or "", state=consent or "none", more=role or "")


def _linked(conn: SqliteConnection, type: str, field: str, ids: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """(role, record) of the activities or visits that name one of these in a field, the newest first."""
    roles = [term.code for term in load(RECORD_TYPES[type].by_name[field].vocabulary)]
    kind, state = ("r.kind", "r.status") if type == "activity" else ("NULL", "r.stage")
    found: list[tuple[str, Entry]] = []
    for part in _parts(ids, 50):
        codes = [f"{role}:{id}" for role in roles for id in part]
        rows = conn.execute(
            f"SELECT m.code, r.id, r.title, r.start, {kind}, {state} FROM {type}_member m JOIN {type} r ON r.no = m.record_no"
            f" WHERE r.listed = 1 AND m.field = ? AND m.code IN ({_marks(codes)})",
            [field, *codes],
        )
        for code, id, title, start, kind_code, state_code in rows:
            entry = Entry(type, id, title or "", start or "", kind_code or "", state_code or "")
            found.append((code.partition(":")[0], entry))
    order = {role: place for place, role in enumerate(roles)}
    found.sort(key=lambda each: (each[1].title, each[1].id))
    found.sort(key=lambda each: each[1].day, reverse=True)
    found.sort(key=lambda each: order[each[0]])
    yield from dict.fromkeys(found)


def _taking_part(conn: SqliteConnection, organisations: Sequence[str], people: Sequence[str]) -> Iterator[Entry]:
    for column, ids in (("organisation", organisations), ("person", people)):
        for part in _parts(ids):
            rows = conn.execute(
                "SELECT DISTINCT v.id, v.title, v.start, v.stage FROM participant p JOIN visit v ON v.id = p.parent"
                f" WHERE p.listed = 1 AND v.listed = 1 AND p.{column} IN ({_marks(part)}) ORDER BY v.start DESC, v.id",
                part,
            )
            for id, title, start, stage in rows:
                yield Entry("visit", id, title or "", start or "", state=stage or "")


def _commitments(conn: SqliteConnection, ids: list[str]) -> Iterator[Commitment]:
    rows = conn.execute(
        "SELECT c.id, c.what, c.state, c.due, c.changed, c.activity, v.id, v.title, v.start, v.stage FROM commitment c"
        f" JOIN visit v ON v.id = c.parent WHERE c.listed = 1 AND v.listed = 1 AND c.organisation IN ({_marks(ids)})"
        " ORDER BY v.start DESC, c.position, c.no",
        ids,
    )
    for id, what, state, due, changed, activity, visit, title, start, stage in rows:
        yield Commitment(
            Entry("commitment", id, what or "", due or "", state=state or "open", more=title or ""),
            due or "", changed or "", activity or "",
            Entry("visit", visit, title or "", start or "", state=stage or ""),
        )  # fmt: skip


# Relations -----------------------------------------------------------------------------------------------------------


def _relations(
    conn: SqliteConnection,
    ids: set[str],
    activities: Sequence[tuple[str, Entry]],
    by_people: Sequence[tuple[str, Entry]],
    visits: Sequence[tuple[str, Entry]],
    commitments: Sequence[Commitment],
) -> Iterator[Relation]:
    """What the organisation, by its ids, has to do with others."""
    found: dict[tuple[str, str], dict[str, Entry]] = {}

    def add(kind: str, other: str, entry: Entry) -> None:
        if other not in ids:
            found.setdefault((kind, other), {})[entry.id] = entry

    committed = {each.visit.id for each in commitments}
    roles: dict[str, set[str]] = {}
    visit_of = {entry.id: entry for _role, entry in visits if entry.state != "cancelled"}
    for role, entry in visits:
        roles.setdefault(entry.id, set()).add(role)
    for visit, role, other in _organisations_in(conn, "visit", sorted(visit_of)):
        own = roles[visit]
        if role == "host" and "host" not in own:
            add(VISITED, other, visit_of[visit])
            if visit in committed:
                add(LEARNT_FROM, other, visit_of[visit])
        elif role == "visitor" and "host" in own:
            add(HOSTED, other, visit_of[visit])
    own_roles: dict[str, set[str]] = {}
    activity_of: dict[str, Entry] = {}
    for role, entry in (*activities, *by_people):
        if entry.state != "cancelled":
            own_roles.setdefault(entry.id, set()).add(role)
            activity_of[entry.id] = entry
    members = {entry.id for _role, entry in activities}
    for activity, role, other in _organisations_in(conn, "activity", sorted(activity_of)):
        own, entry = own_roles[activity], activity_of[activity]
        if entry.kind in COURSE_KINDS:
            own_teaches, other_teaches = bool(own & (TEACHING | LEADING)), role in LEADING
            if own_teaches and not other_teaches and role != "funder":
                add(TRAINED, other, entry)
            elif other_teaches and not own_teaches:
                add(TRAINED_BY, other, entry)
        if activity in members:
            add(PARTNER_OF, other, entry)
    names = _names(conn, sorted({other for _kind, other in found}))
    for kind in RELATIONS:
        those = [(other, entries) for (each, other), entries in found.items() if each == kind]
        for other, entries in sorted(those, key=lambda each: (-len(each[1]), names.get(each[0], ""))):
            newest = sorted(entries.values(), key=lambda entry: (entry.day, entry.id), reverse=True)
            yield Relation(kind, other, names.get(other, ""), tuple(newest))


def _organisations_in(conn: SqliteConnection, type: str, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(id of the activity or visit, role, id of the organisation, of a merged one that of the one that stayed)."""
    for part in _parts(ids):
        rows = conn.execute(
            f"SELECT r.id, m.code, o.id, o.survivor FROM {type} r JOIN {type}_member m ON m.record_no = r.no"
            " JOIN organisation o ON o.id = substr(m.code, instr(m.code, ':') + 1)"
            f" WHERE r.id IN ({_marks(part)}) AND +m.field = 'organisations' ORDER BY r.id, m.code",
            part,
        )
        for record, code, id, survivor in rows:
            yield record, code.partition(":")[0], survivor or id


def _names(conn: SqliteConnection, ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _parts(ids):
        rows = conn.execute(f"SELECT id, name FROM organisation WHERE id IN ({_marks(part)})", part)
        found.update((id, name or "") for id, name in rows)
    return found


def people_of_organisations(workspace: Workspace) -> dict[str, list[str]]:
    """Ids of all listed people by the id of their organisation, by name; "" for those without one."""
    found: dict[str, list[str]] = {}
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT p.id, coalesce(o.survivor, o.id, '') FROM person p LEFT JOIN organisation o ON o.id = p.organisation"
            " WHERE p.listed = 1 ORDER BY p.name_key, p.no"
        )
        for id, organisation in rows:
            found.setdefault(organisation, []).append(id)
    return found
