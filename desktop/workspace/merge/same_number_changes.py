"""Local numbers of changes of which there are several versions: a copied computer wrote on, or, from a time without proofs,
two files say different things in the name of one desk.

Each version stands in the journal as a change of its own. As long as there is one, it stands under the number of its
replica; several stand each under a number of its own, of a row in `replica` whose id is the replica's and the mark (of a
change without proof: a digest of what it says). So whatever reads the journal need not know, and all desks put them in the
same order, whichever came first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.proofs import Proof, mark_of
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.shared_change import SharedReference
from desktop.workspace.changes.value_compression import to_json
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.replica_ids import is_proven

MOST = 8
"""Versions of one number that are taken in."""

_KEPT = 50_000


class Versions:
    """The changes with a proof that are here, as far as a delivery asks for them."""

    def __init__(self, conn: Direct, log: ChangeLog, touch: Callable[[str, str], None]) -> None:
        """`touch` hears of records (type, id) whose changes refer to other numbers than before."""
        self._conn = conn
        self._log = log
        self._touch = touch
        self._numbers: dict[str, list[int]] = {}
        for no, id in log.replicas.items():
            self._numbers.setdefault(id[:36], []).append(no)
        self._here: dict[tuple[str, int], dict[bytes, int]] = {}
        self._late = conn.exec_driver_sql("SELECT 1 FROM late_reference LIMIT 1").fetchone() is not None

    def load(self, ids: Iterable[tuple[str, int]]) -> None:
        """Look for some changes, by replica and seq."""
        if len(self._here) > _KEPT:
            self._here.clear()
        wanted: dict[str, list[int]] = {}
        for replica, seq in ids:
            if (replica, seq) not in self._here:
                self._here[replica, seq] = {}
                wanted.setdefault(replica, []).append(seq)
        for replica, seqs in wanted.items():
            numbers = self._numbers.get(replica, ())
            for start in range(0, len(seqs) if numbers else 0, 500):
                part = seqs[start : start + 500]
                rows = self._conn.exec_driver_sql(
                    "SELECT c.replica_no, c.seq, p.digest FROM stored_change c JOIN proof p ON p.change_no = c.no"
                    f" WHERE c.replica_no IN ({', '.join('?' * len(numbers))})"
                    f" AND c.seq IN ({', '.join('?' * len(part))})",
                    (*numbers, *part),
                ).fetchall()
                for no, seq, digest in rows:
                    self._here[replica, seq][bytes(digest)] = no

    def of(self, replica: str, seq: int) -> Mapping[bytes, int]:
        """The versions of one number, which was loaded: digest -> local number of the replica."""
        return self._here[replica, seq]

    def number(self, id: str) -> int:
        """The local number of a replica or of one version, made where it has none."""
        for no in self._numbers.get(id[:36], ()):
            if self._log.replicas[no] == id:
                return no
        no = self._log.number(id)
        self._numbers.setdefault(id[:36], []).append(no)
        return no

    def add(self, replica: str, seq: int, proof: Proof) -> ChangeId:
        """Where a change stands that is taken in now; those that are there already make room."""
        here = self._here[replica, seq]
        base = self.number(replica)
        if not here and not self._known(base, proof):
            self._conn.exec_driver_sql(
                "INSERT OR IGNORE INTO replica_key (replica_no, public_key, nonce) VALUES (?, ?, ?)",
                (base, proof.public_key, proof.nonce),
            )
        no = base
        if here:
            for digest, number in here.items():
                if number == base:
                    here[digest] = self._move((base, seq), f"{replica}#{mark_of(digest)}")
            no = self.number(f"{replica}#{proof.mark}")
        here[proof.digest] = no
        return no, seq

    def _known(self, no: int, proof: Proof) -> bool:
        return not proof.public_key or no in self._keyed

    @property
    def _keyed(self) -> set[int]:
        if not hasattr(self, "_with_key"):
            rows = self._conn.exec_driver_sql("SELECT replica_no FROM replica_key").fetchall()
            self._with_key = {int(row[0]) for row in rows}
        return self._with_key

    def of_old(self, replica: str) -> list[int]:
        """The local numbers under which changes without proof of a replica stand: its own, and those of versions."""
        return self._numbers.get(replica, [])

    def add_old(self, replica: str, seq: int, mark: str, here: Mapping[int, str]) -> ChangeId:
        """Where one more version of a change without proof stands; `here`: the marks of the others, by local number."""
        base = self.number(replica)
        if base in here:
            self._move((base, seq), f"{replica}#{here[base]}", keep_erased=True)
        return self.number(f"{replica}#{mark}"), seq

    def came_old(self, replica: str, id: ChangeId, record_id: str) -> None:
        """A further version of a change without proof is here: what replaces one of them replaces all, as no reference says
        which is meant.
        """
        numbers = set(self.of_old(replica))
        rows = self._conn.exec_driver_sql(
            "SELECT no, replaces, type, record_id FROM stored_change WHERE record_id = ? AND replaces IS NOT NULL",
            (record_id,),
        ).fetchall()
        for no, replaces, type, record in rows:
            raw: dict[str, list[list[Any]]] = json.loads(replaces)
            after = {
                name: [*ids, list(id)]
                if list(id) not in ids
                and any(len(each) == 2 and each[0] in numbers and each[1] == id[1] for each in ids)
                else ids
                for name, ids in raw.items()
            }
            if after != raw:
                self._conn.exec_driver_sql("UPDATE stored_change SET replaces = ? WHERE no = ?", (to_json(after), no))
                self._touch(type, record)

    def _move(self, old: ChangeId, version: str, *, keep_erased: bool = False) -> int:
        """`keep_erased`: what is erased of it is erased of each version."""
        new = self.number(version)
        if keep_erased:
            self._conn.exec_driver_sql(
                "INSERT INTO erased (change_no, record_id, replica_no, seq, fields, only_of) SELECT change_no, record_id, ?,"
                " seq, fields, only_of FROM erased WHERE replica_no = ? AND seq = ?",
                (new, *old),
            )
        row = self._conn.exec_driver_sql(
            "SELECT no, type, record_id FROM stored_change WHERE replica_no = ? AND seq = ?", old
        ).fetchone()
        assert row is not None
        self._conn.exec_driver_sql("UPDATE stored_change SET replica_no = ? WHERE no = ?", (new, row[0]))
        if not keep_erased:
            self._conn.exec_driver_sql("UPDATE erased SET replica_no = ? WHERE replica_no = ? AND seq = ?", (new, *old))
        rows = self._conn.exec_driver_sql(
            "SELECT no, replaces FROM stored_change WHERE record_id = ? AND replaces IS NOT NULL", (row[2],)
        ).fetchall()
        for no, replaces in rows:
            self._refer(no, replaces, list(old), [new, old[1]])
        self._touch(row[1], row[2])
        return new

    def _refer(self, no: int, replaces: str, old: list[Any], new: list[Any]) -> None:
        raw: dict[str, list[list[Any]]] = json.loads(replaces)
        after = {name: [new if id == old else id for id in ids] for name, ids in raw.items()}
        if after != raw:
            self._conn.exec_driver_sql("UPDATE stored_change SET replaces = ? WHERE no = ?", (to_json(after), no))

    # References ------------------------------------------------------------------------------------------------------

    def stored(self, no: int, replaces: Mapping[str, Sequence[SharedReference]], *, old: bool = False) -> str | None:
        """What change number `no` replaces, as it is stored. What it names must be loaded, where it has a mark. An `old` one,
        which nobody can prove, reaches others of its kind alone.
        """
        found: dict[str, list[list[Any]]] = {}
        for name, ids in sorted(replaces.items()):
            here = [each for id in ids if not (old and len(id) == 3) for each in self._stored(no, id)]
            if here:
                found[name] = here
        return to_json(found) if found else None

    def _stored(self, no: int, id: SharedReference) -> list[list[Any]]:
        replica, seq = id[0], id[1]
        if len(id) == 2:  # an old reference reaches old changes alone, and each version of them
            return [] if is_proven(replica) else [[self.number(replica), seq], *self._old_versions(replica, seq)]
        for digest, number in self._here.get((replica, seq), {}).items():
            if mark_of(digest) == id[2]:
                return [[number, seq]]
        base = self.number(replica)
        self._conn.exec_driver_sql(
            "INSERT OR IGNORE INTO late_reference (replica_no, seq, mark, change_no) VALUES (?, ?, ?, ?)",
            (base, seq, id[2], no),
        )
        self._late = True
        return [[base, seq, id[2]]]

    def _old_versions(self, replica: str, seq: int) -> list[list[Any]]:
        numbers = [no for no in self.of_old(replica) if len(self._log.replicas[no]) > len(replica)]
        if not numbers:
            return []
        rows = self._conn.exec_driver_sql(
            f"SELECT replica_no FROM stored_change WHERE replica_no IN ({', '.join('?' * len(numbers))}) AND seq = ?",
            (*numbers, seq),
        ).fetchall()
        return [[int(row[0]), seq] for row in rows]

    def came(self, replica: str, id: ChangeId, mark: str) -> None:
        """A change is here now: those that came before it, and replace it, do so from now on."""
        if not self._late:
            return
        base = self.number(replica)
        key = (base, id[1], mark)
        rows = self._conn.exec_driver_sql(
            "SELECT c.no, c.replaces, c.type, c.record_id FROM late_reference l JOIN stored_change c ON c.no = l.change_no"
            " WHERE l.replica_no = ? AND l.seq = ? AND l.mark = ?",
            key,
        ).fetchall()
        for no, replaces, type, record_id in rows:
            self._refer(no, replaces, [base, id[1], mark], list(id))
            self._touch(type, record_id)
        if rows:
            self._conn.exec_driver_sql("DELETE FROM late_reference WHERE replica_no = ? AND seq = ? AND mark = ?", key)
