"""The proofs of a package's changes, compared beside what writes them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from desktop.workspace.changes.proofs import public_key_of, signature_fits
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.storage.replica_ids import is_proven, replica_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MOST_BAD = 100
"""Changes of a package whose proof does not fit, after which nothing more of it is read."""
_BATCH = 500


class Verifier:
    """Compares proofs: computing and comparing them takes a third of the time of an import, on a thread of its own."""

    def __init__(self) -> None:
        self._keys: dict[str, Ed25519PublicKey | None] = {}
        self.bad = 0

    def verified(self, changes: Iterable[SharedChange]) -> Generator[SharedChange]:
        """The changes with the digests of their proofs; where one does not fit, without it. Ends after too many such."""
        source = iter(changes)
        with ThreadPoolExecutor(1) as thread:
            following = thread.submit(self._verify, list(islice(source, _BATCH)))
            while part := following.result():
                following = thread.submit(self._verify, list(islice(source, _BATCH)))
                for change in part:
                    yield change
                    if change.proof is None and is_proven(change.replica):
                        self.bad += 1
                        if self.bad >= MOST_BAD:
                            return

    def _verify(self, part: Sequence[SharedChange]) -> list[SharedChange]:
        return [self._checked(change) for change in part]

    def _checked(self, change: SharedChange) -> SharedChange:
        proof = change.proof
        if proof is None:
            return change
        if change.replica not in self._keys:
            fits = replica_id(proof.public_key, proof.nonce) == change.replica
            self._keys[change.replica] = public_key_of(proof.public_key) if fits else None
        key = self._keys[change.replica]
        digest = change.digest()
        named = change.group_number and change.signed_wholly
        if key is None or not named or not signature_fits(key, digest, proof.signature):
            return replace(change, proof=None)
        return replace(change, proof=replace(proof, digest=digest))
