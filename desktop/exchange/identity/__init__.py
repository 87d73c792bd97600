"""Who made a package: the key of this desk, signatures, and fingerprints to compare by telephone."""

from desktop.exchange.identity.fingerprint import fingerprint
from desktop.exchange.identity.own_keys import KeyPair, own_key_pair, own_public_key, own_sealing_key, workspace_id
from desktop.exchange.identity.signatures import (
    ALGORITHM,
    DOMAIN,
    MAX_ENTRY,
    Signature,
    read_signature,
    sign,
    verify_signature,
)

__all__ = [
    "ALGORITHM",
    "DOMAIN",
    "MAX_ENTRY",
    "KeyPair",
    "Signature",
    "fingerprint",
    "own_key_pair",
    "own_public_key",
    "own_sealing_key",
    "read_signature",
    "sign",
    "verify_signature",
    "workspace_id",
]
