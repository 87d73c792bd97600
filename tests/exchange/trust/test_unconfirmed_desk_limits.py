"""How much a desk may bring that nobody confirmed: a person is asked first, and what is forged ends early."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.consolidation import consolidate
from desktop.exchange.packages.change_lines import MOST_REFERENCES
from desktop.exchange.packages.package import Package
from desktop.exchange.packages.proof_verifier import MOST_BAD
from desktop.exchange.partners import find_partner, unconfirmed_desk_limits
from desktop.exchange.partners.standing import BLOCK, confirm, set_state
from desktop.exchange.partners.unconfirmed_desk_limits import LargePackageError
from desktop.exchange.signed_packages import import_package_file
from desktop.workspace.changes.shared_change import SharedChange
from tests.exchange.packages.build_packages import RECORD, canonical, zipped
from tests.exchange.proofs_by_hand import digest_of
from tests.exchange.trust.attackers import Desk, MakeDesk, Prover, listed, with_references


def junk(folder: Path, mallory: Prover, writers: int, record: str) -> Path:
    """One package of Mallory with a lawful change of many keys."""
    salt = bytes([mallory._sent + 1] * 16)
    folder = folder / "writers"
    folder.mkdir(exist_ok=True)
    others = sorted((Prover(folder, f"Writer {number}") for number in range(writers)), key=lambda each: each.replica)
    changes = [each.change(record=record, values={"summary": f"junk of {each.name}"}) for each in others]
    signatures: dict[int, bytes] = {}
    for place, (writer, change) in enumerate(zip(others, changes, strict=True)):
        line, replicas, _brings = with_references([change])
        digest = digest_of(json.loads(line), replicas, salt)
        signatures[place] = writer.key.sign(b"focal-desk/3 change\0" + digest) + salt
    return mallory.send(
        *changes, keys={each.replica: (each.public, each.nonce) for each in others}, signatures=signatures
    )


def test_junk_of_many_keys_is_asked_about_and_blocking_takes_all_of_it_out(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill", "summary": "honest"})
    before = bruno.dump()
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "hello"})))
    package = junk(tmp_path, mallory, 101, id)
    with pytest.raises(LargePackageError, match="it brings more than usual: changes of 101 new desks") as refused:
        bruno.take(package)
    assert "Nothing was imported" in str(refused.value) and "--large" in str(refused.value)
    foreseen = import_package_file(bruno.workspace, package, dry_run=True)
    assert foreseen.excess and foreseen.report.new == foreseen.new_writers == 101
    assert bruno.take(package, accept_large=True).new == 101
    assert "junk" in str(bruno.dump())
    set_state(bruno.workspace, find_partner(bruno.workspace, "Mallory"), BLOCK, with_relayed=True)
    assert bruno.dump() == before and bruno.values(id)["summary"] == "honest" and bruno.sound()


@pytest.mark.parametrize(("limit", "words"), [("MOST_BYTES", "0 MB"), ("MOST_CHANGES", "3 changes")])
def test_who_is_confirmed_is_not_asked_about(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str, words: str
) -> None:
    monkeypatch.setattr(unconfirmed_desk_limits, limit, 2)
    bruno, anna, folder = desk("Bruno"), desk("Anna"), tmp_path / "sent"
    folder.mkdir()
    anna.send().rename(tmp_path / "first.fdz")
    bruno.take(tmp_path / "first.fdz", accept_large=True)
    for number in range(3):
        anna.journal.create("activity", {"title": str(number)})
    anna.send().rename(folder / "Anna.fdz")
    with pytest.raises(LargePackageError, match=f"Anna is not confirmed, and it brings more than usual: {words}"):
        bruno.take(folder / "Anna.fdz")
    report = consolidate(bruno.workspace, [folder]).report
    assert report.counts["waiting"] == 1 and words in report.files[0].reason and report.new_desks == []
    confirm(bruno.workspace, find_partner(bruno.workspace, "Anna"))
    assert consolidate(bruno.workspace, [folder]).report.counts["taken"] == 1


def test_more_references_than_a_change_may_have_are_refused(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    confirm_first(bruno, mallory)
    many = [[mallory.replica, number, f"{number:016x}"] for number in range(1, MOST_REFERENCES + 2)]
    change = mallory.change(record=RECORD, values={"title": "x"}, replaces={"title": many})
    with pytest.raises(UserFacingError, match="change: replaces"):
        bruno.take(mallory.send(change))
    change = mallory.change(record=RECORD, values={"title": "x"}, replaces={"title": many[1:]})
    assert bruno.take(mallory.send(change)).new == 1


def confirm_first(bruno: Desk, mallory: Prover) -> None:
    """Also of who is confirmed."""
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "hello"})))
    confirm(bruno.workspace, find_partner(bruno.workspace, "Mallory"))


def forged(folder: Path, mallory: Prover, count: int) -> Path:
    """A package of so many changes, none of which has a signature that fits."""
    name = f"{count}.fdz"
    line: dict[str, Any] = dict(mallory.change(record=RECORD, values={"title": "x"}))
    lines = b"".join(
        canonical({**line, "seq": seq, "replica": 0, "group": [seq, "edit", ""], "replaces": {"title": [[0, 1]]}})
        + b"\n"
        for seq in range(1, count + 1)
    )
    content = {"changes.jsonl": lines, "proofs.bin": bytes(80 * count), "sums.bin": bytes(8)}
    whole = {mallory.replica: [[1, count]]}
    content["manifest.json"] = canonical(
        {
            "format": {"name": "focal-desk-package", "major": 3, "minor": 0}, "made": "2026-11-24T20:34:15Z",
            "by": {"author": mallory.name, "replica": mallory.replica, "workspace": mallory.workspace, "program": "none"},
            "for": "", "replicas": [mallory.replica], "builds_on": {}, "brings": whole, "holds": whole, "whole": True,
            "keys": {mallory.replica: [mallory.public.hex(), mallory.nonce.hex()]},
            "counts": {"changes": count, "records": {}}, "left_out": {}, "lacks": [],
            "files": {name: listed(data) for name, data in content.items()},
        }
    )  # fmt: skip
    content["manifest.sig"] = mallory.sign(content["manifest.json"])
    return zipped(folder / name, content)


def test_forged_changes_end_the_package_early_with_memory_flat(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    packages = [forged(tmp_path, mallory, count) for count in (2_000, 2_000, 20_000)]
    read: list[int] = []
    changes = Package.changes

    def counted(package: Package) -> Iterator[SharedChange]:
        read.append(0)
        for change in changes(package):
            read[-1] += 1
            yield change

    monkeypatch.setattr(Package, "changes", counted)
    peaks: list[int] = []
    for package in packages:  # the first one loads what is loaded late
        tracemalloc.start()
        report = bruno.take(package)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (report.new, report.refused) == (0, {"unproven": MOST_BAD})
    assert read[4] == 20_000, "its structure is checked to the end"
    assert read[5] <= 1_500, "and its signatures are not"
    assert peaks[2] < peaks[1] + 2_000_000 and bruno.sound()
