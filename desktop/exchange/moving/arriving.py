"""On the computer that a desk moves to: the file is decrypted and checked, and where something is wrong, nothing of it
is left."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.identity.introductions import read_introduction
from desktop.exchange.moving.encrypted_file import decrypt
from desktop.exchange.moving.move_file import (
    ATTACHMENTS,
    HOME,
    INTRODUCTION,
    LEARNERS,
    MANIFEST,
    SEALING,
    SETTINGS,
    SIGNING,
    WORKSPACE,
    Move,
    read_manifest,
)  # fmt: skip
from desktop.exchange.partners.introduced import keep_introductions
from desktop.i18n import _
from desktop.system.errors import reading_error, writing_error
from desktop.system.files import discard_file, exists, replace_file, temporary_beside, write_whole
from desktop.workspace import Workspace
from desktop.workspace.attachments import attachments_folder
from desktop.workspace.storage.desk_key import key_path, sealing_key_path
from desktop.workspace.storage.file_format import read_format
from desktop.workspace.storage.home import ERASURES, STANDINGS, desk_home
from desktop.workspace.storage.moved_desks import ARRIVED, MovedDesk, note_moved, read_moved

_PRIVATE = (SIGNING, SEALING)
_CHUNK = 1 << 20


def open_move(
    path: Path,
    passphrase: str,
    target: Path,
    *,
    learners: Path | None = None,
    home: Path | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Move:
    """Put the desk of a file on this computer, its workspace at `target`, which must be free; open it as any other then.

    `learners`: the folder beside `target` that tells learners apart. Raises UserFacingError where the passphrase does not fit,
    the file is not whole, or this computer has a newer state of the same desk; or Cancelled. Nothing is left then.
    """
    home = desk_home(home)
    if exists(target):
        raise UserFacingError(
            _("There is already a file {name} in this folder.").format(name=target.name),
            kept=_("It was not changed."),
            todo=_("Choose another name, or open the existing file."),
        )
    plain = temporary_beside(target)
    placed: list[Path] = []
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source = path.open("rb")
        except OSError as error:
            raise reading_error(error, path) from error
        with source, plain.open("wb") as file:
            decrypt(source, file, passphrase, path.name)
        with zipfile.ZipFile(plain) as zipped:
            move, files = read_manifest(zipped.read(MANIFEST))
            _refuse_older(move, home)
            places = _places(files, move, target, learners, home)
            for name, place in places.items():
                _unpack(zipped, name, files[name], place, placed, cancelled)
            small = {name: zipped.read(name) for name in (SETTINGS, INTRODUCTION) if name in files}
        read_format(target)
        _finish(move, small, target, home)
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, zlib.error, NotImplementedError) as error:
        _discard(placed)
        raise UserFacingError(
            _("{name} cannot be read: what is in it does not fit together.").format(name=path.name),
            kept=_("Nothing was changed."),
            todo=_("Prepare the move once more on the old computer."),
        ) from error
    except OSError as error:
        _discard(placed)
        raise writing_error(error, target) from error
    except (UserFacingError, Cancelled):
        _discard(placed)
        raise
    finally:
        discard_file(plain, patience=None)
    return move


def _refuse_older(move: Move, home: Path) -> None:
    """This computer has the desk of this move already, or a newer one. One that left from here may come back."""
    known = read_moved(home, move.workspace)
    if known is None or not exists(Path(known.path)) or known.state != ARRIVED or known.made < move.made:
        return
    same = known.move == move.id
    words = (
        _("This desk was already moved to this computer, from the same file.")
        if same
        else _("A newer state of this desk is on this computer: it was moved here on {day}.")
    )
    raise UserFacingError(
        words.format(day=known.made[:10]), kept=_("It was not changed."), todo=_("Open {file}.").format(file=known.path)
    )


def _places(files: Mapping[str, str], move: Move, target: Path, learners: Path | None, home: Path) -> dict[str, Path]:
    """Where each file goes. Raises ValueError for a name that leads elsewhere."""
    key = key_path(home, move.workspace)
    found = {WORKSPACE: target, SIGNING: key, SEALING: sealing_key_path(home, move.workspace)}
    found = {name: place for name, place in found.items() if name in files}
    if WORKSPACE not in found or SIGNING not in found:
        raise ValueError("parts")
    folders = {ATTACHMENTS: attachments_folder(target), f"{HOME}{ERASURES}/": home / ERASURES}
    folders[f"{HOME}{STANDINGS}/"] = home / STANDINGS
    if learners is not None:
        folders[LEARNERS] = learners
    for name in files:
        for start, folder in folders.items():
            if name.startswith(start):
                parts = PurePosixPath(name[len(start) :]).parts
                if not parts or any(part in ("..", "/", ".") or "\\" in part or ":" in part for part in parts):
                    raise ValueError(name)
                found[name] = folder.joinpath(*parts)
    return found


def _unpack(
    zipped: zipfile.ZipFile,
    name: str,
    sha256: str,
    place: Path,
    placed: list[Path],
    cancelled: Callable[[], bool] | None,
) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary, hashed = temporary_beside(place), hashlib.sha256()
    try:
        if name in _PRIVATE:
            data = zipped.read(name)
            hashed.update(data)
            write_whole(temporary, data, private=True)
        else:
            with zipped.open(name) as entry, temporary.open("xb") as file:
                while chunk := entry.read(_CHUNK):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    hashed.update(chunk)
                    file.write(chunk)
        if hashed.hexdigest() != sha256:
            raise ValueError(name)
        if exists(place) and place.read_bytes() != temporary.read_bytes():  # a key of another time: kept beside
            replace_file(place, place.with_name(f"{place.stem} before {sha256[:8]}{place.suffix}"))
        if not exists(place):
            placed.append(place)
        replace_file(temporary, place)
    finally:
        discard_file(temporary, patience=None)


def _discard(placed: list[Path]) -> None:
    for each in placed:
        discard_file(each, patience=None)


def _finish(move: Move, small: Mapping[str, bytes], target: Path, home: Path) -> None:
    """This computer remembers the move; the desk has its name and its introduction."""
    note_moved(
        home, move.workspace, MovedDesk(state=ARRIVED, move=move.id, made=move.made, path=str(target.absolute()))
    )
    settings = home / SETTINGS
    if not exists(settings) and not move.successor:
        found = json.loads(small.get(SETTINGS, b"{}"))
        write_whole(settings, json.dumps(cast("dict[str, Any]", found)).encode())
    if not move.successor and not move.new_key:
        return
    workspace = Workspace.open(target, home=home)
    try:
        if move.successor:
            workspace.journal.set_author(move.successor)
        if INTRODUCTION in small:
            said = read_introduction(json.loads(small[INTRODUCTION]))
            if not said.fits():
                raise ValueError(INTRODUCTION)
            workspace.journal.beside(lambda conn: keep_introductions(conn, [said]))
    finally:
        workspace.close()
