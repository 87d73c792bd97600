"""What stands in the file with which a desk moves to another computer, or to another person: a zip, encrypted.

manifest.json        `Move`, and the SHA-256 of every other file
workspace.focal      a checked copy
keys/signing.pem     keys/sealing.x25519
introduction.json    where the desk goes on with a new key: old and new say so together
files/…              attachments
learners/…           the key and the hashes with which learners are counted; names where the person said so
home/erasures/…      home/standings/…      what this computer knows of erasures, and of keys that are blocked
settings.json        language, colours and name
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, cast

MANIFEST, WORKSPACE, SIGNING, SEALING = "manifest.json", "workspace.focal", "keys/signing.pem", "keys/sealing.x25519"
INTRODUCTION, SETTINGS = "introduction.json", "settings.json"
ATTACHMENTS, LEARNERS, HOME = "files/", "learners/", "home/"
NAMES = ".names"
"""The end of the files that name learners, see `learning/seen_learners.py`."""
SUFFIX = ".fdm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The move of one desk."""

    id: str
    made: str  # UTC: 2026-11-24T20:34:15Z
    version: str  # of the program that wrote it
    workspace: str  # its id
    name: str  # of the workspace file
    author: str  # who worked there
    successor: str = ""  # who works with it from now on; "" where it moves with its owner
    new_key: bool = False
    private: bool = True  # are private notes and people who did not agree in it?

    def to_json(self, files: dict[str, str]) -> bytes:
        """The manifest; `files`: name -> SHA-256."""
        return json.dumps({**asdict(self), "files": files}, ensure_ascii=False, indent=1).encode()


def read_manifest(data: bytes) -> tuple[Move, dict[str, str]]:
    """The other way round. Raises ValueError where it is none."""
    raw = json.loads(data)
    said = cast("dict[str, Any]", raw if isinstance(raw, dict) else {})
    if not isinstance(said.get("files"), dict):
        raise ValueError("manifest")
    files = {str(name): str(sha256) for name, sha256 in said.pop("files").items()}
    try:
        return Move(**{name: value for name, value in said.items() if name in Move.__slots__}), files
    except TypeError as error:
        raise ValueError("manifest") from error
