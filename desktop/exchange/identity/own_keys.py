"""The key of this desk, of an open workspace; see `desktop.workspace.storage.desk_key`."""

from __future__ import annotations

import uuid

from desktop.errors import UserFacingError
from desktop.workspace import Workspace
from desktop.workspace.storage.desk_key import KeyPair, key_path, read_key, read_or_make_key, read_or_make_sealing_key
from desktop.workspace.storage.replica_choice import WORKSPACE_ID


def workspace_id(workspace: Workspace) -> str:
    """The id of a workspace. It stays with the file through crashes, restores and copies."""
    return str(uuid.UUID(workspace.meta(WORKSPACE_ID)))  # it names a file: nothing else may stand there


def own_key_pair(workspace: Workspace) -> KeyPair:
    """The key of this desk, made at first use. Raises UserFacingError where it cannot be made or read."""
    if workspace.signer is not None:
        return workspace.signer.key
    return read_or_make_key(workspace.home, workspace_id(workspace))


def own_sealing_key(workspace: Workspace) -> bytes:
    """The X25519 key (32 bytes) with which packages for this desk can be sealed one day; b"" where none can be kept."""
    return read_or_make_sealing_key(workspace.home, workspace_id(workspace))


def own_public_key(workspace: Workspace) -> bytes:
    """The public key of this desk where it has one already; b"" otherwise. For looking, never for signing."""
    try:
        return read_key(key_path(workspace.home, workspace_id(workspace))).public
    except (OSError, UserFacingError):
        return b""


__all__ = ["KeyPair", "own_key_pair", "own_public_key", "own_sealing_key", "workspace_id"]
