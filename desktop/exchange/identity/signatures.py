"""A signature over the exact bytes of a manifest, as an entry of its own: `manifest.sig`.

The manifest names the SHA-256 of every other file of the package, so it is the only thing to sign. The entry is JSON:
`algorithm` ("Ed25519", RFC 8032, without prehash or context), `public_key` (32 bytes) and `signature` (64 bytes) in
base64, and `replica`, the id of the desk that signs, which must be the sender of the manifest.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import cast

from desktop.errors import UserFacingError
from desktop.exchange.identity.own_keys import KeyPair
from desktop.i18n import _
from desktop.workspace.storage.replica_ids import allowed_key

ALGORITHM = "Ed25519"
MAX_ENTRY = 8_192
"""Bytes of `manifest.sig`; more is refused unread."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What `manifest.sig` says; nothing of it is proven yet."""

    public_key: bytes
    signature: bytes
    replica: str


DOMAIN = b"focal-desk/3 manifest\0"
"""Stands before a manifest where it is signed, from format 3 on: no signature of another thing fits it."""


def sign(manifest: bytes, key: KeyPair, replica: str, *, domain: bytes = DOMAIN) -> bytes:
    """The bytes of `manifest.sig` for a manifest; the same for the same key, manifest and replica."""
    entry = {
        "algorithm": ALGORITHM,
        "public_key": base64.b64encode(key.public).decode("ascii"),
        "replica": replica,
        "signature": base64.b64encode(key.private.sign(domain + manifest)).decode("ascii"),
    }
    return json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()


def read_signature(entry: bytes) -> Signature:
    """Read `manifest.sig`. Raises UserFacingError where it is none, or of a kind that this version does not know."""
    try:
        found = json.loads(entry.decode("utf-8")) if len(entry) <= MAX_ENTRY else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _no_signature()
    said = cast(dict[str, object], found)
    algorithm = said.get("algorithm")
    if isinstance(algorithm, str) and algorithm != ALGORITHM:
        raise UserFacingError(
            _("The package is signed in a way that this version does not know: {name}.").format(name=algorithm[:40]),
            kept=_("Nothing was imported."),
            todo=_("Install the newer version of Focal Desk."),
        )
    replica = said.get("replica")
    public_key, signature = _bytes(said.get("public_key")), _bytes(said.get("signature"))
    if algorithm != ALGORITHM or len(public_key) != 32 or len(signature) != 64 or not isinstance(replica, str):
        raise _no_signature()
    return Signature(public_key, signature, replica)


def verify_signature(signature: Signature, manifest: bytes, *, domain: bytes = DOMAIN) -> bool:
    """Was the manifest, byte for byte, signed with this key, and may it be the key of a desk?"""
    if not allowed_key(signature.public_key):
        return False
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(signature.public_key).verify(signature.signature, domain + manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        return b""


def _no_signature() -> UserFacingError:
    return UserFacingError(
        _("The signature of the package cannot be read."),
        kept=_("Nothing was imported."),
        todo=_("Ask the sender for the package again."),
    )
