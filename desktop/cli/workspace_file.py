"""Commands that make a workspace and keep it safe: init, backup, restore, check."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from desktop.cli.open_workspace import finish_erasing, workspace_path
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.files import is_folder, user_path
from desktop.system.terminal import print_error, print_line
from desktop.workspace import CheckReport, Workspace, back_up, check, keep_backups_here, list_backups
from desktop.workspace import restore as put_back
from desktop.workspace.storage.write_turn import acquire_in_turn


def init(args: Namespace) -> int:
    """Make a workspace, with the sample if asked."""
    workspace = Workspace.create(args.workspace)
    try:
        if args.author:
            workspace.journal.set_author(args.author)
        if args.sample:
            from desktop import sample

            sample.load(workspace)
    finally:
        workspace.close()
    if args.json:
        print_json({"workspace": str(args.workspace), "sample": args.sample})
    else:
        print_line(_("Created {file}.").format(file=args.workspace))
    return 0


def backup(args: Namespace) -> int:
    """Make a backup now; where asked, choose first where it and later ones go."""
    path = workspace_path(args)
    finish_erasing(path)
    if args.here is not None:
        keep_backups_here(path, args.here)
    made = back_up(path, "asked", warn=print_error)
    if args.json:
        print_json({"backup": str(made)})
    else:
        print_line(str(made))
    return 0


def restore(args: Namespace) -> int:
    """Put a backup in the workspace's place; what was there is itself backed up."""
    chosen, path = user_path(Path(args.backup)), user_path(Path(args.workspace))
    if is_folder(path):
        raise UserFacingError(_("{file} is a folder.").format(file=path), todo=_("Specify a file in it."))
    if args.backup == "latest":
        known = list_backups(path)
        if not known:
            raise UserFacingError(_("There is no backup of this workspace."))
        # A name says no more than the second.
        chosen = max(known, key=lambda each: (each.time, each.path.stat().st_mtime_ns)).path
    with _locked(path):
        saved = put_back(path, chosen, warn=print_error)
    finish_erasing(path)
    if args.json:
        print_json({"restored": str(chosen), "saved": str(saved) if saved else None})
    else:
        print_line(_("Restored {backup}.").format(backup=chosen))
    return 0


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Nobody else writes the workspace meanwhile. Raises UserFacingError where somebody does now."""
    lock = acquire_in_turn(path, _("the command line"))
    try:
        yield
    finally:
        lock.release()


def check_workspace(args: Namespace) -> int:
    """Say whether everything is in order; 1 where it is not."""
    path = workspace_path(args)
    if args.repair:
        finish_erasing(path)
    with _locked(path) if args.repair else nullcontext():
        try:
            report = check(path, repair=args.repair)
        except UserFacingError as error:
            if args.json:
                print_json({"ok": False, "problems": [error.what]})
            raise
    if args.repair and any(
        each.kind == "erasing" for each in report.problems
    ):  # what was repaired is to be erased again
        finish_erasing(path)
        report = replace(check(path), repaired=report.repaired, backup=report.backup)
    if args.json:
        print_json({"ok": report.ok, "problems": [each.words for each in report.problems]})
    elif report.ok:
        print_line(
            ngettext(
                "No problems found: {count} record.",
                "No problems found: {count} records.",
                report.records,
            ).format(count=report.records)
        )
    else:
        for each in report.problems:
            print_line(each.words)
    if not report.ok:
        print_error(_advice(report, args.repair))
    return 0 if report.ok else 1


def _advice(report: CheckReport, repaired: bool) -> str:
    """What to do about a workspace that is not in order."""
    if any(each.kind == "file" for each in report.problems):
        return _("The workspace is damaged, and this cannot be repaired: restore a backup with “restore latest”.")
    if repaired:
        return _("The workspace has errors.")
    return _("The workspace has errors: try “check --repair”.")
