"""The format of packages, as FORMAT.md says it: names, version, manifest, canonical JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NoReturn, cast

from desktop.exchange.identity.introductions import MOST, Introduction, allowed_sealing_key, read_introduction
from desktop.exchange.packages.limits import MAX_INTERVALS, MAX_NUMBER, MAX_SHORT, malformed, refusal
from desktop.i18n import _
from desktop.workspace.changes.have_sets import HaveSet, Interval
from desktop.workspace.merge.outgoing import minus

NAME = "focal-desk-package"
MAJOR, MINOR = 3, 0
EARLIER = (2, 0)
"""The format for those who have not updated: without proofs. One of 1.1 where there are no tables."""
LEAN = (1, 1)
"""The earlier format of a package without tables: whoever has a desk reads it, also an older one."""
SUFFIX = ".fdz"
MANIFEST, CHANGES, DATAPACKAGE, FILES = "manifest.json", "changes.jsonl", "datapackage.json", "files/"
TEXTS = "texts.jsonl"
PROOFS, SUMS = "proofs.bin", "sums.bin"
"""Signature and salt of each change with a proof; a checksum for each replica of `holds`."""
COMPRESSED_NAMES = {CHANGES: "changes.bz2", TEXTS: "texts.bz2"}
"""What these are called where they are packed before the zip does, to make room for tables."""
SIGNATURE = "manifest.sig"
COMMENT = b"focal-desk sha256:"
"""Begins the zip's comment; 64 hexadecimal digits follow: the SHA-256 of all bytes before them."""

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_HEX = re.compile(r"(?:[0-9a-f]{2}){1,64}\Z")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """Canonical JSON: UTF-8, keys sorted by code point, no blanks, only what must be escaped is."""
    return _encode(value).encode()


def read_canonical(data: bytes, name: str) -> dict[str, Any]:
    """A JSON object in canonical form. Raises UserFacingError for anything else, however deep or long."""
    try:
        found = json.loads(data.decode())
        same = canonical(found) == data
    except (ValueError, RecursionError) as error:
        raise malformed(name, "JSON") from error
    if not same or not isinstance(found, dict):
        raise malformed(name, "canonical JSON")
    return cast(dict[str, Any], found)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the package as the manifest lists it."""

    size: int  # bytes, unpacked
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a package says of itself."""

    made: str  # UTC: 2026-11-24T20:34:15Z
    author: str
    replica: str
    workspace: str
    addressee: str = ""
    program: str = ""
    major: int = MAJOR
    minor: int = MINOR
    replicas: tuple[str, ...] = ()  # those that the changes name, by index
    desks: Mapping[str, str] = field(default_factory=dict[str, str])  # replica -> who writes there
    builds_on: HaveSet = field(default_factory=dict[str, "list[Interval]"])
    brings: HaveSet = field(default_factory=dict[str, "list[Interval]"])
    holds: HaveSet = field(default_factory=dict[str, "list[Interval]"])
    withheld: HaveSet = field(default_factory=dict[str, "list[Interval]"])
    changes: int = 0
    records: Mapping[str, int] = field(default_factory=dict[str, int])  # by type: records that it brings changes of
    files: Mapping[str, FileEntry] = field(default_factory=dict[str, FileEntry])
    keys: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict[str, tuple[bytes, bytes]])
    """Replica -> public key and nonce, from which its id follows: of the changes, and of the sender."""
    became: tuple[Introduction, ...] = ()
    """Desks that say they came in the place of others; both sides signed."""
    sealing_key: bytes = b""
    """X25519 key of the sender, for packages that only they can read; b"" where they have none."""
    whole: bool = True
    """Is everything of `holds` in it that `builds_on` lacks?"""
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])  # sha256 -> bytes: attachments for later
    lacks: tuple[str, ...] = ()  # sha256 of attachments that its sender is without

    @property
    def gives(self) -> HaveSet:
        """What of all that its sender holds is in this package and in those that it builds on: nobody need ask for it again."""
        if self.major >= 3:
            return self.holds if self.whole else {}
        return minus(self.holds, self.withheld)

    def to_bytes(self) -> bytes:
        """As it stands in the package."""
        return canonical(
            {
                **self._later(),
                "format": {"name": NAME, "major": self.major, "minor": self.minor},
                "made": self.made,
                "by": {
                    "author": self.author, "replica": self.replica, "workspace": self.workspace,
                    "program": self.program,
                    **({"sealing_key": self.sealing_key.hex()} if self.sealing_key and self.major >= 3 else {}),
                },
                "for": self.addressee,
                "replicas": list(self.replicas),
                "builds_on": have_set_json(self.builds_on),
                "brings": have_set_json(self.brings),
                "holds": have_set_json(self.holds),
                "counts": {"changes": self.changes, "records": dict(self.records)},
                "files": {name: {"bytes": each.size, "sha256": each.sha256} for name, each in self.files.items()},
                "left_out": dict(self.left_out),
                "lacks": sorted(self.lacks),
            }
        )  # fmt: skip

    def _later(self) -> dict[str, Any]:
        """What the versions say differently."""
        if self.major < 3:
            return {"desks": dict(self.desks), "withheld": have_set_json(self.withheld)}
        keys = {replica: [key.hex(), nonce.hex()] for replica, (key, nonce) in self.keys.items()}
        return {"keys": keys, "whole": self.whole, "became": [each.to_json() for each in self.became]}


def have_set_json(have: HaveSet) -> dict[str, list[list[int]]]:
    """A have-set as it travels."""
    return {replica: [list(span) for span in spans] for replica, spans in have.items() if spans}


def now_text() -> str:
    """The time of making."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_manifest(data: bytes, name: str) -> Manifest:
    """The manifest of the package `name`. Raises UserFacingError where it is none, wrong, or of a newer major version."""
    raw = read_canonical(data, name)
    take = _ManifestReader(name)
    about = take.object(raw, "format")
    if about.get("name") != NAME:
        raise malformed(name, "format")
    major, minor = take.number(about, "major"), take.number(about, "minor")
    if major > MAJOR:
        maker = raw.get("by")
        program = cast("dict[str, object]", maker).get("program") if isinstance(maker, dict) else None
        raise refusal(
            _("{name} needs Focal Desk with package format {theirs}; this one knows format {ours}.").format(
                name=name, theirs=f"{major}.{minor}", ours=f"{MAJOR}.{MINOR}"
            ),
            _("Install {program} or a newer version.").format(program=program[:40])
            if isinstance(program, str) and program.strip()
            else _("Install the newer version of Focal Desk."),
        )
    if major < 1:
        raise malformed(name, "format")
    by, counts, files = take.object(raw, "by"), take.object(raw, "counts"), take.object(raw, "files")
    listed = {each: take.listed(files, each) for each in files}
    replicas = raw.get("replicas")
    if not isinstance(replicas, list):
        take.fail("replicas")
    records, left_out = take.object(counts, "records"), take.object(raw, "left_out")
    desks = take.object(raw, "desks") if major < 3 else {}
    whole = raw.get("whole", True)
    if type(whole) is not bool:
        take.fail("whole")
    lacks = raw.get("lacks")
    if not isinstance(lacks, list) or not all(
        isinstance(each, str) and SHA256.match(each) for each in cast(list[object], lacks)
    ):
        take.fail("lacks")
    made = take.text(raw, "made")
    if not _TIME.match(made):
        take.fail("made")
    return Manifest(
        made=made,
        author=take.text(by, "author"),
        replica=take.uuid(by.get("replica")),
        workspace=take.uuid(by.get("workspace")),
        program=take.text(by, "program"),
        addressee=take.text(raw, "for"),
        major=major,
        minor=minor,
        replicas=tuple(take.uuid(each) for each in cast(list[object], replicas)),
        desks={take.uuid(each): take.text(desks, each) for each in desks},
        builds_on=take.have(raw, "builds_on"),
        brings=take.have(raw, "brings"),
        holds=take.have(raw, "holds"),
        withheld=take.have(raw, "withheld") if major < 3 else {},
        keys=take.keys(raw) if major >= 3 else {},
        whole=whole,
        became=take.introductions(raw) if major >= 3 else (),
        sealing_key=take.sealing_key(by) if major >= 3 else b"",
        changes=take.number(counts, "changes"),
        records={each: take.number(records, each) for each in records},
        files=listed,
        left_out={each: take.number(left_out, each) for each in left_out},
        lacks=tuple(cast(list[str], lacks)),
    )


class _ManifestReader:
    """Reads parts of a manifest that may hold anything."""

    def __init__(self, name: str) -> None:
        self._name = name

    def fail(self, what: str) -> NoReturn:
        raise malformed(self._name, f"manifest: {what[:40]}")

    def object(self, raw: Mapping[str, Any], key: str) -> dict[str, Any]:
        found = raw.get(key)
        if not isinstance(found, dict):
            self.fail(key)
        return cast(dict[str, Any], found)

    def number(self, raw: Mapping[str, Any], key: str) -> int:
        found = raw.get(key)
        if type(found) is not int or not 0 <= found <= MAX_NUMBER:
            self.fail(key)
        return found

    def text(self, raw: Mapping[str, Any], key: str) -> str:
        found = raw.get(key)
        if not isinstance(found, str) or len(found) > MAX_SHORT:
            self.fail(key)
        return found

    def uuid(self, found: object) -> str:
        if not isinstance(found, str) or not UUID.match(found):
            self.fail("id")
        return found

    def keys(self, raw: Mapping[str, Any]) -> dict[str, tuple[bytes, bytes]]:
        found: dict[str, tuple[bytes, bytes]] = {}
        for replica, said in self.object(raw, "keys").items():
            if not isinstance(said, list) or len(cast(list[object], said)) != 2:
                self.fail("keys")
            key, nonce = (self.hexadecimal(each) for each in cast(list[object], said))
            if len(key) != 32 or len(nonce) != 16:
                self.fail("keys")
            found[self.uuid(replica)] = (key, nonce)
        return found

    def introductions(self, raw: Mapping[str, Any]) -> tuple[Introduction, ...]:
        """Desks that came in the place of others: one that only one side signed is no statement of both."""
        found = raw.get("became", [])
        if not isinstance(found, list) or len(cast(list[object], found)) > MOST:
            self.fail("became")
        try:
            statements = tuple(map(read_introduction, cast(list[object], found)))
        except ValueError:
            self.fail("became")
        if not all(each.fits() for each in statements):
            self.fail("became")
        return statements

    def sealing_key(self, by: Mapping[str, Any]) -> bytes:
        if "sealing_key" not in by:
            return b""
        key = self.hexadecimal(by["sealing_key"])
        if not allowed_sealing_key(key):
            self.fail("sealing_key")
        return key

    def hexadecimal(self, found: object) -> bytes:
        if not isinstance(found, str) or not _HEX.match(found):
            self.fail("hex")
        return bytes.fromhex(found)

    def listed(self, files: Mapping[str, Any], name: str) -> FileEntry:
        about = self.object(files, name)
        sha256 = self.text(about, "sha256")
        if not SHA256.match(sha256):
            self.fail("sha256")
        return FileEntry(self.number(about, "bytes"), sha256)

    def have(self, raw: Mapping[str, Any], key: str) -> dict[str, list[Interval]]:
        found: dict[str, list[Interval]] = {}
        total = 0
        for replica, spans in self.object(raw, key).items():
            if not isinstance(spans, list):
                self.fail(key)
            last, read = -1, list[Interval]()
            for span in cast(list[object], spans):
                if not isinstance(span, list) or len(cast(list[object], span)) != 2:
                    self.fail(key)
                start, end = cast(list[object], span)
                if type(start) is not int or type(end) is not int or not 1 <= start <= end <= MAX_NUMBER:
                    self.fail(key)
                if start <= last + 1:
                    self.fail(key)
                last = end
                read.append((start, end))
            total += len(read)
            if not read or total > MAX_INTERVALS:
                self.fail(key)
            found[self.uuid(replica)] = read
        return found
