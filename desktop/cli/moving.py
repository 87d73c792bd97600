"""Commands for a desk that goes elsewhere: move, hand-over, copy-backup; and the check of an installer: update."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from desktop.cli.open_workspace import finish_erasing, open_workspace, output_path, workspace_path
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.seen_learners import learners_folder
from desktop.system.errors import reading_error
from desktop.system.files import user_path
from desktop.system.terminal import print_line


def move(args: Namespace) -> int:
    """Prepare a move on the old computer, open it on the new one, or take it back."""
    from desktop.exchange.moving import cancel_move, open_move

    if args.cancel_move:
        with open_workspace(args, read_only=True) as workspace:
            cancel_move(workspace)
        print_line(_("This computer writes the desk again. Do not use it on the other one."))
        return 0
    if args.file is None:
        raise UserFacingError(_("Name the file of the move."))
    if args.prepare:
        return _prepare(args)
    target = user_path(Path(args.workspace))
    moved = open_move(user_path(args.file), _passphrase(args), target, learners=learners_folder(target))
    if args.json:
        print_json({"workspace": str(target), **asdict(moved)})
    else:
        print_line(_("The desk is on this computer now: {file}.").format(file=target))
    return 0


def hand_over(args: Namespace) -> int:
    """Write the file for a successor, and a note for each partner."""
    return _prepare(args)


def _prepare(args: Namespace) -> int:
    from desktop.exchange.moving import prepare_move, write_partner_notes
    from desktop.exchange.partners import find_partner, read_partners

    successor = getattr(args, "to", "")
    path, passphrase, notes = output_path(args, user_path(args.file)), _passphrase(args, twice=True), list[Path]()
    with open_workspace(args) as workspace:
        made = prepare_move(
            workspace, path, passphrase, successor=successor, new_key=getattr(args, "new_key", False),
            private=not getattr(args, "without_private", False), learner_names=args.learner_names,
            learners=learners_folder(workspace.path),
        )  # fmt: skip
        if successor and args.notes is not None:
            with workspace.reading() as conn:
                names = [each.shown_name for each in read_partners(conn, brief=True)]
            if args.tell:
                names = [find_partner(workspace, each).shown_name for each in args.tell]
            notes = write_partner_notes(user_path(args.notes), made, names)
    if args.json:
        print_json({"file": str(path), "notes": [str(each) for each in notes], **asdict(made)})
        return 0
    print_line(_("Written: {file}. It holds private data: give it to nobody else.").format(file=path))
    print_line(_("This computer only reads the desk from now on. “move --take-back” undoes that."))
    for each in notes:
        print_line(str(each))
    return 0


def copy_backup(args: Namespace) -> int:
    """Copy the workspace to a stick or folder, checked."""
    from desktop.workspace.maintenance.copy_elsewhere import copy_sentence, copy_to_folder
    from desktop.workspace.storage.replica_choice import WORKSPACE_ID

    path = workspace_path(args)
    finish_erasing(path)
    with open_workspace(args, read_only=True) as workspace:
        made = copy_to_folder(path, workspace.meta(WORKSPACE_ID), user_path(args.folder), home=workspace.home)
    if args.json:
        print_json(asdict(made))
    else:
        print_line(copy_sentence(made))
    return 0


def update(args: Namespace) -> int:
    """Say what an installer on a stick would bring; 1 where it is not what its release note says."""
    from desktop.system.installer import check_installer

    found = check_installer(user_path(args.file))
    if args.json:
        print_json({**asdict(found), "path": str(found.path), "newer": found.newer})
    else:
        for each in found.sentences:
            print_line(each)
    return 1 if found.noted is False else 0


def _passphrase(args: Namespace, *, twice: bool = False) -> str:
    """From a file where one is named, else typed. Raises UserFacingError."""
    if args.passphrase_file is not None:
        path = user_path(args.passphrase_file)
        try:
            return path.read_text("utf-8").partition("\n")[0].strip("\r\ufeff")
        except OSError as error:
            raise reading_error(error, path) from error
    if not sys.stdin.isatty():
        raise UserFacingError(_("No passphrase was given."), todo=_("Name a file with it: --passphrase-file FILE."))
    found = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("The same again: ")) != found:
        raise UserFacingError(_("The two passphrases are not the same."), kept=_("No file was written."))
    return found
