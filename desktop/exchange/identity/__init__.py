"""Who made a package: the key of this desk, signatures, and fingerprints to compare by telephone."""

from desktop.exchange.identity.fingerprint import fingerprint
from desktop.exchange.identity.keys import Key, key_of, own_public_key, workspace_id
from desktop.exchange.identity.signatures import (
    ALGORITHM,
    DOMAIN,
    MAX_ENTRY,
    Signature,
    holds_for,
    read_signature,
    sign,
)

__all__ = [
    "ALGORITHM",
    "DOMAIN",
    "MAX_ENTRY",
    "Key",
    "Signature",
    "fingerprint",
    "holds_for",
    "key_of",
    "own_public_key",
    "read_signature",
    "sign",
    "workspace_id",
]
