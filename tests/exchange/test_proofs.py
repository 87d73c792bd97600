"""Proofs of changes, against vectors and a second reader that were made from FORMAT.md alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.packages.change_lines import ReplicaIndex, read_line, write_line
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import Value, Workspace
from desktop.workspace.changes.proofs import (
    Head,
    Proof,
    Reference,
    commitments,
    public_key_of,
    sign_change,
    signature_fits,
)
from desktop.workspace.changes.shared_change import SharedChange, read_shared
from desktop.workspace.storage.replica_ids import allowed_key, replica_id
from tests.exchange.make_proof_vectors import VECTORS, make
from tests.exchange.packages.build_packages import content_of
from tests.exchange.proofs_by_hand import L, allowed, canonical, digest_of, fits, replica_of

MESSAGE = b"focal-desk/3 change\0"


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    return json.loads(VECTORS.read_text("utf-8"))


def with_proof(line: Mapping[str, Any], vectors: Mapping[str, Any], salt: str, signature: str) -> SharedChange:
    change = read_line(canonical(line), iter(()), vectors["replicas"], "vector")
    assert change.proof is not None
    gone, keys = change.proof.gone, change.proof.keys
    proof = Proof(
        signature=bytes.fromhex(signature), salt=b"" if gone else bytes.fromhex(salt), digest=b"", gone=gone, keys=keys
    )
    return SharedChange(**{name: getattr(change, name) for name in change.__slots__ if name != "proof"}, proof=proof)


def test_the_vectors_are_what_the_format_says(vectors: dict[str, Any]) -> None:
    assert vectors == json.loads(json.dumps(make()))


def test_the_program_agrees_with_the_vectors(vectors: dict[str, Any]) -> None:
    key, nonce = bytes.fromhex(vectors["public_key"]), bytes.fromhex(vectors["nonce"])
    assert replica_id(key, nonce) == replica_of(key, nonce) == vectors["replicas"][0]
    public = public_key_of(key)
    assert public is not None
    for each in vectors["changes"]:
        change = with_proof(each["line"], vectors, each["salt"], each["signature"])
        digest = change.digest()
        assert digest.hex() == each["digest"]
        assert change.proof is not None and signature_fits(public, digest, change.proof.signature)
        if not change.proof.gone:
            replicas = ReplicaIndex()
            line, texts = write_line(change, replicas)
            assert json.loads(line)["values"].keys() == each["line"]["values"].keys() and len(texts) <= 2


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAMES = st.builds(
    lambda head, code: f"{head}/{code}" if code else head, _TEXTS, st.sampled_from(["", "x", 'a"b', "0" * 64])
)


@given(
    st.dictionaries(_NAMES, st.one_of(_TEXTS, st.none(), st.booleans(), st.integers())),
    st.dictionaries(_NAMES, st.just([("r", 7, "0" * 16), ("r", 3, "")]), max_size=2),
    st.tuples(_TEXTS, _TEXTS, _TEXTS, _TEXTS),
    st.tuples(*[st.integers(0, 2**53)] * 4),
)
def test_the_digest_is_that_of_a_second_reader_for_any_values(
    values: dict[str, Value], replaces: dict[str, list[Reference]], words: tuple[str, ...], numbers: tuple[int, ...]
) -> None:
    kind, record, author, label = words
    group, seq, counter, time = numbers
    head = Head(
        group=group, kind=kind, record=record, replaces=replaces, replica="r", seq=seq, stamp=(5, counter), time=time,
        type="activity",
    )  # fmt: skip
    line = {
        "group": [group, kind, label], "record": record, "replica": 0, "seq": seq, "stamp": [5, counter], "time": time,
        "type": "activity", "author": author, "values": values,
        "replaces": {name: [[0, *id[1:]] for id in ids] for name, ids in replaces.items()},
    }  # fmt: skip
    salt = b"s" * 16
    assert head.digest(commitments(record, salt, values, author, label)) == digest_of(line, ["r"], salt)


def test_whatever_is_altered_in_a_change_no_longer_fits(vectors: dict[str, Any]) -> None:
    each = vectors["changes"][1]
    line = each["line"]
    altered = [
        {**line, "seq": 3}, {**line, "stamp": [1790000000000, 2]}, {**line, "time": 1}, {**line, "author": "Zoe"},
        {**line, "group": [1, "edit", "list.csv"]}, {**line, "group": [2, "create", "list.csv"]},
        {**line, "group": [2, "edit", ""]}, {**line, "type": "run"}, {**line, "values": {"title": "drill"}},
        {**line, "values": {"title": "Drill", "summary": None}}, {**line, "record": vectors["replicas"][1]},
        {**line, "replaces": {}}, {**line, "replaces": {"title": [[0, 1, "0" * 16], [1, 9]]}},
        {**line, "replaces": {"title": [[0, 1, vectors["changes"][0]["mark"]]]}},
    ]  # fmt: skip
    digests = {with_proof(one, vectors, each["salt"], each["signature"]).digest().hex() for one in (line, *altered)}
    assert len(digests) == len(altered) + 1
    assert with_proof(line, vectors, "00" * 16, each["signature"]).digest().hex() != each["digest"]


def test_a_second_reader_proves_an_introduction(vectors: dict[str, Any]) -> None:
    said = vectors["became"]["introduction"]
    statement = b"focal-desk/3 became\0" + canonical({n: said[n] for n in ("made", "new", "old", "sealing_key")})
    for side in ("old", "new"):
        assert fits(bytes.fromhex(said[side]), statement, bytes.fromhex(said[f"{side}_signature"]))
        assert not fits(bytes.fromhex(said[side]), statement + b"x", bytes.fromhex(said[f"{side}_signature"]))


def test_keys_that_no_desk_may_have(vectors: dict[str, Any]) -> None:
    for each in vectors["keys_refused"]:
        key = bytes.fromhex(each)
        assert not allowed_key(key) and not allowed(key) and public_key_of(key) is None
    key = bytes.fromhex(vectors["public_key"])
    assert allowed_key(key) and allowed(key)
    assert not allowed_key(key[:31]) and not allowed_key(key + b"\0")


def test_a_signature_with_the_order_added_does_not_fit(vectors: dict[str, Any]) -> None:
    each, key = vectors["changes"][0], bytes.fromhex(vectors["public_key"])
    signature, digest = bytes.fromhex(each["signature"]), bytes.fromhex(each["digest"])
    more = signature[:32] + (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
    public = public_key_of(key)
    assert public is not None and signature_fits(public, digest, signature) and fits(key, MESSAGE + digest, signature)
    assert not signature_fits(public, digest, more) and not fits(key, MESSAGE + digest, more)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    made.journal.set_author("Anna")
    yield made
    made.close()


def test_a_second_reader_proves_a_package_of_the_program(desk: Workspace, tmp_path: Path) -> None:
    journal = desk.journal
    person = journal.create("person", {"name": "Ana", "email": "ana@example.org", "consent": "network"})
    id = journal.create(
        "activity", {"title": "Flood drill in the old town", "links/https://a.org": "A", "private_note": "x"}
    )
    session = journal.edit_session()
    for text in ("o", "on", "one"):
        journal.edit(id, {"summary": text}, edit_session=session)
    journal.end_edit_session(session)
    with journal.group("import", "list.csv") as group:
        journal.bulk(group, [("activity", f"00000000-0000-4000-8000-{n:012}", {"title": f"No. {n}"}) for n in range(3)])
    journal.delete([id])
    journal.erase([person], {})
    content = content_of(export_signed_package(desk, tmp_path / "p.fdz").path)
    manifest, proofs = json.loads(content["manifest.json"]), content["proofs.bin"]
    texts = iter(content.get("texts.jsonl", b"").splitlines())
    digests: list[bytes] = []
    for place, raw in enumerate(content["changes.jsonl"].splitlines()):
        line = json.loads(raw)
        line["values"] = {n: json.loads(next(texts)) if v == [] else v for n, v in sorted(line["values"].items())}
        replica = manifest["replicas"][line["replica"]]
        key, nonce = map(bytes.fromhex, manifest["keys"][replica])
        assert replica_of(key, nonce) == replica
        signature, salt = proofs[80 * place : 80 * place + 64], proofs[80 * place + 64 : 80 * place + 80]
        digests.append(digest_of(line, manifest["replicas"], salt))
        assert fits(key, MESSAGE + digests[-1], signature), line
        assert (salt == bytes(16)) == ("gone" in line)
    assert len(proofs) == 80 * len(digests) and "Ana" not in str(content)
    import hashlib

    assert content["sums.bin"] == hashlib.sha256(b"".join(digests)).digest()[:8]


def test_each_change_has_its_proof_as_soon_as_nobody_types_in_it(desk: Workspace) -> None:
    journal = desk.journal
    id = journal.create("activity", {"title": "one"})

    def proven() -> list[bool]:
        with desk.reading() as conn:
            return [each.proof is not None and each.digest() == each.proof.digest for each in read_shared(conn)]

    session = journal.edit_session()
    journal.edit(id, {"summary": "o"}, edit_session=session)
    assert proven() == [True, False]
    journal.edit(id, {"summary": "on"}, edit_session=session)
    assert proven() == [True, False]
    journal.edit(id, {"title": "two"})
    assert proven() == [True, True, True]
    another = journal.edit_session()
    journal.edit(id, {"lessons": "l"}, edit_session=another)
    journal.edit(id, {"lessons": "le"}, edit_session=another)
    assert proven() == [True, True, True, False]
    journal.end_edit_session(another)
    assert proven() == [True] * 4
    journal.edit(id, {"lessons": "typed"}, edit_session=(third := journal.edit_session()))
    journal.seal()
    assert proven() == [True] * 5 and third.written


def test_an_edit_session_is_signed_once_when_it_ends(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = desk.journal
    id = journal.create("activity", {"title": "one"})
    signed: list[bytes] = []

    def sign(key: Any, digest: bytes) -> bytes:
        signed.append(digest)
        return sign_change(key, digest)

    monkeypatch.setattr("desktop.workspace.changes.proof_log.sign_change", sign)
    session = journal.edit_session()
    for text in ("o", "on", "one"):
        journal.edit(id, {"summary": text}, edit_session=session)
    assert signed == []
    journal.end_edit_session(session)
    assert len(signed) == 1
    both = journal.edit_session()
    journal.edit(id, {"summary": "two", "lessons": "x", "private_note": "mine"}, edit_session=both)
    assert len(signed) == 2, "of two changes at once none can grow, and what is private needs no signature"
    with desk.reading() as conn:
        (left,) = conn.exec_driver_sql("SELECT count(*) FROM stored_change c LEFT JOIN proof p ON p.change_no = c.no"
                                       " WHERE p.change_no IS NULL").fetchone() or (None,)  # fmt: skip
    assert left == 0


def test_what_has_a_proof_grows_no_more(desk: Workspace, tmp_path: Path) -> None:
    """As where an action comes between two letters: the next one is a change of its own, and each fits its proof."""
    journal = desk.journal
    id = journal.create("activity", {"title": "one"})
    session = journal.edit_session()
    for text in ("o", "on", "one"):
        with journal.group("edit"):
            journal.edit(id, {"summary": text}, edit_session=session)
    journal.end_edit_session(session)
    with desk.reading() as conn:
        changes = list(read_shared(conn))
    assert [each.values.get("summary") for each in changes] == [None, "o", "on", "one"]
    assert all(each.proof is not None and each.digest() == each.proof.digest for each in changes)
