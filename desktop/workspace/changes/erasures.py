"""What erasures say: which values must go for good, whatever order they and the changes come in (`JOURNAL.md`).

An erasure is a change of the type `erasure`, on a record of its own. Its values name

    changes/<replica>:<seq>:<mark> = field names, one a line    values of one change; without mark where it has no proof
    records/<record>               = record types, one a line    all values of a record, in changes not written yet too
    reason                         = one of `REASONS`

A field name `@author` stands for the name under which a change was written. Before format 3 a record was named by its id
alone, with `true`: whatever is under it is named.

A change loses the values named and keeps all else: its id, its fields (with null), what it replaces. So the state still
follows from the set of changes and of the erasures in force. Where a field's own name says something (`links/<address>`), the
part after the slash is blanked too, into a digest: the same on every desk, so that what replaces what still holds.

An erasure is in force for everything that it names where this desk decided so: wrote it, or granted it. One that came from
elsewhere is in force for what its own desk wrote, as far as it is proven to come from there; for the rest it is a request,
see `erasure.requests`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from desktop.workspace.changes.erasure_decisions import EVERYBODY, REASONS
from desktop.workspace.changes.proof_log import keys_by_replica
from desktop.workspace.changes.proofs import AUTHOR, blank_proof, blanked_name, mark_of
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.records.record_description import MARKS, PARENT, Value
from desktop.workspace.records.web_link_names import read_link_of
from desktop.workspace.storage.replica_ids import is_proven

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.changes.shared_change import SharedChange
    from desktop.workspace.storage.connections import Direct

ERASURE = "erasure"
"""The record type of erasures, and the kind of the action that writes one."""

REASON = "reason"

_CHANGES, _RECORDS = "changes/", "records/"
_CHANGE = re.compile(r"changes/([0-9a-f-]{36}):([1-9][0-9]{0,15})(?::([0-9a-f]{16}))?\Z")
_RECORD = re.compile(r"records/([0-9a-f-]{36})\Z")

_Ids = TypeVar("_Ids")
Fields = frozenset[str] | None
"""Names, as they stand after the blanking, of the fields to blank; None: all but those of KEPT."""

KEPT = (*MARKS, PARENT)
"""Say nothing of anybody, and hold records together: who was forgotten stays as a participant of a visit."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one erasure names."""

    records: frozenset[tuple[str, str]]
    """Record type and id; the type "" where an erasure of before format 3 names whatever is under an id."""
    changes: Mapping[tuple[str, int], frozenset[str]]  # (replica id, seq) -> fields
    marks: Mapping[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])  # of those that have one
    reason: str = ""

    def names_whole(self, type: str, record_id: str) -> bool:
        """Does it name all of a record?"""
        return (type, record_id) in self.records or ("", record_id) in self.records

    def values(self) -> dict[str, Value]:
        """As they stand in the erasure's change."""
        found: dict[str, Value] = {}
        for type, id in sorted(self.records):
            before = found.get(f"{_RECORDS}{id}", "")
            found[f"{_RECORDS}{id}"] = f"{before}\n{type}" if before else type or True
        if self.reason:
            found[REASON] = self.reason
        for (replica, seq), fields in sorted(self.changes.items()):
            mark = self.marks.get((replica, seq), "")
            found[f"{_CHANGES}{replica}:{seq}{mark and f':{mark}'}"] = "\n".join(sorted(fields))
        return found


def read_named(values: Mapping[str, Value]) -> Named:
    """What the values of an erasure name; what this version does not understand is passed over."""
    records: set[tuple[str, str]] = set()
    changes: dict[tuple[str, int], frozenset[str]] = {}
    marks: dict[tuple[str, int], str] = {}
    for name, value in values.items():
        if (match := _RECORD.match(name)) and value is not None:
            types = value.split("\n") if isinstance(value, str) else [""]
            records.update((type, match[1]) for type in types)
        elif (match := _CHANGE.match(name)) and isinstance(value, str) and value:
            changes[match[1], int(match[2])] = frozenset(value.split("\n"))
            if match[3]:
                marks[match[1], int(match[2])] = match[3]
    reason = values.get(REASON)
    return Named(frozenset(records), changes, marks, str(reason) if reason in REASONS else "")


def blank(
    record_id: str, values: Mapping[str, Value], replaces: Mapping[str, _Ids], fields: Fields
) -> tuple[dict[str, Value], dict[str, _Ids]]:
    """A change's values and what it replaces without what has to go. Doing it twice changes nothing more."""

    def after(name: str) -> str:
        if name in KEPT:
            return name
        said = blanked_name(record_id, name)
        return said if fields is None or (said != name and said in fields) else name

    def goes(name: str) -> bool:
        return name not in KEPT and (fields is None or name in fields or after(name) != name)

    return (
        {after(name): None if goes(name) else value for name, value in values.items()},
        {after(name): ids for name, ids in replaces.items()},
    )


@dataclass(frozen=True, slots=True)
class Fresh:
    """One thing that an erasure names, of which the values here have still to go."""

    change_no: int  # of the erasure
    record_id: str = ""
    type: str = ""  # of the record; "": whatever is under its id
    change: ChangeId = (0, 0)
    fields: Fields = None
    only_of: int = EVERYBODY  # replica: only what its desk wrote
    mark: str = ""  # of a change that has not come yet


def partner_keys(conn: Connection | Direct) -> dict[str, str]:
    """Replica of a partner -> their key in hexadecimal, as their packages told."""
    keys: dict[str, str] = {}
    for key, replica, former in conn.exec_driver_sql("SELECT key, replica, former FROM partner"):
        keys.update(dict.fromkeys((str(replica), *json.loads(former)), str(key)))
    return keys


def desks_of_replicas(conn: Connection | Direct) -> dict[int, str]:
    """Local number of a replica -> the key of the desk that writes under it, where that is known; else the replica's own id."""
    found: dict[int, str] = {}
    keys = partner_keys(conn)
    own = own_replicas(conn)
    proven = {no: key.hex() for no, (key, _nonce) in keys_by_replica(conn).items()}
    rows = conn.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica").fetchall()
    mine = next((proven[no] for no, id in rows if no in proven and id in own), "own")
    linked = _linked_keys(conn)
    for no, id in rows:
        desk = proven.get(no) or keys.get(str(id)) or (mine if id in own else str(id))
        found[int(no)] = linked.get(desk, desk)
    return found


def _linked_keys(conn: Connection | Direct) -> dict[str, str]:
    """Key of a new desk -> that of the first one of the same person, where a person linked them who had compared the new code,
    and has not taken that back since.
    """
    rows = conn.exec_driver_sql(
        "SELECT i.new, i.old FROM introduction i JOIN partner_standing s ON s.key = i.new"
        " WHERE s.confirmed BETWEEN 1 AND i.linked ORDER BY i.made"
    ).fetchall()
    before = {str(new): str(old) for new, old in rows}
    found: dict[str, str] = {}
    for new in before:
        first, met = new, {new}
        while (older := before.get(first)) is not None and older not in met:
            first = older
            met.add(older)
        found[new] = first
    return found


def own_replicas(conn: Connection | Direct) -> set[str]:
    """The ids under which this desk, or a copy of its file, has written."""
    rows = conn.exec_driver_sql(
        "SELECT r.id FROM replica r WHERE (SELECT g.mine FROM stored_change c JOIN change_group g ON g.no = c.group_no"
        " WHERE c.replica_no = r.no ORDER BY c.seq LIMIT 1) = 1 OR r.id = (SELECT value FROM meta WHERE key = 'replica')"
    )
    return {str(row[0])[:36] for row in rows.fetchall()}


class Erasures:
    """All that is erased on a desk, for one transaction; learns from erasures that come."""

    def __init__(self, conn: Connection | Direct) -> None:
        self._conn = conn
        self._records: dict[str, set[tuple[str, int]]] = {}
        """-> types ("": any), and the replicas of which alone changes go, or EVERYBODY."""
        self._changes: dict[ChangeId, frozenset[str]] = {}
        self._late: dict[tuple[int, int, str], frozenset[str]] = {}  # with their marks: those that had not come
        self._desks: dict[int, str] = {}
        for record_id, replica_no, seq, fields, only_of in conn.exec_driver_sql(
            "SELECT record_id, replica_no, seq, fields, only_of FROM erased"
        ):
            if record_id:
                self._records.setdefault(record_id, set()).add((read_type(fields), only_of))
            elif self._covers(only_of, replica_no):
                names, mark = read_fields(fields)
                self._add_named((replica_no, seq), names, mark)

    def _add_named(self, id: ChangeId, names: Collection[str], mark: str) -> None:
        if not mark:
            self._add(id, names)
            return
        key = (*id, mark)
        self._late[key] = self._late.get(key, frozenset()) | frozenset(names)
        for no, digest in self._versions(id):  # it has come since
            if mark_of(digest) == mark:
                self._add((no, id[1]), names)

    def _versions(self, id: ChangeId) -> list[tuple[int, bytes]]:
        """The changes with a proof that stand under a number: local number of the replica, digest."""
        rows = self._conn.exec_driver_sql(
            "SELECT c.replica_no, p.digest FROM replica b JOIN replica r ON substr(r.id, 1, 36) = b.id"
            " JOIN stored_change c ON c.replica_no = r.no AND c.seq = ? JOIN proof p ON p.change_no = c.no WHERE b.no = ?",
            (id[1], id[0]),
        ).fetchall()
        return [(int(no), bytes(digest)) for no, digest in rows]

    def _old_versions(self, replica: str, seq: int) -> list[int]:
        """Local numbers of the versions of a change without proof; no erasure says which is meant, so all are."""
        rows = self._conn.exec_driver_sql(
            "SELECT c.replica_no FROM replica r JOIN stored_change c ON c.replica_no = r.no WHERE substr(r.id, 1, 37) = ?"
            " AND c.seq = ?",
            (f"{replica}#", seq),
        ).fetchall()
        return [int(row[0]) for row in rows]

    def _add(self, change: ChangeId, fields: Collection[str]) -> None:
        self._changes[change] = self._changes.get(change, frozenset()) | frozenset(fields)

    def _covers(self, only_of: int, replica_no: int) -> bool:
        """Does an erasure that takes changes of one desk, or of everybody, take those of this replica?"""
        return only_of in (EVERYBODY, replica_no) or self._desk(only_of) == self._desk(replica_no)

    def _desk(self, replica_no: int) -> str:
        if replica_no not in self._desks:
            self._desks = desks_of_replicas(self._conn)
        return self._desks.get(replica_no, str(replica_no))

    def learn(self, change_no: int, named: Named, numbers: Mapping[str, int], only_of: int = EVERYBODY) -> list[Fresh]:
        """Know of one erasure more; `numbers`: of the replicas that it names, by id. `only_of`: as in `Fresh`."""
        fresh = [Fresh(change_no, id, type, only_of=only_of) for type, id in sorted(named.records)]
        for (replica, seq), fields in sorted(named.changes.items()):
            base, mark = numbers[replica], named.marks.get((replica, seq), "")
            if not self._covers(only_of, base):
                continue
            here = self._versions((base, seq)) if is_proven(replica) else []
            exact = next((no for no, digest in here if mark_of(digest) == mark), base)
            if is_proven(replica) and exact == base and not any(mark_of(digest) == mark for _no, digest in here):
                if mark:  # else it says nothing of any change
                    fresh.append(Fresh(change_no, change=(base, seq), fields=fields, only_of=only_of, mark=mark))
            else:
                numbers_of_old = [] if is_proven(replica) else self._old_versions(replica, seq)
                for no in dict.fromkeys((exact, *numbers_of_old)):
                    fresh.append(Fresh(change_no, change=(no, seq), fields=fields, only_of=only_of))
        for each in fresh:
            if each.fields is None:
                self._records.setdefault(each.record_id, set()).add((each.type, only_of))
            else:
                self._add_named(each.change, each.fields, each.mark)
        return fresh

    def explain(self, change: SharedChange, replica_no: int, names: Collection[str]) -> bool:
        """Do erasures in force name all of these fields of a change that comes?"""
        fields = self._fields_of(change, replica_no)
        heads = {blanked_name(change.record_id, name) for name in fields}  # where an erasure gave a name as it was
        return self._whole(change.type, change.record_id, replica_no) or set(names) <= fields | heads

    def _fields_of(self, change: SharedChange, replica_no: int) -> frozenset[str]:
        mark = change.proof.mark if change.proof is not None else ""
        return self._changes.get((replica_no, change.seq), frozenset()) | self._late.get(
            (replica_no, change.seq, mark), frozenset()
        )

    def _whole(self, type: str, record_id: str, replica_no: int) -> bool:
        """Does all go that this replica wrote of a record?"""
        return any(
            its in ("", type) and self._covers(only_of, replica_no) for its, only_of in self._records.get(record_id, ())
        )

    def names(self, type: str, record_id: str, id: ChangeId) -> bool:
        """Does anything of a change have to go?"""
        return id in self._changes or self._whole(type, record_id, id[0])

    def blanked(self, change: SharedChange, replica_no: int) -> SharedChange:
        """A change that comes, without what has to go. `replica_no`: of its replica, or of the version that it is. What says
        what is erased is never erased itself.
        """
        if change.type == ERASURE:
            return change
        whole, fields = self._whole(change.type, change.record_id, replica_no), self._fields_of(change, replica_no)
        if not whole and not fields:
            return change
        values, replaces = blank(change.record_id, change.values, change.replaces, None if whole else fields)
        nameless = AUTHOR in fields
        proof = blank_proof(change.proof, change, values, nameless=nameless) if change.proof is not None else None
        author = "" if nameless else change.author
        return replace(change, values=values, replaces=replaces, proof=proof, author=author)

    def nameless(self, id: ChangeId) -> bool:
        """Does the name under which a change was written have to go?"""
        return AUTHOR in self._changes.get(id, ())

    def blank(
        self, type: str, record_id: str, id: ChangeId, values: Mapping[str, Value], replaces: Mapping[str, _Ids]
    ) -> tuple[dict[str, Value], dict[str, _Ids]]:
        """The same of a change's parts."""
        fields = None if self._whole(type, record_id, id[0]) else self._changes.get(id, frozenset())
        return blank(record_id, values, replaces, fields)


def read_fields(stored: str | None) -> tuple[frozenset[str], str]:
    """What `erased.fields` says: names, and the mark of a change that had not come."""
    said: Any = json.loads(stored) if stored else []
    if isinstance(said, dict):
        late = cast("dict[str, Any]", said)
        return frozenset(late["fields"]), str(late["mark"])
    return frozenset(cast("list[str]", said)), ""


def read_type(stored: str | None) -> str:
    """What `erased.fields` says of a whole record: its type; "" where whatever is under its id is meant."""
    return str(json.loads(stored)) if stored else ""


def keep_rows(conn: Direct, fresh: Iterable[Fresh]) -> None:
    """Note in `erased` what erasures name."""
    for each in fresh:
        names = sorted(each.fields or ())
        said = {"fields": names, "mark": each.mark} if each.mark else names
        fields = json.dumps(said if each.fields is not None else each.type, ensure_ascii=False)
        if each.fields is None and not each.type:
            fields = None
        conn.exec_driver_sql(
            "INSERT INTO erased (change_no, record_id, replica_no, seq, fields, only_of) VALUES (?, ?, ?, ?, ?, ?)",
            (each.change_no, each.record_id, *each.change, fields, each.only_of),
        )


def is_erased(conn: Connection | Direct, type: str, record_id: str) -> bool:
    """Was all of a record erased, so that nothing can be written there any more?"""
    asked = "SELECT fields FROM erased WHERE record_id = ? AND only_of = ?"
    return any(
        read_type(row[0]) in ("", type) for row in conn.exec_driver_sql(asked, (record_id, EVERYBODY)).fetchall()
    )


def still_writable(
    conn: Connection | Direct, type: str, record_id: str, values: Mapping[str, Value]
) -> dict[str, Value]:
    """Those of these values that may be written: all, but nothing comes again into a record that was erased."""
    new = {name for name, value in values.items() if value is not None and name not in MARKS}
    gone = new if new and is_erased(conn, type, record_id) else ()
    return {name: value for name, value in values.items() if name not in gone}


def strings_lost(before: Mapping[str, Value], after: Mapping[str, Value]) -> set[str]:
    """The texts that a change held and holds no more, and addresses that stood in names of fields."""
    lost = {value for name, value in before.items() if isinstance(value, str) and after.get(name) != value}
    addresses = {link[0] for name, value in before.items() if value in lost and (link := read_link_of(name, value))}
    return lost | addresses | {name.partition("/")[2] for name in before if name not in after}


def numbered(raw: str | None) -> dict[str, Sequence[Any]]:
    """What a stored change replaces, with local numbers."""
    return json.loads(raw) if raw else {}
