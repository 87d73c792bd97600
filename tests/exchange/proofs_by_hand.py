"""A second, small reader of proofs, written from FORMAT.md alone: pure Python, and slow."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
BASE_Y = 4 * pow(5, P - 2, P) % P
Point = tuple[int, int]


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def replica_of(key: bytes, nonce: bytes) -> str:
    data = bytearray(sha256(b"focal-desk/3 replica\0" + key + nonce)[:16])
    data[6], data[8] = data[6] & 0x0F | 0x80, data[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(data)))


def in_head(record: str, name: str) -> str:
    head, slash, key = name.partition("/")
    if not slash or re.fullmatch("[0-9a-f]{64}", key) or re.fullmatch("links/[0-9a-f]{32}", name):
        return name
    digest = hashlib.sha256(record.encode() + b"\n" + name.encode())
    return f"{head}/{digest.hexdigest()}"


def digest_of(line: Mapping[str, Any], replicas: list[str], salt: bytes) -> bytes:
    """The digest of a change as it stands in a line, its texts put back."""
    record, said = line["record"], {**line["values"], "@author": line["author"], "@label": line["group"][2]}
    values = dict(line.get("gone", {}))
    for name, value in said.items():
        if "gone" in line:
            if name not in line["salts"]:
                continue
            key = bytes.fromhex(line["salts"][name])
        else:
            key = sha256(b"focal-desk/3 salt\0" + salt + name.encode())[:16]
        values[in_head(record, name)] = sha256(b"focal-desk/3 value\0" + key + canonical(value)).hex()
    replaces = {
        in_head(record, name): sorted([replicas[id[0]], id[1], id[2] if len(id) == 3 else ""] for id in ids)
        for name, ids in line.get("replaces", {}).items()
    }
    head = {
        "group": line["group"][:2], "record": record, "replaces": replaces, "replica": replicas[line["replica"]],
        "seq": line["seq"], "stamp": line["stamp"], "time": line.get("time", line["stamp"][0]), "type": line["type"],
        "values": values,
    }  # fmt: skip
    return sha256(b"focal-desk/3 change\0" + canonical(head))


# Ed25519, as RFC 8032 says it ------------------------------------------------------------------------------------------


def add(one: Point, two: Point) -> Point:
    (x1, y1), (x2, y2) = one, two
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P
    return x, y


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point_of(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return (P - x if x % 2 != sign else x), y


def allowed(key: bytes) -> bool:
    point = point_of(key)
    return point is not None and times(8, point) != (0, 1)


def fits(key: bytes, message: bytes, signature: bytes) -> bool:
    point, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    base = point_of(BASE_Y.to_bytes(32, "little"))
    if not allowed(key) or point is None or r is None or base is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return times(s, base) == add(r, times(k, point))
