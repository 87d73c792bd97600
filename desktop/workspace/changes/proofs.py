"""The proof that a change was written by its own desk: a digest that commits to each of its values, signed by the desk's key.

The digest is over a *head* that holds for each value a commitment under a salt instead of the value: so a value can be
erased later, and what is left of the change stays provable, while what went can be neither proven nor guessed. The format
is in `desktop/exchange/FORMAT.md`, section 10; test vectors are in `tests/data/proofs`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Protocol

from desktop.workspace.storage.replica_ids import allowed_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from desktop.workspace.records.record_description import Value

AUTHOR, LABEL = "@author", "@label"
"""Stand among the values for the name under which a change was written, and for the label of its action."""

_SALT, _VALUE = b"focal-desk/3 salt\0", b"focal-desk/3 value\0"
_CHANGE = b"focal-desk/3 change\0"
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

Reference = tuple[str, int, str]
"""Replica, seq and mark of a change that another replaces; the mark of one without proof is ""."""

# Commitments and digests --------------------------------------------------------------------------------------------------


def new_salt() -> bytes:
    """16 random bytes, for one change alone."""
    return os.urandom(16)


def value_key(salt: bytes, name: str) -> bytes:
    """What hides one value of a change (16 bytes): who knows it, and not the salt, learns nothing of the other values."""
    return sha256(_SALT + salt + name.encode()).digest()[:16]


def commitment(key: bytes, value: Value) -> str:
    """Stands for a value in the head, in hexadecimal."""
    return sha256(_VALUE + key + _json(value).encode()).hexdigest()


def _json(value: Value) -> str:
    """Canonical JSON of one value; for most of them without the encoder, which is made anew for each."""
    if type(value) is str:
        return _quoted(value)
    return "true" if value is True else _encode(value)


@dataclass(frozen=True, slots=True)
class StoredValues:
    """What of a stored change its proof is about."""

    record_id: str
    values: Mapping[str, Value]
    author: str
    label: str


class ErasableChange(Protocol):
    """What `commitments_left` reads of a change."""

    @property
    def record_id(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Value]: ...
    @property
    def author(self) -> str: ...
    @property
    def label(self) -> str: ...


_SAYS_NOTHING = re.compile(r"(?:links/[0-9a-f]{32}|[^/]*/[0-9a-f]{64})\Z")


def blanked_name(record_id: str, name: str) -> str:
    """A field's name that says nothing: `targets/SDG:11.5` -> `targets/<sha256>`. Plain names stay, those of links too."""
    head, slash, _key = name.partition("/")
    if not slash or _SAYS_NOTHING.match(name):
        return name
    digest = sha256(f"{record_id}\n{name}".encode()).hexdigest()
    return f"{head}/{digest}"


@dataclass(slots=True, kw_only=True)
class Head:
    """What is signed of a change, but for its values."""

    group: int  # seq of the action's first change in the same replica
    kind: str
    record: str
    replaces: Mapping[str, Sequence[Reference]]
    replica: str
    seq: int
    stamp: tuple[int, int]
    time: int
    type: str

    def digest(self, values: Mapping[str, str]) -> bytes:
        """The digest of the change (32 bytes), by the commitments to its values."""
        return self.digest_of(",".join([f"{_quoted(name)}:{_quoted(values[name])}" for name in sorted(values)]))

    def digest_of(self, values: str) -> bytes:
        """The same by the commitments as they stand in the head: `"name":"digits"`, in the order of their names."""
        replaces = {blanked_name(self.record, name): sorted(ids) for name, ids in self.replaces.items()}
        ms, counter = self.stamp
        said = (  # by hand: the encoder takes twice as long
            f'{{"group":[{self.group},{_quoted(self.kind)}],"record":{_quoted(self.record)},'
            f'"replaces":{_encode(replaces) if replaces else "{}"},"replica":{_quoted(self.replica)},"seq":{self.seq},'
            f'"stamp":[{ms},{counter}],"time":{self.time},"type":{_quoted(self.type)},"values":{{{values}}}}}'
        )
        return sha256(_CHANGE + said.encode()).digest()


def commitments(record: str, salt: bytes, values: Mapping[str, Value], author: str, label: str) -> dict[str, str]:
    """What stands in the head for each value of a change. Names that say something stand there as an erasure leaves them."""
    found: dict[str, str] = {}
    salted = _SALT + salt
    for name, value in (*values.items(), (AUTHOR, author), (LABEL, label)):
        written = (
            name.encode()
        )  # here as in `value_key` and `commitment`: an import makes twenty of them for each record
        key = sha256(salted + written).digest()[:16]
        said = _quoted(value) if type(value) is str else _json(value)
        if "/" in name:
            name = blanked_name(record, name)
        found[name] = sha256(_VALUE + key + said.encode()).hexdigest()
    return found


class NewChanges:
    """What is committed to and stored of many changes by one author, in one action: the same as `Head.digest` of `commitments`,
    and compact JSON, in half the time. Names come again from record to record: what follows from them is kept.
    """

    _MOST = 20_000  # names kept

    def __init__(self, author: str, label: str) -> None:
        self._said = ((AUTHOR, author), (LABEL, label))
        self._names: dict[str, tuple[bytes, str, str | None]] = {}

    def prove(self, head: Head, values: Mapping[str, Value]) -> tuple[bytes, bytes, str]:
        """Salt and digest of a change that is about to be written, and its values as JSON."""
        salt = new_salt()
        salted, names, record = _SALT + salt, self._names, head.record
        texts: list[str] = []
        found: dict[str, str] = {}
        for name, value in (*values.items(), *self._said):
            known = names.get(name) or self._name(name)
            written, quoted, before = known
            if type(value) is str:
                text = _quoted(value)
            elif type(value) is int:
                text = str(value)
            else:
                text = _json(value)
            texts.append(quoted + text)
            digits = sha256(_VALUE + sha256(salted + written).digest()[:16] + text.encode()).hexdigest()
            if before is not None:
                said_so = f"{record}\n{name}"
                name = f"{before}/{sha256(said_so.encode()).hexdigest()}"
                quoted = f'"{name}":'
            found[name] = f'{quoted}"{digits}"'
        stored = "{" + ",".join(texts[: -len(self._said)]) + "}"
        return salt, head.digest_of(",".join([found[name] for name in sorted(found)])), stored

    def _name(self, name: str) -> tuple[bytes, str, str | None]:
        """Its bytes, itself as JSON before a value, and, where a digest stands for it in the head, what stands before that."""
        if len(self._names) > self._MOST:
            self._names.clear()
        before = None if blanked_name("", name) == name else name.partition("/")[0]
        known = self._names[name] = name.encode(), f"{_quoted(name)}:", before
        return known


def commitments_left(change: ErasableChange, proof: Proof) -> dict[str, str]:
    """The same of a change of which something may have been erased."""
    if proof.salt:
        return commitments(change.record_id, proof.salt, change.values, change.author, change.label)
    said = {**change.values, AUTHOR: change.author, LABEL: change.label}
    found = dict(proof.gone)
    for name, key in proof.keys.items():
        if name in said:
            found[blanked_name(change.record_id, name)] = commitment(bytes.fromhex(key), said[name])
    return found


def mark_of(digest: bytes) -> str:
    """By which others refer to a change: the first 8 bytes of its digest, in hexadecimal; "" where it has none."""
    return digest[:8].hex()


# Signatures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What travels with a change so that anybody can tell who wrote it."""

    signature: bytes  # 64 bytes; b"" of a change that never leaves
    salt: bytes  # 16 bytes; b"" where something of the change was erased
    digest: bytes  # 32 bytes
    gone: Mapping[str, str] = field(default_factory=dict[str, str])  # commitments to what was erased
    keys: Mapping[str, str] = field(default_factory=dict[str, str])  # instead of the salt: `value_key` of what is left
    public_key: bytes = b""  # of the desk that signed
    nonce: bytes = b""  # from which, with that key, the id of the replica follows

    @property
    def mark(self) -> str:
        """As `mark_of`."""
        return mark_of(self.digest)


def sign_change(key: Ed25519PrivateKey, digest: bytes) -> bytes:
    """The signature of a change (64 bytes)."""
    return key.sign(_CHANGE + digest)


def signature_fits(key: Ed25519PublicKey, digest: bytes, signature: bytes) -> bool:
    """Was a change with this digest signed with this key (RFC 8032, without cofactor)?"""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, _CHANGE + digest)
    except InvalidSignature:
        return False
    return True


def public_key_of(raw: bytes) -> Ed25519PublicKey | None:
    """A key to verify with; None where it is none, or not allowed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not allowed_key(raw):
        return None
    try:
        return Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        return None


def blank_proof(proof: Proof, change: ErasableChange, after: Mapping[str, Value], *, nameless: bool = False) -> Proof:
    """The proof of a change whose values are `after` an erasure, without what could tell what went: its salt, and the key of
    each value that went. Where a name went its key goes too, with or without a value: it was made of the name. `nameless`: the
    name of its author goes too.
    """
    before = {**change.values, AUTHOR: change.author, LABEL: change.label}
    gone, keys = dict(proof.gone), dict[str, str]()
    for name, value in before.items():
        key = value_key(proof.salt, name).hex() if proof.salt else proof.keys.get(name, "")
        if name == AUTHOR and nameless:
            if key:
                gone[AUTHOR] = commitment(bytes.fromhex(key), value)
        elif name.startswith("@") or (name in after and (value is None or after[name] is not None)):
            if key:
                keys[name] = key
        elif key:
            gone[blanked_name(change.record_id, name)] = commitment(bytes.fromhex(key), value)
    if not gone:
        return proof
    return replace(proof, salt=b"", gone=gone, keys=keys)


def without_label(proof: Proof, change: ErasableChange) -> Proof:
    """The proof of a change whose action lost its label, as that said something that was erased."""
    key = value_key(proof.salt, LABEL).hex() if proof.salt else proof.keys.get(LABEL, "")
    if not key:
        return proof
    if proof.salt:
        keys = {name: value_key(proof.salt, name).hex() for name in (*change.values, AUTHOR)}
    else:
        keys = {name: each for name, each in proof.keys.items() if name != LABEL}
    return replace(proof, salt=b"", gone={**proof.gone, LABEL: commitment(bytes.fromhex(key), change.label)}, keys=keys)
