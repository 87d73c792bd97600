"""On the computer that a desk leaves: one encrypted file with all that it needs elsewhere. It is only read here from then on.

The file holds private things on purpose: it is the desk itself, for its owner's next computer or for a successor. So it does
not pass the gate but where the person leaves private things out, it is encrypted, and the window says what is in it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
import zipfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO, cast

from desktop import VERSION
from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.identity import own_key_pair, own_sealing_key
from desktop.exchange.identity.introductions import Introduction
from desktop.exchange.moving.encrypted_file import SHORTEST_PASSPHRASE, EncryptingWriter
from desktop.exchange.moving.move_file import (
    ATTACHMENTS,
    HOME,
    INTRODUCTION,
    LEARNERS,
    MANIFEST,
    NAMES,
    SEALING,
    SETTINGS,
    SIGNING,
    WORKSPACE,
    Move,
)  # fmt: skip
from desktop.exchange.packages.format import now_text
from desktop.i18n import _
from desktop.system.errors import writing_error
from desktop.system.files import discard_file, exists, is_folder, replacing, temporary_beside
from desktop.workspace import Workspace
from desktop.workspace.attachments import attachments_folder, attachments_in
from desktop.workspace.maintenance.copy_without_private import drop_private
from desktop.workspace.maintenance.copying import copy_in_use
from desktop.workspace.storage.connections import reading_engine
from desktop.workspace.storage.desk_key import KeyPair, key_path, sealing_key_path
from desktop.workspace.storage.home import ERASURES, STANDINGS
from desktop.workspace.storage.moved_desks import LEFT, MovedDesk, forget_moved, note_moved
from desktop.workspace.storage.replica_choice import WORKSPACE_ID

Progress = Callable[[int, int], object]
_KEPT_SETTINGS = ("language", "scheme", "name")
_CHUNK = 1 << 20


def prepare_move(
    workspace: Workspace,
    path: Path,
    passphrase: str,
    *,
    successor: str = "",
    new_key: bool = False,
    private: bool = True,
    learner_names: bool = False,
    learners: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Move:
    """Write the file; from the next opening on this computer only reads the desk, until `cancel_move`.

    `successor`: the name of who works with it from then on; "" where its owner goes along. `new_key`: for a successor, a new
    key that the old one introduces. `private`: with private fields and people who did not agree. `learners`: the folder
    that tells learners apart, with their names where `learner_names`. `progress` hears (bytes, of all).
    Raises UserFacingError, or Cancelled; the desk stays here then, and no file is left.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserFacingError(
            _("The passphrase is too short: {least} characters or more are needed.").format(least=SHORTEST_PASSPHRASE),
            kept=_("No file was written."),
            todo=_("Four or five words that only you would put together are easy to remember."),
        )
    if workspace.read_only:
        raise UserFacingError(
            _("{name} can only be read now.").format(name=workspace.path.name), kept=_("No file was written.")
        )
    key = own_key_pair(workspace)
    sealing = own_sealing_key(workspace)
    if workspace.temporary_key is not None:
        raise workspace.temporary_key
    workspace.journal.prove_open()
    move = Move(
        id=uuid.uuid4().hex, made=now_text(), version=VERSION, workspace=workspace.meta(WORKSPACE_ID),
        name=workspace.path.name, author=workspace.author, successor=successor.strip(), new_key=new_key, private=private,
    )  # fmt: skip
    small = _keys(workspace, key, sealing, new_key=new_key)
    small[SETTINGS] = _settings(workspace.home)
    copy = temporary_beside(path)
    try:
        copy_in_use(workspace.path, copy, cancelled=cancelled)
        if not private:
            drop_private(copy)
        files = {WORKSPACE: copy, **_files_beside(workspace, copy, learners, learner_names)}
        with replacing(path, private=True) as temporary, temporary.open("wb") as file:
            _write(file, passphrase, move, small, files, progress, cancelled)
        home = workspace.home
        left = MovedDesk(
            state=LEFT, move=move.id, made=move.made, path=str(workspace.path), successor=move.successor
        )  # fmt: skip
        try:
            note_moved(home, move.workspace, left)
        except OSError:
            discard_file(path)
            raise
    except OSError as error:
        raise writing_error(error, path) from error
    finally:
        for each in (copy, copy.with_name(f"{copy.name}-journal")):
            discard_file(each, patience=None)
    return move


def cancel_move(workspace: Workspace) -> None:
    """The move failed: the desk is written on this computer again from its next opening on. Raises UserFacingError."""
    try:
        forget_moved(workspace.home, workspace.meta(WORKSPACE_ID))
    except OSError as error:
        raise writing_error(error, workspace.home) from error


def _keys(workspace: Workspace, key: KeyPair, sealing: bytes, *, new_key: bool) -> dict[str, bytes]:
    if not new_key:
        at = key_path(workspace.home, workspace.meta(WORKSPACE_ID))
        found = {SIGNING: at.read_bytes()}
        if sealing:
            found[SEALING] = sealing_key_path(workspace.home, workspace.meta(WORKSPACE_ID)).read_bytes()
        return found
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private, seal = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    new = KeyPair(private.public_key().public_bytes_raw(), private)
    said = Introduction(
        old=key.public, new=new.public, sealing_key=seal.public_key().public_bytes_raw(), made=now_text()
    )
    said = said.signed_by(key).signed_by(new)
    pem = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        SIGNING: private.private_bytes(*pem),
        SEALING: seal.private_bytes(*pem),
        INTRODUCTION: json.dumps(said.to_json()).encode(),
    }


def _settings(home: Path) -> bytes:
    try:
        found = json.loads((home / SETTINGS).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        found = {}
    kept = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    return json.dumps({name: kept[name] for name in _KEPT_SETTINGS if name in kept}).encode()


def _files_beside(workspace: Workspace, copy: Path, learners: Path | None, names: bool) -> dict[str, Path]:
    """What lies beside the workspace, and what this computer knows of it: name in the file -> path."""
    engine = reading_engine(copy)
    try:
        with engine.connect() as conn:
            attached = set(attachments_in(conn))
    finally:
        engine.dispose()
    found: dict[str, Path] = {}
    folder = attachments_folder(workspace.path)
    for sha256 in sorted(attached):
        if workspace.attachments.exists(sha256):
            each = workspace.attachments.path(sha256)
            found[ATTACHMENTS + each.relative_to(folder).as_posix()] = each
    if learners is not None and is_folder(learners):
        for each in sorted(learners.rglob("*")):
            if each.is_file() and (names or not each.name.endswith(NAMES)):
                found[LEARNERS + each.relative_to(learners).as_posix()] = each
    for kind in (ERASURES, STANDINGS):
        for each in sorted((workspace.home / kind).glob(f"{workspace.meta(WORKSPACE_ID)}*")):
            found[f"{HOME}{kind}/{each.name}"] = each
    return {name: each for name, each in found.items() if exists(each)}


def _write(
    file: IO[bytes],
    passphrase: str,
    move: Move,
    small: dict[str, bytes],
    files: dict[str, Path],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    total, done = sum(each.stat().st_size for each in files.values()), 0
    encrypting = EncryptingWriter(file, passphrase)
    sums: dict[str, str] = {}
    with zipfile.ZipFile(cast("IO[bytes]", encrypting), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as to_zip:
        for name, data in small.items():
            to_zip.writestr(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()
        for name, source in files.items():
            hashed = hashlib.sha256()
            with to_zip.open(name, "w", force_zip64=True) as entry:
                for chunk in _chunks(source):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    hashed.update(chunk)
                    entry.write(chunk)
                    done += len(chunk)
                    if progress is not None:
                        progress(done, total)
            sums[name] = hashed.hexdigest()
        to_zip.writestr(MANIFEST, move.to_json(sums))
    encrypting.close()


def _chunks(path: Path) -> Generator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
