"""Makes tests/data/proofs/vectors.json from FORMAT.md alone: run once, when the format says something new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.exchange.proofs_by_hand import P, canonical, digest_of, in_head, replica_of, sha256

VECTORS = Path(__file__).parents[1] / "data" / "proofs" / "vectors.json"
RECORD = "3b7e3c1e-7c1a-4a51-9d6e-0d1b6f8f2a10"
LINK = "00112233445566778899aabbccddeeff"
OTHER = "11111111-2222-4333-8444-555555555555"
SMALL_Y = (
    0,
    1,
    P - 1,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
)


def keys_refused() -> list[str]:
    """The eight points of small order, and what is no canonical point."""
    found = [y.to_bytes(32, "little") for y in SMALL_Y]
    found += [(y | 1 << 255).to_bytes(32, "little") for y in SMALL_Y if y not in (1, P - 1)]
    found += [(P + number).to_bytes(32, "little") for number in (0, 1, 18)]
    return [each.hex() for each in found]


def became() -> dict[str, Any]:
    """Two desks that say of each other that one came in the place of the other."""
    old, new = (Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in (1, 2))
    said = {
        "made": "2026-11-30T12:00:00Z", "new": new.public_key().public_bytes_raw().hex(),
        "old": old.public_key().public_bytes_raw().hex(), "sealing_key": (bytes([9]) + bytes(31)).hex(),
    }  # fmt: skip
    statement = b"focal-desk/3 became\0" + canonical(said)
    signatures = {"new_signature": new.sign(statement).hex(), "old_signature": old.sign(statement).hex()}
    return {"statement": statement.hex(), "introduction": {**said, **signatures}}


def make() -> dict[str, Any]:
    """All of it."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, nonce = key.public_key().public_bytes_raw(), bytes(range(16))
    replicas = [replica_of(public, nonce), OTHER]
    changes: list[dict[str, Any]] = []

    def add(line: dict[str, Any], salt: bytes) -> None:
        digest = digest_of(line, replicas, salt)
        changes.append(
            {
                "line": line, "salt": salt.hex(), "digest": digest.hex(), "mark": digest[:8].hex(),
                "signature": key.sign(b"focal-desk/3 change\0" + digest).hex(),
            }
        )  # fmt: skip

    first = {
        "replica": 0, "seq": 1, "stamp": [1790000000000, 0], "author": "Zoë", "group": [1, "create", ""],
        "type": "activity", "record": RECORD,
        "values": {"title": "Drill “one”\n", "participants_total": 40, "targets/SDG:11.5": "principal",
                   f"links/{LINK}": "https://example.org/a\nA", "deleted": None},
    }  # fmt: skip
    add(first, bytes([7] * 16))
    second = {
        "replica": 0, "seq": 2, "stamp": [1790000000000, 1], "time": 1790000000500, "author": "Zoë",
        "group": [2, "edit", "list.csv"], "type": "activity", "record": RECORD, "values": {"title": "Drill"},
        "replaces": {"title": [[0, 1, changes[0]["mark"]], [1, 9]]},
    }  # fmt: skip
    add(second, bytes([8] * 16))
    salt, gone = bytes([7] * 16), ("title", f"links/{LINK}", "targets/SDG:11.5")
    said = {**first["values"], "@author": first["author"], "@label": ""}
    names = {name: sha256(b"focal-desk/3 salt\0" + salt + name.encode())[:16] for name in said}
    erased = {
        **first,
        "values": {
            **{name: value for name, value in first["values"].items() if name not in gone},
            **{in_head(RECORD, name): None for name in gone},
        },
        "gone": {
            in_head(RECORD, name): sha256(
                b"focal-desk/3 value\0" + names[name] + json.dumps(said[name], ensure_ascii=False).encode()
            ).hex()
            for name in gone
        },
        "salts": {name: each.hex() for name, each in names.items() if name not in gone},
    }
    add(erased, bytes(16))
    assert changes[0]["digest"] == changes[2]["digest"], "an erasure leaves the digest as it was"
    return {
        "public_key": public.hex(), "nonce": nonce.hex(), "replicas": replicas, "changes": changes,
        "keys_refused": keys_refused(), "became": became(),
    }  # fmt: skip


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(make(), indent=1, ensure_ascii=False) + "\n", "utf-8")
