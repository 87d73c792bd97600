"""The door of the command line: words in, exit code out (0 done, 1 could not, 2 wrong usage)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.cli import commands
from desktop.cli.printing import say
from desktop.errors import UserFacingError
from desktop.words import _, set_language, system_language

ENVIRONMENT = "FOCAL_DESK_WORKSPACE"


def main(words: Sequence[str] | None = None) -> int:
    """Do one command; returns the exit code. `words` are those after the program's name."""
    set_language(system_language())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # pyright: ignore[reportAttributeAccessIssue]  # a console, not a StringIO
    try:
        asked = _parser().parse_args(words)
    except SystemExit as usage:
        return int(usage.code or 0)
    try:
        return asked.do(asked)
    except UserFacingError as error:
        say(str(error))
        return 1
    except BrokenPipeError:
        # Whoever read has enough. Without this, Python would complain again while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def default_workspace() -> Path:
    """FOCAL_DESK_WORKSPACE where set, else `Focal Desk.focal` in the person's documents."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_documents_path

    return user_documents_path() / "Focal Desk.focal"


def _shared() -> argparse.ArgumentParser:
    """Options that may stand before or after the command: new each time, as `set_defaults` changes them."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("print JSON"))
    shared.add_argument(
        "--workspace",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=_("the .focal file; without it {name}, else “Focal Desk.focal” in your documents").format(
            name=ENVIRONMENT
        ),
    )
    return shared


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", parents=[_shared()])
    parser.set_defaults(json=False, workspace=default_workspace())
    rooms = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, do: commands.Command, help: str) -> argparse.ArgumentParser:
        made = rooms.add_parser(name, parents=[_shared()], help=help, description=help)
        made.set_defaults(do=do)
        return made

    command("init", commands.init, _("make a new workspace")).add_argument(
        "--sample", action="store_true", help=_("with sample activities")
    )
    arriving = command("import", commands.import_table, _("bring in a table (CSV, XLSX, XLS, ODS)"))
    arriving.add_argument("file", type=Path)
    arriving.add_argument("--mapping", type=Path, metavar="FILE", help=_("how columns are read, as JSON"))
    arriving.add_argument("--dry-run", action="store_true", help=_("say what would come in, change nothing"))
    listing = command("list", commands.list_records, _("list activities, organisations or people"))
    listing.add_argument("what", choices=tuple(commands.LISTS))
    listing.add_argument("query", nargs="?", default="")
    for name, do, help in (
        ("show", commands.show, _("show a record")),
        ("history", commands.history, _("who changed what in a record, and when")),
        ("delete", commands.delete, _("put a record into the bin")),
        ("restore-record", commands.restore_record, _("take a record out of the bin")),
    ):
        command(name, do, help).add_argument("id", help=_("its id, or the first letters of it"))
    adding = command("add", commands.add, _("add a record"))
    adding.add_argument("--type", choices=("activity", "organisation", "person", "run"), default="activity")
    adding.add_argument("values", nargs="*", metavar="field=value")
    editing = command("edit", commands.edit, _("change fields of a record"))
    editing.add_argument("id")
    editing.add_argument("values", nargs="+", metavar="field=value")
    command("undo", commands.undo, _("take the last action back"))
    command("redo", commands.redo, _("do again what was taken back"))
    command("backup", commands.backup, _("make a backup now"))
    bringing = command("restore", commands.restore, _("put a backup in the place of the workspace"))
    bringing.add_argument("backup", help=_("a backup file, or “latest”"))
    checking = command("check", commands.check_workspace, _("look whether everything is in order"))
    checking.add_argument("--repair", action="store_true", help=_("mend what can be made again"))
    codes = command("vocabulary", commands.vocabulary, _("list the codes of a vocabulary"))
    codes.add_argument("name")
    codes.add_argument("text", nargs="?", default="", help=_("only those with these words"))
    return parser
