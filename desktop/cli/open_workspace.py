"""Opening the workspace for one command, and finding the record that a person means."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.files import exists, is_folder, user_path
from desktop.system.terminal import print_error
from desktop.workspace import Record, Workspace, find_ids
from desktop.workspace.erasure.known_erasures import is_unfinished
from desktop.workspace.storage.file_format import read_format
from desktop.workspace.storage.home import desk_home
from desktop.workspace.storage.sqlite import DatabaseError
from desktop.workspace.storage.write_turn import PATIENCE_S


def workspace_path(args: Namespace) -> Path:
    """The path of the workspace. Raises UserFacingError where there is no file."""
    path = user_path(Path(args.workspace))
    if not exists(path):
        raise UserFacingError(
            _("There is no workspace {file}.").format(file=path),
            todo=_("Create one with “init”, or give another with --workspace."),
        )
    if is_folder(path):
        raise UserFacingError(_("{file} is a folder.").format(file=path), todo=_("Specify a file in it."))
    return path


def finish_erasing(path: Path) -> None:
    """Every command first finishes an erasure that was cut short, or that an older copy has not heard of; says on standard
    error where it cannot.
    """
    try:
        if read_format(path).older or not is_unfinished(path, desk_home()):
            return
    except (OSError, DatabaseError, UserFacingError):
        return  # the command says what is wrong with the file
    workspace = Workspace.open(path, patience=PATIENCE_S)
    try:
        left = workspace.finish_erasing().left
    finally:
        workspace.close()
    if workspace.holder:
        print_error(_("An erasure is not finished: {name} can only be read now.").format(name=path.name))
    elif left:
        names = ", ".join(str(each) for each in left)
        print_error(_("An erasure is not finished: {files} could not be cleaned yet.").format(files=names))


@contextmanager
def open_workspace(args: Namespace, *, read_only: bool = False, or_to_read: bool = False) -> Generator[Workspace]:
    """The workspace of the command. Raises UserFacingError where there is none, or where one that has to be written
    can only be read; with `or_to_read` that will do.
    """
    path = workspace_path(args)
    finish_erasing(path)
    workspace = Workspace.open(path, read_only=read_only, patience=0.0 if or_to_read else PATIENCE_S)
    try:
        if workspace.read_only and not (read_only or or_to_read):
            raise UserFacingError(
                _("{name} is read-only now: {why}").format(name=path.name, why=_read_only_reason(workspace.holder)),
                kept=_("Nothing was changed."),
            )
        if workspace.temporary_key is not None:
            print_error(str(workspace.temporary_key))
        yield workspace
    finally:
        workspace.close()


def _read_only_reason(holder: str) -> str:
    """Why it can only be read, as a sentence: a phrase says who holds it."""
    if holder.endswith((".", "!", "。")):
        return holder
    return _("it is in use by {holder}.").format(holder=holder)


def find_record(workspace: Workspace, words: str, type: str = "") -> Record:
    """The record whose id begins with `words`, of one type where asked: by the caller, or as in `person:0c2a`, since records of
    different types may have one id. Raises UserFacingError for none or several.
    """
    said, colon, prefix = words.partition(":")
    meant, prefix = (said, prefix) if colon and not type else (type, words)
    with workspace.reading() as conn:
        found = [(each, id) for each, id in find_ids(conn, prefix) if not meant or each == meant]
    exact = [(each, id) for each, id in found if id == prefix.lower()] or found
    if len({id for _type, id in exact}) > 1:
        raise UserFacingError(
            _("Several records have an id that begins with “{id}”.").format(id=words),
            todo=_("Type more characters of it."),
        )
    if len(exact) > 1:
        raise UserFacingError(
            _("Several records of different types have the id “{id}”.").format(id=words),
            todo=_("Write the type before it: {examples}.").format(
                examples=", ".join(f"{each}:{id[:8]}" for each, id in exact)
            ),
        )
    record = workspace.record(exact[0][1], exact[0][0]) if exact else None
    if record is None:
        raise UserFacingError(_("No record has the id “{id}”.").format(id=words))
    return record


def output_path(args: Namespace, target: Path) -> Path:
    """The file to write. Raises UserFacingError where it is a folder or the workspace itself."""
    path = user_path(target)
    if is_folder(path):
        raise UserFacingError(_("{file} is a folder.").format(file=target), todo=_("Specify a file in it."))
    if not is_folder(path.absolute().parent):
        raise UserFacingError(
            _("The folder {folder} was not found.").format(folder=path.absolute().parent),
            todo=_("Choose another folder."),
        )
    workspace = user_path(Path(args.workspace))
    if exists(path) and exists(workspace) and path.samefile(workspace):
        raise UserFacingError(
            _("{file} is the workspace itself.").format(file=target),
            kept=_("It was not changed."),
            todo=_("Choose another name."),
        )
    return path
