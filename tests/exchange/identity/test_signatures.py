"""Keys stay on their computer, signatures hold for exactly one manifest, fingerprints can be read out."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.errors import UserFacingError
from desktop.exchange.identity import (
    MAX_ENTRY,
    KeyPair,
    fingerprint,
    own_key_pair,
    own_public_key,
    read_signature,
    sign,
    verify_signature,
    workspace_id,
)
from desktop.workspace import Workspace

VECTOR = Path(__file__).parents[2] / "data" / "signatures" / "first.json"
RFC_8032 = [  # section 7.1: secret key, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def _key(secret: str) -> KeyPair:
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    return KeyPair(private.public_key().public_bytes_raw(), private)


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_signs_as_the_standard_does(secret: str, public: str, message: str, signature: str) -> None:
    key = _key(secret)
    read = read_signature(sign(bytes.fromhex(message), key, "desk", domain=b""))
    assert (key.public.hex(), read.public_key.hex(), read.signature.hex()) == (public, public, signature)
    assert verify_signature(read, bytes.fromhex(message), domain=b"")
    assert not verify_signature(read, bytes.fromhex(message)), "one of an earlier format fits no manifest"


def test_the_vector_that_others_build_on() -> None:
    vector: dict[str, Any] = json.loads(VECTOR.read_text("utf-8"))
    key = _key(vector["secret_key"])
    manifest, entry = vector["manifest"].encode(), vector["manifest.sig"].encode()
    assert sign(manifest, key, vector["replica"], domain=b"") == entry
    read = read_signature(entry)
    assert read.public_key.hex() == vector["public_key"]
    assert read.replica == vector["replica"]
    assert fingerprint(read.public_key) == vector["fingerprint"]
    assert verify_signature(read, manifest, domain=b"")


def test_each_bit_of_manifest_key_and_signature_counts() -> None:
    key, manifest = _key(RFC_8032[0][0]), b'{"by":"Amina"}'
    entry = json.loads(sign(manifest, key, "desk"))
    for at in range(len(manifest)):
        changed = bytearray(manifest)
        changed[at] ^= 1
        assert not verify_signature(read_signature(json.dumps(entry).encode()), bytes(changed))
    read = read_signature(json.dumps(entry).encode())
    for at in range(64):
        changed = bytearray(read.signature)
        changed[at] ^= 4
        assert not verify_signature(type(read)(read.public_key, bytes(changed), read.replica), manifest)
    other = _key(RFC_8032[1][0])
    assert not verify_signature(type(read)(other.public, read.signature, read.replica), manifest)


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b"[" * 8_000,
        b"9" * 8_000,
        b" " * (MAX_ENTRY + 1),
        b'{"algorithm": "Ed25519"}',
        b'{"algorithm": 5, "public_key": "", "signature": "", "replica": ""}',
        b'{"algorithm": "Ed25519", "public_key": "AAAA", "signature": "AAAA", "replica": "x"}',
        b'{"algorithm": "Ed25519", "public_key": "\\u00e9", "signature": [], "replica": {}}',
    ],
)
def test_what_is_no_signature_is_refused_in_a_sentence(entry: bytes) -> None:
    with pytest.raises(UserFacingError) as told:
        read_signature(entry)
    assert told.value.what == "The signature of the package cannot be read."


def test_an_unknown_kind_of_signature_asks_for_a_newer_version() -> None:
    with pytest.raises(UserFacingError, match="Install the newer version"):
        read_signature(b'{"algorithm": "ML-DSA-65", "public_key": "", "signature": "", "replica": ""}')


def test_a_fingerprint_is_thirty_digits_whatever_the_language() -> None:
    prints = {fingerprint(bytes([number]) * 32) for number in range(200)}
    assert len(prints) == 200
    assert all(re.fullmatch(r"\d{5}( \d{5}){5}", each, re.ASCII) for each in prints)


# The key of a desk -------------------------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_is_not_in_the_workspace_file(tmp_path: Path, own_home: Path) -> None:
    with_key = Workspace.create(tmp_path / "a.focal")
    key = own_key_pair(with_key)
    assert own_key_pair(with_key).public == own_public_key(with_key) == key.public
    secret = key.private.private_bytes_raw()
    with_key.close()
    assert secret not in (tmp_path / "a.focal").read_bytes()
    [path] = (own_home / "keys").glob("*.pem")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "private" not in repr(key)


def test_a_new_replica_keeps_the_key_and_another_computer_gets_its_own(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "a.focal", home=tmp_path / "home")
    key, id, replica = own_key_pair(workspace), workspace_id(workspace), workspace.journal.replica
    workspace.close()
    (copied,) = [shutil.copyfile(tmp_path / "a.focal", tmp_path / "copied.focal")]
    os.utime(tmp_path / "a.focal")  # as after a crash: nothing proves that it is the same
    again = Workspace.open(tmp_path / "a.focal", home=tmp_path / "home")
    elsewhere = Workspace.open(copied, home=tmp_path / "another")
    try:
        assert again.journal.replica != replica
        assert (own_key_pair(again).public, workspace_id(again)) == (key.public, id)
        assert workspace_id(elsewhere) == id
        assert own_key_pair(elsewhere).public != key.public
    finally:
        again.close()
        elsewhere.close()


def test_two_workspaces_on_a_computer_have_two_keys(tmp_path: Path) -> None:
    first, second = Workspace.create(tmp_path / "a.focal"), Workspace.create(tmp_path / "b.focal")
    assert own_key_pair(first).public != own_key_pair(second).public
    first.close()
    second.close()


def test_a_damaged_key_is_a_sentence_and_is_not_replaced(tmp_path: Path, own_home: Path) -> None:
    workspace = Workspace.create(tmp_path / "a.focal")
    key, replica = own_key_pair(workspace), workspace.journal.replica
    assert workspace.temporary_key is None
    workspace.close()
    [path] = (own_home / "keys").glob("*.pem")
    path.write_text("nothing", "ascii")
    workspace = Workspace.open(tmp_path / "a.focal")
    assert own_key_pair(workspace).public != key.public and workspace.journal.replica != replica
    assert workspace.signer is not None and "is damaged" in str(workspace.signer.why_temporary)
    assert workspace.temporary_key is not None and "for this opening alone" in workspace.temporary_key.kept
    workspace.journal.create("activity", {"title": "goes on"})
    assert own_public_key(workspace) == b""
    assert path.read_text("ascii") == "nothing"
    replica = workspace.journal.replica
    workspace.close()
    workspace = Workspace.open(tmp_path / "a.focal")
    assert workspace.journal.replica != replica, "nobody has the key any more with which that one signed"
    assert workspace.temporary_key is not None
    workspace.close()


def test_where_no_key_can_be_kept_is_a_sentence(tmp_path: Path, own_home: Path) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / "keys").write_text("in the way", "ascii")
    workspace = Workspace.create(tmp_path / "a.focal")
    assert workspace.signer is not None and "cannot be saved" in str(workspace.signer.why_temporary)
    replica = workspace.journal.replica
    workspace.journal.create("activity", {"title": "goes on"})
    workspace.close()
    workspace = Workspace.open(tmp_path / "a.focal")
    assert workspace.journal.replica != replica, "nobody has the key any more"
    workspace.close()
