"""Proofs beside the journal: written with each change of this desk, read with those that leave it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.workspace.changes.proofs import Head, Proof, Reference, commitments, mark_of, new_salt, sign_change
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.storage.connections import Direct

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.records.record_description import Value
    from desktop.workspace.storage.desk_key import Signer

_COLUMNS = "change_no, digest, salt, signature, gone"
INSERT = f"INSERT OR REPLACE INTO proof ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"


def proof_row(no: int, proof: Proof) -> tuple[int, bytes, bytes, bytes, str | None]:
    """For `INSERT`."""
    gone = json.dumps([dict(proof.gone), dict(proof.keys)], separators=(",", ":")) if proof.gone else None
    return no, proof.digest, proof.salt, proof.signature, gone


def write_proof(direct: Direct, no: int, proof: Proof) -> None:
    """Keep the proof of a change by its local number."""
    direct.exec_driver_sql(INSERT, proof_row(no, proof))


def read_proofs(conn: Connection | Direct, numbers: Sequence[int]) -> dict[int, Proof]:
    """The proofs of at most 500 changes, by local number; those of old versions have none."""
    rows = conn.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM proof WHERE change_no IN ({', '.join('?' * len(numbers))})", tuple(numbers)
    ).fetchall()
    found: dict[int, Proof] = {}
    for no, digest, salt, signature, text in rows:
        gone: dict[str, str]
        keys: dict[str, str]
        gone, keys = json.loads(text) if text else ({}, {})
        found[no] = Proof(signature=signature, salt=salt, digest=digest, gone=gone, keys=keys)
    return found


def read_marks(conn: Connection | Direct, ids: Iterable[ChangeId]) -> dict[ChangeId, str]:
    """The marks of changes by replica (its local number) and seq; "" of those without proof, none of those not here."""
    seqs: dict[int, set[int]] = {}
    for replica_no, seq in ids:
        seqs.setdefault(replica_no, set()).add(seq)
    found: dict[ChangeId, str] = {}
    for replica_no, wanted in seqs.items():
        those = sorted(wanted)
        for start in range(0, len(those), 500):
            part = those[start : start + 500]
            rows = conn.exec_driver_sql(
                "SELECT c.seq, p.digest FROM stored_change c LEFT JOIN proof p ON p.change_no = c.no"
                f" WHERE c.replica_no = ? AND c.seq IN ({', '.join('?' * len(part))})",
                (replica_no, *part),
            )
            found.update(((replica_no, int(seq)), mark_of(digest or b"")) for seq, digest in rows.fetchall())
    return found


def keys_by_replica(conn: Connection | Direct) -> dict[int, tuple[bytes, bytes]]:
    """Local number of a replica -> public key and nonce, of those that follow from a key; of their versions too."""
    rows = conn.exec_driver_sql(
        "SELECT v.no, k.public_key, k.nonce FROM replica_key k JOIN replica r ON r.no = k.replica_no"
        " JOIN replica v ON v.no = r.no OR (length(v.id) > 36 AND substr(v.id, 1, 36) = r.id)"
    ).fetchall()
    return {int(no): (bytes(key), bytes(nonce)) for no, key, nonce in rows}


def keys_of_replicas(conn: Connection | Direct) -> dict[str, tuple[bytes, bytes]]:
    """The same by the id of the replica."""
    rows = conn.exec_driver_sql(
        "SELECT r.id, k.public_key, k.nonce FROM replica_key k JOIN replica r ON r.no = k.replica_no"
    ).fetchall()
    return {str(id): (bytes(key), bytes(nonce)) for id, key, nonce in rows}


class Prover:
    """Makes the proofs of the changes that this desk writes, in the transaction that writes them."""

    def __init__(self, direct: Direct, signer: Signer) -> None:
        self._direct = direct
        self._signer = signer
        self._replicas: dict[int, str] = {}

    def references(self, replaces: Mapping[str, Sequence[ChangeId]]) -> dict[str, list[Reference]]:
        """What a change replaces, as it is signed."""
        if not replaces:
            return {}
        marks = read_marks(self._direct, {id for ids in replaces.values() for id in ids})
        return {
            name: list(dict.fromkeys((self._replica(id[0]), id[1], marks.get(id, "")) for id in ids))
            for name, ids in replaces.items()
        }

    def _replica(self, no: int) -> str:
        if no not in self._replicas:
            self._replicas = dict(self._direct.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica").fetchall())
        return self._replicas[no]

    def proof(self, head: Head, values: Mapping[str, Value], author: str, label: str, *, private: bool) -> Proof:
        """The proof of a change; what is private never leaves, and is not signed."""
        salt, digest = digest_of_new(head, values, author, label)
        signature = b"" if private else sign_change(self._signer.key.private, digest)
        return Proof(signature=signature, salt=salt, digest=digest)

    def signatures(self, digests: Iterable[bytes]) -> list[bytes]:
        """Of many changes, on any thread: most of the time others go on meanwhile."""
        key = self._signer.key.private
        return [sign_change(key, digest) for digest in digests]


def digest_of_new(head: Head, values: Mapping[str, Value], author: str, label: str) -> tuple[bytes, bytes]:
    """The salt and the digest of a change that is about to be written."""
    salt = new_salt()
    return salt, head.digest(commitments(head.record, salt, values, author, label))
