"""Packages as a wicked or a newer program would make them: a second, small writer of the format."""

from __future__ import annotations

import bz2
import hashlib
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SQUEEZED = {"changes.bz2": "changes.jsonl", "texts.bz2": "texts.jsonl"}
COMMENT = b"focal-desk sha256:"
REPLICA = str(uuid.uuid5(uuid.NAMESPACE_URL, "replica of a test"))
RECORD = str(uuid.uuid5(uuid.NAMESPACE_URL, "record of a test"))


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def change(
    seq: int, *, replica: str = REPLICA, record: str = "", type: str = "activity", **other: Any
) -> dict[str, Any]:
    """A change as it stands in a line, but with whole replica ids."""
    return {
        "replica": replica, "seq": seq, "stamp": [seq, 0], "time": seq, "author": "Eve", "group": ["g", "edit", ""],
        "type": type, "record": record or str(uuid.uuid5(uuid.NAMESPACE_URL, type)), "values": {"title": "t"},
        "replaces": {}, **other,
    }  # fmt: skip


def lines_of(changes: Sequence[Mapping[str, Any]]) -> tuple[bytes, list[str], dict[str, list[list[int]]]]:
    """`changes.jsonl`, the replicas by index, and the have-set."""
    replicas = sorted({str(each["replica"]) for each in changes})
    brings: dict[str, list[list[int]]] = {}
    for each in changes:
        brings.setdefault(each["replica"], []).append([each["seq"], each["seq"]])
    joined: dict[str, list[list[int]]] = {}
    for replica, spans in brings.items():
        for first, last in spans:
            found = joined.setdefault(replica, [])
            if found and found[-1][1] + 1 == first:
                found[-1][1] = last
            else:
                found.append([first, last])
    data = b"".join(canonical({**each, "replica": replicas.index(each["replica"])}) + b"\n" for each in changes)
    return data, replicas, joined


def rewritten(
    source: Path,
    *,
    changes: Sequence[Mapping[str, Any]] | None = None,
    lines: bytes | None = None,
    more: Mapping[str, Any] | None = None,
    minor: int | None = None,
    major: int | None = None,
    files: Mapping[str, bytes] | None = None,
    raw_manifest: bytes | None = None,
) -> Path:
    """A copy of a package with other content and all digests right."""
    content = content_of(source)
    manifest = json.loads(content.pop("manifest.json"))
    if changes is not None or lines is not None:
        content.pop("texts.jsonl", None)  # the changes given hold their texts themselves
        as_before_proofs(content, manifest)
    if changes is not None:
        content["changes.jsonl"], manifest["replicas"], manifest["brings"] = lines_of(changes)
        manifest["holds"] = manifest["brings"]
        manifest["counts"]["changes"] = len(changes)
    if lines is not None:
        content["changes.jsonl"] = lines
    content.update(files or {})
    manifest["files"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()
    }
    manifest.update(more or {})
    manifest["format"].update({"minor": minor} if minor is not None else {}, **({"major": major} if major else {}))
    content["manifest.json"] = canonical(manifest) if raw_manifest is None else raw_manifest
    return zipped(source.with_name(f"rewritten {source.name}"), content)


def as_before_proofs(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Of format 2, where nobody signed single changes."""
    for name in ("proofs.bin", "sums.bin"):
        content.pop(name, None)
    for name in ("keys", "whole"):
        manifest.pop(name, None)
    manifest["format"].update({"major": 2, "minor": 0})
    manifest.setdefault("desks", {})
    manifest.setdefault("withheld", {})


def content_of(package: Path) -> dict[str, bytes]:
    """The entries of a package, those of the journal unpacked and called as before format 2."""
    with zipfile.ZipFile(package) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for squeezed, plain in SQUEEZED.items():
        if squeezed in content:
            content[plain] = bz2.decompress(content.pop(squeezed))
    return content


def zipped(path: Path, content: Mapping[str, bytes]) -> Path:
    """A zip of these files, ended as packages are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if "/" in name else zipfile.ZIP_DEFLATED)
        archive.comment = COMMENT + b"0" * 64
    return sealed(path)


def sealed(path: Path) -> Path:
    """The right digest at the end, whatever stands before it."""
    data = path.read_bytes()[:-64]
    path.write_bytes(data + hashlib.sha256(data).hexdigest().encode())
    return path
