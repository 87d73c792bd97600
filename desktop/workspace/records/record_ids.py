"""Record ids that follow from an identifier which is unique in the world."""

from __future__ import annotations

import uuid
from hashlib import sha1

NAMESPACE = uuid.UUID("6f0c0a52-4c0e-5f0b-9d4e-0f0ca1de5c00")
"""Of record ids taken from identifiers that are unique in the world."""

_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def record_id_from(identifier: str) -> str:
    """The record id of something with a world-wide identifier (IATI, DOI, UUID), the same on every desk.

    It is `uuid.uuid5` (RFC 9562) as text. A list of 100,000 asks for as many, and an object for each takes twice as long.
    """
    name = NAMESPACE.bytes + identifier.strip().encode()
    digits = sha1(name, usedforsecurity=False).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{_VARIANT[digits[16]]}{digits[17:20]}-{digits[20:32]}"


def vote_record_id(round_id: str, person: str) -> str:
    """The record id of a person's vote in a round, the same on every desk; from ids alone, so that it names nobody."""
    return record_id_from(f"vote {round_id} {person}")
