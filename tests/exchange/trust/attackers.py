"""Mallory, who writes packages by hand, and the desks that receive them."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.exchange.partners import read_partners
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.workspace import Workspace, check
from desktop.workspace.merge.dump import dump
from desktop.workspace.merge.merging import MergeReport
from tests.exchange.packages.build_packages import canonical, change, lines_of, zipped
from tests.exchange.proofs_by_hand import digest_of, replica_of

TIME = 1_790_000_000_000


class Desk:
    """An honest desk, which sees who made a package."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder / name, name
        self.folder.mkdir()
        self.home = folder / f"home of {name}"
        Workspace.create(self.folder / f"{name}.focal", home=self.home).close()
        self.open()
        self.journal.set_author(name)
        self._sent = 0

    def open(self, home: Path | None = None) -> None:
        self.workspace = Workspace.open(self.folder / f"{self.name}.focal", home=home or self.home)
        self.journal = self.workspace.journal

    def send(self, to: str = "") -> Path:
        self._sent += 1
        partner = next((each for each in self.partners() if each.name == to), None)
        return export_signed_package(
            self.workspace, self.folder / f"{self.name} {self._sent}.fdz", partner=partner
        ).path

    def take(self, path: Path, **options: Any) -> MergeReport:
        return import_package_file(self.workspace, path, **options).report

    def partners(self) -> list[Any]:
        with self.workspace.reading() as conn:
            return read_partners(conn)

    def values(self, id: str) -> dict[str, Any]:
        found = self.workspace.record(id)
        return dict(found.values) if found is not None else {}

    def next_seq(self) -> int:
        with self.workspace.reading() as conn:
            return 1 + int(
                conn.exec_driver_sql(
                    "SELECT coalesce(max(c.seq), 0) FROM change c JOIN replica r ON r.no = c.replica_no WHERE r.id = ?",
                    (self.journal.replica,),
                ).scalar_one()
            )

    def dump(self) -> list[str]:
        with self.workspace.reading() as conn:
            return list(dump(conn))

    def sound(self) -> bool:
        problems = check(self.workspace.path, home=self.workspace.home).problems
        assert problems == (), problems
        return True

    def close(self) -> None:
        self.workspace.close()


def clone_of(desk: Desk, folder: Path) -> Desk:
    """The same computer once more, as after a virtual machine was set back with all its disks: neither notices."""
    from desktop.system.file_identity import file_identity

    desk.close()
    clone = Desk.__new__(Desk)
    clone.folder, clone.home, clone.name, clone._sent = folder / desk.name, folder / "home", desk.name, 0
    shutil.copytree(desk.folder, clone.folder)
    shutil.copytree(desk.home, clone.home)
    desk.open()
    note = next((clone.home / "replicas").glob("*.json"))
    said, now = json.loads(note.read_text()), file_identity(clone.folder / f"{clone.name}.focal")
    said.update(device=now.device, inode=now.inode, changed=now.changed)
    note.write_text(json.dumps(said))
    clone.open()
    assert clone.journal.replica == desk.journal.replica
    return clone


MakeDesk = Callable[[str], Desk]


class Mallory:
    """A desk without a program: a key, a replica, and whatever she writes."""

    def __init__(self, folder: Path, name: str = "Mallory") -> None:
        self.folder, self.name = folder / name, name
        self.folder.mkdir()
        self.key = Ed25519PrivateKey.generate()
        self.replica, self.workspace = str(uuid.uuid4()), str(uuid.uuid4())
        self._sent = self._seq = 0

    def change(self, **other: Any) -> dict[str, Any]:
        """The next change of her own."""
        self._seq += 1
        said = {
            "stamp": [TIME + self._seq, 0],
            "time": TIME,
            "author": self.name,
            "group": [f"g{self._seq}", "edit", ""],
        }
        return {**change(self._seq, replica=self.replica, **said), **other}

    def erasure(self, **values: Any) -> dict[str, Any]:
        return self.change(type="erasure", record=str(uuid.uuid4()), values=values)

    def send(
        self, *changes: Mapping[str, Any], more: Mapping[str, Any] | None = None, sign: bool = True, minor: int = 0
    ) -> Path:
        """A package of format 2 with these changes."""
        self._sent += 1
        ordered = sorted(changes, key=lambda each: (each["replica"], each["seq"]))
        data, replicas, brings = with_references(ordered)
        manifest: dict[str, Any] = {
            "format": {"name": "focal-desk-package", "major": 2, "minor": minor}, "made": "2026-11-24T20:34:15Z",
            "by": {"author": self.name, "replica": self.replica, "workspace": self.workspace, "program": "none"},
            "for": "", "replicas": replicas, "desks": {}, "builds_on": {}, "brings": brings, "holds": brings,
            "withheld": {}, "counts": {"changes": len(ordered), "records": {}}, "left_out": {}, "lacks": [],
            "files": {"changes.jsonl": listed(data)}, **(more or {}),
        }  # fmt: skip
        content = {"changes.jsonl": data, "manifest.json": canonical(manifest)}
        if sign:
            content["manifest.sig"] = self.sign(content["manifest.json"])
        return zipped(self.folder / f"{self.name} {self._sent}.fdz", content)

    def sign(self, manifest: bytes) -> bytes:
        return canonical(
            {
                "algorithm": "Ed25519", "replica": self.replica,
                "public_key": base64.b64encode(self.key.public_key().public_bytes_raw()).decode(),
                "signature": base64.b64encode(self.key.sign(manifest)).decode(),
            }
        )  # fmt: skip


def listed(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def with_references(changes: Sequence[Mapping[str, Any]]) -> tuple[bytes, list[str], dict[str, list[list[int]]]]:
    """As `lines_of`; `replaces` may name replicas by their ids."""
    named = {ref[0] for each in changes for refs in each["replaces"].values() for ref in refs}
    extra = sorted({str(each["replica"]) for each in changes} | named)
    _data, _replicas, brings = lines_of(changes)
    data = b"".join(
        canonical(
            {
                **each,
                "replica": extra.index(each["replica"]),
                "replaces": {
                    name: sorted([extra.index(ref[0]), *ref[1:]] for ref in refs)
                    for name, refs in each["replaces"].items()
                },
            }
        )
        + b"\n"
        for each in changes
    )
    return data, extra, brings


class Prover(Mallory):
    """The same with format 3: her own changes are proven, and what she says of others is what she likes."""

    def __init__(self, folder: Path, name: str = "Mallory") -> None:
        super().__init__(folder, name)
        self.nonce = bytes([len(name)] * 16)
        self.public = self.key.public_key().public_bytes_raw()
        self.replica = replica_of(self.public, self.nonce)

    def change(self, **other: Any) -> dict[str, Any]:
        found = super().change(**other)
        if "group" not in other:
            found["group"] = [found["seq"], "edit", ""]
        return found

    def send(
        self, *changes: Mapping[str, Any], more: Mapping[str, Any] | None = None, sign: bool = True, minor: int = 0,
        keys: Mapping[str, tuple[bytes, bytes]] | None = None, signatures: Mapping[int, bytes] | None = None,
    ) -> Path:  # fmt: skip
        """A package with these changes, each signed with her key, or (by its place) as `signatures` say."""
        self._sent += 1
        salt = bytes([self._sent] * 16)
        proven = [each for each in changes if each["replica"][14] == "8"]
        named = {ref[0] for each in changes for refs in each["replaces"].values() for ref in refs}
        extra = sorted({str(each["replica"]) for each in changes} | named)

        def digest(each: Mapping[str, Any]) -> bytes:
            _data, replicas, _brings = with_references([each])
            line = json.loads(_data)
            return digest_of(line, replicas, salt)

        ordered = sorted(changes, key=lambda each: (each["replica"], each["seq"], digest(each)))
        data, replicas, brings = with_references(list({(e["replica"], e["seq"]): e for e in ordered}.values()))
        if len(ordered) > len({(e["replica"], e["seq"]) for e in ordered}):
            data = b"".join(with_references([each])[0] for each in ordered)
            assert all(with_references([each])[1] == extra for each in ordered), "one replica, no references"
        proofs = b"".join(
            (signatures or {}).get(place) or self.key.sign(b"focal-desk/3 change\0" + digest(each)) + salt
            for place, each in enumerate(each for each in ordered if each in proven)
        )
        content = {"changes.jsonl": data, "proofs.bin": proofs, "sums.bin": bytes(8 * len(brings))}
        table = {self.replica: (self.public, self.nonce), **(keys or {})}
        manifest: dict[str, Any] = {
            "format": {"name": "focal-desk-package", "major": 3, "minor": minor}, "made": "2026-11-24T20:34:15Z",
            "by": {"author": self.name, "replica": self.replica, "workspace": self.workspace, "program": "none"},
            "for": "", "replicas": replicas, "builds_on": {}, "brings": brings, "holds": brings, "whole": True,
            "keys": {replica: [key.hex(), nonce.hex()] for replica, (key, nonce) in table.items()},
            "counts": {"changes": len(ordered), "records": {}}, "left_out": {}, "lacks": [],
            "files": {name: listed(each) for name, each in content.items()}, **(more or {}),
        }  # fmt: skip
        if "holds" in (more or {}):
            content["sums.bin"] = bytes(8 * len(manifest["holds"]))
            manifest["files"]["sums.bin"] = listed(content["sums.bin"])
        content["manifest.json"] = canonical(manifest)
        if sign:
            content["manifest.sig"] = self.sign(content["manifest.json"])
        return zipped(self.folder / f"{self.name} {self._sent}.fdz", content)

    def sign(self, manifest: bytes) -> bytes:
        return super().sign(b"focal-desk/3 manifest\0" + manifest)
