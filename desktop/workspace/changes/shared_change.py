"""A change as it travels between desks, and those of this desk that may leave it."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import GroupNames
from desktop.workspace.changes.have_sets import HaveSet, holds
from desktop.workspace.changes.proof_log import keys_by_replica, read_marks, read_proofs
from desktop.workspace.changes.proofs import AUTHOR, LABEL, Head, Proof, Reference, blanked_name, commitments_left
from desktop.workspace.changes.value_compression import decode, to_json
from desktop.workspace.records.record_description import Value
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.replica_ids import is_proven

_FIRST = re.compile(r"[1-9][0-9]{0,15}\Z")

SharedReference = tuple[str, int] | tuple[str, int, str]
"""Replica and seq of a change, and its mark where it has a proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedChange:
    """One change as it travels: replicas and authors by their own ids and names, not by local numbers."""

    replica: str
    seq: int
    ms: int
    counter: int
    type: str
    record_id: str
    values: Mapping[str, Value]
    replaces: Mapping[str, Sequence[SharedReference]]
    group: str
    kind: str  # of the group: edit, import ...
    label: str  # of the group: the file of an import
    author: str
    time: int  # ms since 1970 UTC on the author's computer; shown, never used to order
    proof: Proof | None = None  # None where it is of a version that had none

    def digest(self) -> bytes:
        """What its proof has to say, computed from what it says."""
        if self.proof is None:
            return b""
        head = Head(
            group=self.group_number, kind=self.kind, record=self.record_id,
            replaces={name: [marked(id) for id in ids] for name, ids in self.replaces.items()},
            replica=self.replica, seq=self.seq, stamp=(self.ms, self.counter), time=self.time, type=self.type,
        )  # fmt: skip
        return head.digest(commitments_left(self, self.proof))

    @property
    def group_number(self) -> int:
        """The seq of its action's first change in the same replica; 0 where the action is called otherwise."""
        replica, _colon, first = self.group.partition(":")
        return int(first) if replica == self.replica and _FIRST.match(first) else 0

    @property
    def signed_wholly(self) -> bool:
        """Is there nothing in it that its digest does not say? Else one signature would fit several changes: where two names
        stand in the head as one, where a reference to a change with a proof lacks its mark, or where of an erased change
        something has neither gone nor its key.
        """
        if self.proof is None or any(len(id) == 2 and is_proven(id[0]) for ids in self.replaces.values() for id in ids):
            return False
        heads = {blanked_name(self.record_id, name): name for name in self.values}
        replaced = {blanked_name(self.record_id, name) for name in self.replaces}
        if len(heads) < len(self.values) or len(replaced) < len(self.replaces):
            return False
        gone, keys = self.proof.gone, self.proof.keys
        if not gone:
            return True
        signs = {AUTHOR: self.author or None, LABEL: self.label or None}
        said = {**{head: self.values[name] for head, name in heads.items()}, **signs}
        left = {head for head in said if heads.get(head, head) in keys}
        return left.isdisjoint(gone) and said.keys() == left | gone.keys() and not any(said[head] for head in gone)


def marked(id: SharedReference) -> Reference:
    """A reference as it is signed."""
    return id if len(id) == 3 else (*id, "")


def to_body(change: SharedChange) -> str:
    """A change word for word, as it is kept outside the journal: JSON of all but its replica, seq, type and record."""
    return to_json(
        {
            "ms": change.ms, "counter": change.counter, "values": dict(change.values),
            "replaces": {name: [list(id) for id in sorted(ids)] for name, ids in sorted(change.replaces.items())},
            "group": [change.group, change.kind, change.label], "author": change.author, "time": change.time,
            **({"proof": _proof_body(change.proof)} if change.proof is not None else {}),
        }
    )  # fmt: skip


def from_body(replica: str, seq: int, type: str, record_id: str, body: str) -> SharedChange:
    """The change that was kept so."""
    found: dict[str, Any] = json.loads(body)
    group, kind, label = found["group"]
    return SharedChange(
        replica=replica, seq=seq, ms=found["ms"], counter=found["counter"], type=type, record_id=record_id,
        values=found["values"],
        replaces={name: [_reference(id) for id in ids] for name, ids in found["replaces"].items()},
        group=group, kind=kind, label=label, author=found["author"], time=found["time"],
        proof=_proof_from(found["proof"]) if "proof" in found else None,
    )  # fmt: skip


def _reference(said: Sequence[Any]) -> SharedReference:
    return (said[0], said[1], said[2]) if len(said) == 3 else (said[0], said[1])


def _proof_body(proof: Proof) -> list[Any]:
    texts = (each.hex() for each in (proof.signature, proof.salt, proof.digest, proof.public_key, proof.nonce))
    return [*texts, dict(proof.gone), dict(proof.keys)]


def _proof_from(said: Sequence[Any]) -> Proof:
    signature, salt, digest, public_key, nonce = map(bytes.fromhex, said[:5])
    return Proof(
        signature=signature, salt=salt, digest=digest, public_key=public_key, nonce=nonce, gone=said[5], keys=said[6]
    )  # fmt: skip


class References:
    """What stored changes replace, as it travels: with the marks of what has a proof."""

    def __init__(self, conn: Connection | Direct) -> None:
        self._conn = conn
        self._replicas: dict[int, str] = dict(
            (int(row[0]), str(row[1])) for row in conn.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica")
        )

    def of(self, stored: Sequence[str | None]) -> list[dict[str, list[SharedReference]]]:
        """Of some changes, as their `replaces` stand."""
        raw: list[dict[str, list[list[Any]]]] = [json.loads(each) if each else {} for each in stored]
        wanted = {(id[0], id[1]) for each in raw for ids in each.values() for id in ids if len(id) == 2}
        marks = read_marks(self._conn, wanted)
        return [{name: sorted({self._shared(id, marks) for id in ids}) for name, ids in each.items()} for each in raw]

    def _shared(self, id: Sequence[Any], marks: Mapping[tuple[int, int], str]) -> SharedReference:
        replica = self._replicas[id[0]]
        mark = id[2] if len(id) == 3 else marks.get((id[0], id[1]), "")
        return (replica, id[1], mark) if mark else (replica, id[1])


def read_shared(conn: Connection, known: HaveSet | None = None) -> Generator[SharedChange]:
    """The changes that may leave this desk and that `known` does not hold, by replica and seq."""
    rows = conn.exec_driver_sql(f"{SHARED} WHERE c.private = 0 ORDER BY substr(r.id, 1, 36), c.seq").fetchall()
    held: HaveSet = known or {}
    reader = SharedReader(conn)
    for start in range(0, len(rows), 500):
        part = [row for row in rows[start : start + 500] if not holds(held.get(row[2], ()), row[3])]
        yield from reader.read(part)


SHARED = (
    "SELECT c.no, r.no, substr(r.id, 1, 36), c.seq, c.ms, c.counter, c.type, c.record_id, c.data, c.replaces, g.no, g.id,"
    " g.mine, g.kind, g.label, a.name, c.time FROM change c JOIN replica r ON r.no = c.replica_no"
    " JOIN change_group g ON g.no = c.group_no JOIN author a ON a.no = c.author_no"
)
"""SQL: what `SharedReader` reads."""


class SharedReader:
    """Changes of the journal as they travel."""

    def __init__(self, conn: Connection | Direct) -> None:
        self._conn = conn
        self._groups = GroupNames(conn)
        self._references = References(conn)
        self._keys = keys_by_replica(conn)

    def read(self, rows: Sequence[Sequence[Any]]) -> Generator[SharedChange]:
        """Those of at most 500 rows of `SHARED`."""
        proofs = read_proofs(self._conn, [row[0] for row in rows]) if rows else {}
        for row, seen in zip(rows, self._references.of([row[9] for row in rows]), strict=True):
            no, replica_no, replica, seq, ms, counter, type, record_id, data, _replaces, *more = row
            group_no, id, mine, kind, label, author, time = more
            proof = proofs.get(no)
            if proof is not None and (key := self._keys.get(replica_no)) is not None:
                proof = replace(proof, public_key=key[0], nonce=key[1])
            yield SharedChange(
                replica=replica, seq=seq, ms=ms, counter=counter, type=type, record_id=record_id, values=decode(data),
                replaces=seen, group=self._groups.name(group_no, id, mine, replica_no, replica), kind=kind, label=label,
                author=author, time=time, proof=proof,
            )  # fmt: skip
