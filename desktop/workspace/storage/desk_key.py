"""The key of this desk: Ed25519, one for each workspace on this computer, outside the workspace file.

The file travels (backups, sticks, copies for colleagues); a key inside it would let whoever holds a copy sign as its
owner. The key stays in this computer's own folder under the id of the workspace: so it outlives the replica id, which
changes after a crash, while a copy of the file on another computer signs with a key of its own.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.files import exists, write_whole
from desktop.system.kernel_lock import KernelLock

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The key pair of a desk. `private` never leaves this object but into its file."""

    public: bytes  # 32 bytes
    private: Ed25519PrivateKey = field(repr=False)


def key_path(home: Path, workspace_id: str) -> Path:
    """The file of the key of a workspace, given its id."""
    return home / "keys" / f"{uuid.UUID(workspace_id)}.pem"  # it names a file: nothing else may stand there


def read_or_make_key(home: Path, workspace_id: str) -> KeyPair:
    """The key of this desk, made at first use. Raises UserFacingError where it cannot be made or read."""
    path = key_path(home, workspace_id)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with KernelLock(path.with_name(".lock")).held():  # two copies of one file may be open here
            if not exists(path):
                _make(path)
        return read_key(path)
    except OSError as error:
        raise UserFacingError(
            _("The key of this desk cannot be saved in {folder}: {reason}.").format(
                folder=path.parent, reason=error.strerror or str(error)
            ),
            kept=_("Nothing was signed."),
            todo=_("Make sure that this folder can be written to, then try again."),
        ) from error


def sealing_key_path(home: Path, workspace_id: str) -> Path:
    """The file of the key with which packages for this desk can be sealed."""
    return home / "keys" / f"{uuid.UUID(workspace_id)}.x25519"


def read_or_make_sealing_key(home: Path, workspace_id: str) -> bytes:
    """The public part (32 bytes) of this desk's X25519 key, made at first use; b"" where none can be kept."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

    path = sealing_key_path(home, workspace_id)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with KernelLock(path.with_name(".lock")).held():
            if not exists(path):
                made = X25519PrivateKey.generate()
                write_whole(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), private=True)
        found = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        return b""
    return found.public_key().public_bytes_raw() if isinstance(found, X25519PrivateKey) else b""


def temporary_key() -> KeyPair:
    """A key for one opening, where none can be kept."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return KeyPair(private.public_key().public_bytes_raw(), private)


def key_print(home: Path, workspace_id: str) -> str:
    """Tells one key's file from another's, without reading what is in it; "" where there is none."""
    try:
        return sha256(key_path(home, workspace_id).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


def _make(path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_whole(path, text, private=True)


def read_key(path: Path) -> KeyPair:
    """The key in a file. Raises UserFacingError where it is damaged, and OSError where it cannot be read."""
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
                "Restore it from a copy of that folder; or delete it, and tell your partners that your key will change."
            ),
        )
    return KeyPair(private.public_key().public_bytes_raw(), private)


class Signer:
    """Signs for one opening of a workspace; its key is loaded with the first signature, which takes some milliseconds."""

    def __init__(self, home: Path, workspace_id: str) -> None:
        self._home = home
        self._workspace_id = workspace_id
        self._key: KeyPair | None = None
        self.why_temporary: UserFacingError | None = None
        """Why the key cannot be kept, so that the next opening has another one; None where it can."""

    @property
    def key(self) -> KeyPair:
        """The key of this desk; one for this opening only where none can be kept."""
        if self._key is None:
            try:
                self._key = read_or_make_key(self._home, self._workspace_id)
            except UserFacingError as error:
                self.why_temporary = error
                self._key = temporary_key()
        return self._key
