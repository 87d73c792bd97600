"""A second reader of packages, from FORMAT.md alone: whose each change is, and whether that is proven."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.exchange.packages.build_packages import content_of
from tests.exchange.proofs_by_hand import allowed, digest_of, in_head, replica_of

Id = tuple[str, int, str]
"""Of a change: replica, seq, mark; the mark of one without proof is ""."""
Value = None | bool | int | str


@dataclass(frozen=True)
class Said:
    """One change, as anybody can read it."""

    id: Id
    key: str  # of the desk that is proven to have written it, in hexadecimal; "": nobody is
    type: str
    record: str
    values: Mapping[str, Value]
    replaces: Mapping[str, frozenset[Id]]
    stamp: tuple[int, int]
    time: int = 0
    author: str = ""
    gone: frozenset[str] = frozenset()  # names of what was erased

    @property
    def rank(self) -> tuple[tuple[int, int], str, int, str]:
        return (self.stamp, self.id[0], self.id[1], self.id[2])

    @property
    def group(self) -> str:
        return ""


@dataclass
class Sent:
    """A package as it came."""

    major: int
    sender: str  # key in hexadecimal; "" where nobody signed
    replica: str
    author: str
    signed_well: bool
    changes: list[Said] = field(default_factory=list[Said])  # only the proven ones, and old ones
    unproven: int = 0


@cache
def may_sign(key: bytes) -> bool:
    return allowed(key)


def verified(key: bytes, message: bytes, signature: bytes) -> bool:
    if not may_sign(key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def says_all(line: Mapping[str, Any], replicas: list[str]) -> bool:
    """Does a line hold nothing that its digest does not say?"""
    for names in (line["values"], line.get("replaces", {})):
        if len({in_head(line["record"], name) for name in names}) < len(names):
            return False
    if any(len(id) == 2 and replicas[id[0]][14] == "8" for ids in line.get("replaces", {}).values() for id in ids):
        return False
    if "gone" not in line:
        return True
    said = {**line["values"], "@author": line["author"] or None, "@label": line["group"][2] or None}
    heads = {in_head(line["record"], name): name for name in said}
    one_of_both = all((name in line["salts"]) != (head in line["gone"]) for head, name in heads.items())
    return one_of_both and all(head in heads and said[heads[head]] is None for head in line["gone"])


def lines_of_package(path: Path) -> tuple[dict[str, Any], list[tuple[dict[str, Any], bytes, bytes]]]:
    """The manifest, and each line (its texts put back) with its signature and salt."""
    content = content_of(path)
    manifest = json.loads(content["manifest.json"])
    lines = [json.loads(line) for line in content["changes.jsonl"].splitlines()]
    texts = iter([json.loads(line) for line in content.get("texts.jsonl", b"").decode().split("\n")[:-1]])
    proofs, found, place = content.get("proofs.bin", b""), list[tuple[dict[str, Any], bytes, bytes]](), 0
    for line in lines:
        line["values"] = {n: next(texts) if line["values"][n] == [] else line["values"][n] for n in line["values"]}
        proof = b""
        if manifest["replicas"][line["replica"]][14] == "8" and manifest["format"]["major"] >= 3:
            proof, place = proofs[place : place + 80], place + 80
        found.append((line, proof[:64], proof[64:]))
    return manifest, found


def read(path: Path) -> Sent:
    """A package, and which of its changes are proven."""
    manifest, lines = lines_of_package(path)
    keys = {id: tuple(map(bytes.fromhex, each)) for id, each in manifest.get("keys", {}).items()}
    major, by, replicas = manifest["format"]["major"], manifest["by"], manifest["replicas"]
    found = Sent(major, "", by["replica"], by["author"], True)
    content = content_of(path)
    if "manifest.sig" in content:
        found.sender, found.signed_well = _sender(content, by["replica"], keys, major)
    for line, signature, salt in lines:
        replica = replicas[line["replica"]]
        digest, key = b"", b""
        if replica[14] == "8":
            key, nonce = keys.get(replica, (b"", b""))
            digest = digest_of(line, replicas, salt)
            group = str(line["group"][0])
            numbered = re.fullmatch(r"[1-9][0-9]{0,15}", group.removeprefix(f"{replica}:")) is not None
            if not (
                major >= 3 and key and replica_of(key, nonce) == replica and numbered and says_all(line, replicas)
                and verified(key, b"focal-desk/3 change\0" + digest, signature)
            ):  # fmt: skip
                found.unproven += 1
                continue
        replaces = {
            name: frozenset((replicas[id[0]], id[1], id[2] if len(id) == 3 else "") for id in ids)
            for name, ids in line.get("replaces", {}).items()
        }
        found.changes.append(Said(
            (replica, line["seq"], digest[:8].hex()), key.hex(), line["type"], line["record"], line["values"], replaces,
            (line["stamp"][0], line["stamp"][1]), line.get("time", line["stamp"][0]), line["author"],
            frozenset(line.get("gone", ())),
        ))  # fmt: skip
    return found


def _sender(content: Mapping[str, bytes], replica: str, keys: Mapping[str, Any], major: int) -> tuple[str, bool]:
    said = json.loads(content["manifest.sig"])
    key, signature = base64.b64decode(said["public_key"]), base64.b64decode(said["signature"])
    domain = b"focal-desk/3 manifest\0" if major >= 3 else b""
    follows = major < 3 or (keys.get(replica, (b"",))[0] == key and replica_of(*keys[replica]) == replica)
    fits = said["algorithm"] == "Ed25519" and said["replica"] == replica and follows
    return key.hex(), fits and verified(key, domain + content["manifest.json"], signature)
