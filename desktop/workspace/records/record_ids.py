"""Record ids that follow from an identifier which is unique in the world."""

from __future__ import annotations

import uuid

NAMESPACE = uuid.UUID("6f0c0a52-4c0e-5f0b-9d4e-0f0ca1de5c00")
"""Of record ids taken from identifiers that are unique in the world."""


def record_id_from(identifier: str) -> str:
    """The record id of something with a world-wide identifier (IATI, DOI, UUID), the same on every desk."""
    return str(uuid.uuid5(NAMESPACE, identifier.strip()))
