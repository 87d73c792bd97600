"""The proofs of a package's changes, compared beside what writes them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from desktop.workspace.changes.proofs import public_key_of, signature_fits
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.records.web_link_names import says_nothing
from desktop.workspace.storage.replica_ids import is_proven, replica_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MOST_BAD = 100
"""Changes of a package whose proof does not fit, after which nothing more of it is read."""
_BATCH = 500

_REMEMBERED = 16
_verdicts: dict[str, frozenset[int]] = {}
"""SHA-256 of the last packages that were read to their end -> the places of their changes whose proof does not fit. Who looks
at a package and then imports it has its signatures compared once.
"""


class Verifier:
    """Compares proofs: computing and comparing them takes a third of the time of an import, on a thread of its own."""

    def __init__(self, package: str = "") -> None:
        """`package`: the SHA-256 of the package, where its verdict is to be remembered."""
        self._package = package
        self._keys: dict[str, Ed25519PublicKey | None] = {}
        self._bad: set[int] = set()

    @property
    def bad(self) -> int:
        """Changes so far whose proof does not fit."""
        return len(self._bad)

    def verified(self, changes: Iterable[SharedChange]) -> Generator[SharedChange]:
        """The changes with the digests of their proofs; where one does not fit, without it. Ends after too many such."""
        source, known = iter(changes), _verdicts.get(self._package)
        place = 0
        with ThreadPoolExecutor(1) as thread:
            following = thread.submit(self._verify, list(islice(source, _BATCH)), place, known)
            while part := following.result():
                following = thread.submit(self._verify, list(islice(source, _BATCH)), place + len(part), known)
                for change in part:
                    yield change
                    if change.proof is None and is_proven(change.replica):
                        self._bad.add(place)
                        if self.bad >= MOST_BAD:
                            self._remember()
                            return
                    place += 1
        self._remember()

    def _remember(self) -> None:
        if self._package:
            _verdicts.pop(self._package, None)
            _verdicts[self._package] = frozenset(self._bad)
            while len(_verdicts) > _REMEMBERED:
                _verdicts.pop(next(iter(_verdicts)), None)

    def _verify(self, part: Sequence[SharedChange], first: int, known: frozenset[int] | None) -> list[SharedChange]:
        if known is None:
            return [self._checked(change) for change in part]
        return [_as_known(change, place in known) for place, change in enumerate(part, first)]

    def _checked(self, change: SharedChange) -> SharedChange:
        proof = change.proof
        if proof is None:
            return change
        if change.replica not in self._keys:
            fits = replica_id(proof.public_key, proof.nonce) == change.replica
            self._keys[change.replica] = public_key_of(proof.public_key) if fits else None
        key = self._keys[change.replica]
        digest = change.digest()
        named = (
            change.group_number and change.signed_wholly and all(map(says_nothing, (*change.values, *change.replaces)))
        )
        if key is None or not named or not signature_fits(key, digest, proof.signature):
            return replace(change, proof=None)
        return replace(change, proof=replace(proof, digest=digest))


def _as_known(change: SharedChange, bad: bool) -> SharedChange:
    """A change whose proof was compared before."""
    if change.proof is None or bad:
        return replace(change, proof=None)
    return replace(change, proof=replace(change.proof, digest=change.digest()))
