"""One desk introduces another as the same person's: a new computer, by the key of the old one and by its own.

A statement names both keys and is signed with both: neither can speak for the other. It also carries the key with which
packages for the new desk can be sealed. It proposes; a person who knows the owner links the two desks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from desktop.workspace.changes.proofs import public_key_of
from desktop.workspace.storage.desk_key import KeyPair

DOMAIN = b"focal-desk/3 became\0"
"""Stands before a statement where it is signed: no signature of another thing fits it."""
MOST = 100
"""Introductions in one package."""
_LONGEST = 40  # characters of the time
_KEYS = {"made", "new", "new_signature", "old", "old_signature", "sealing_key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What two keys say of each other."""

    old: bytes
    """Public key of the desk that goes, 32 bytes, as `new`, of the one that comes in its place."""
    new: bytes
    sealing_key: bytes
    """X25519 key of the new desk, for packages that only it can read."""
    made: str
    """UTC: 2026-11-24T20:34:15Z."""
    old_signature: bytes = b""
    new_signature: bytes = b""

    def statement(self) -> bytes:
        """What both sign: canonical JSON, behind `DOMAIN`."""
        said = {
            "made": self.made,
            "new": self.new.hex(),
            "old": self.old.hex(),
            "sealing_key": self.sealing_key.hex(),
        }
        return DOMAIN + json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def signed_by(self, key: KeyPair) -> Introduction:
        """The same with the signature of the side whose key this is."""
        signature = key.private.sign(self.statement())
        if key.public == self.old:
            return replace(self, old_signature=signature)
        return replace(self, new_signature=signature)

    def fits_new(self) -> bool:
        """Did the new desk sign it, and may its keys be keys of a desk?"""
        return (
            self.old != self.new and allowed_sealing_key(self.sealing_key) and self._fits(self.new, self.new_signature)
        )

    def fits(self) -> bool:
        """Did both sides sign it?"""
        return self.fits_new() and self._fits(self.old, self.old_signature)

    def _fits(self, key: bytes, signature: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature

        public = public_key_of(key)
        try:
            if public is not None:
                public.verify(signature, self.statement())
        except InvalidSignature:
            return False
        return public is not None

    def to_json(self) -> dict[str, str]:
        """As it stands in a manifest, and in a file between the two computers."""
        return {
            "old": self.old.hex(), "new": self.new.hex(), "sealing_key": self.sealing_key.hex(), "made": self.made,
            "old_signature": self.old_signature.hex(), "new_signature": self.new_signature.hex(),
        }  # fmt: skip


def read_introduction(found: object) -> Introduction:
    """The other way round. Raises ValueError for anything else."""
    if not isinstance(found, Mapping):
        raise ValueError("no object")
    said = cast("Mapping[str, Any]", found)
    if set(said) != _KEYS or not all(isinstance(each, str) for each in said.values()):
        raise ValueError("keys")
    parts = {name: bytes.fromhex(said[name]) for name in sorted(_KEYS - {"made"})}
    if any(parts[name].hex() != said[name] for name in parts) or len(said["made"]) > _LONGEST:
        raise ValueError("form")
    if any(len(parts[name]) != 32 for name in ("old", "new", "sealing_key")):
        raise ValueError("keys")
    return Introduction(made=said["made"], **parts)


def allowed_sealing_key(key: bytes) -> bool:
    """Is this a key to seal for: 32 bytes, and none with which everybody could read (RFC 7748, section 6.1)?"""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        X25519PrivateKey.from_private_bytes(b"\1" * 32).exchange(X25519PublicKey.from_public_bytes(key))
    except ValueError:
        return False
    return True
