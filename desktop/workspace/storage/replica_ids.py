"""Ids of replicas that follow from the key of their desk, and the keys that a desk may have."""

from __future__ import annotations

import uuid
from hashlib import sha256

_REPLICA = b"focal-desk/3 replica\0"
_PRIME = 2**255 - 19
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _PRIME - 1,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    }
)
"""The second coordinates of the eight points of small order: under such a key one signature fits many messages."""


def replica_id(public_key: bytes, nonce: bytes) -> str:
    """The id of a replica: a UUID of version 8 (RFC 9562) that follows from the desk's key (32 bytes) and a nonce (16)."""
    digest = bytearray(sha256(_REPLICA + public_key + nonce).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(digest)))


def is_proven(replica: str) -> bool:
    """Does the id of a replica follow from a key, so that each of its changes has to be proven? Else it is an old one."""
    return replica[14:15] == "8"


def allowed_key(public_key: bytes) -> bool:
    """May this be the key of a desk? Not where it is no canonical point, or one of small order."""
    if len(public_key) != 32:
        return False
    second = int.from_bytes(public_key, "little") & (1 << 255) - 1
    return second < _PRIME and second not in _SMALL_ORDER
