"""The key of this desk: Ed25519, one for each workspace on this computer, outside the workspace file.

The file travels (backups, sticks, copies for colleagues); a key inside it would let whoever holds a copy sign as its
owner. The key stays in this computer's own folder under the id of the workspace: so it outlives the replica id, which
changes after a crash, while a copy of the file on another computer signs with a key of its own.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserFacingError
from desktop.system.files import exists, write_whole
from desktop.system.kernel_lock import KernelLock
from desktop.words import _
from desktop.workspace import Workspace
from desktop.workspace.storage.identity import WORKSPACE_ID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The key pair of a desk. `private` never leaves this object but into its file."""

    public: bytes  # 32 bytes
    private: Ed25519PrivateKey = field(repr=False)


def workspace_id(workspace: Workspace) -> str:
    """The id of a workspace. It stays with the file through crashes, restores and copies."""
    return str(uuid.UUID(workspace.meta(WORKSPACE_ID)))  # it names a file: nothing else may stand there


def own_key_pair(workspace: Workspace) -> KeyPair:
    """The key of this desk, made at first use. Raises UserFacingError where it cannot be made or read."""
    path = _path(workspace)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with KernelLock(path.with_name(".lock")).held():  # two copies of one file may be open here
            if not exists(path):
                _make(path)
        return _read(path)
    except OSError as error:
        raise UserFacingError(
            _("The key of this desk cannot be kept in {folder}: {reason}.").format(
                folder=path.parent, reason=error.strerror or str(error)
            ),
            kept=_("Nothing was signed."),
            todo=_("See that this folder can be written, then try again."),
        ) from error


def _path(workspace: Workspace) -> Path:
    return workspace.home / "keys" / f"{workspace_id(workspace)}.pem"


def own_public_key(workspace: Workspace) -> bytes:
    """The public key of this desk where it has one already; b"" otherwise. For looking, never for signing."""
    try:
        return _read(_path(workspace)).public
    except (OSError, UserFacingError):
        return b""


def _make(path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_whole(path, text, private=True)


def _read(path: Path) -> KeyPair:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise UserFacingError(
            _("The key of this desk cannot be read: {file} is damaged.").format(file=path),
            kept=_("Nothing was signed."),
            todo=_(
                "Put it back from a copy of that folder; or delete it, and tell your partners that your key changes."
            ),
        )
    return KeyPair(private.public_key().public_bytes_raw(), private)
