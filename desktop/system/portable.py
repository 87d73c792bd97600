"""A program on a stick: where a file `portable` lies beside it, all that it keeps lies beside it, too."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

MARK = "portable"
FOLDER = "focal-desk-data"


def program_folder() -> Path:
    """The folder in which the program lies: of the executable, of the macOS application, or of `main.py`."""
    if not getattr(sys, "frozen", False):
        return Path(__file__).resolve().parent.parent.parent
    program = Path(sys.executable).resolve()
    application = next((each for each in program.parents if each.suffix == ".app"), None)
    return (application or program).parent


def portable_folder(program: Path | None = None) -> Path | None:
    """Where everything is kept that the program would keep in a person's folders; None where it is not portable."""
    folder = program_folder() if program is None else program
    return folder / FOLDER if (folder / MARK).is_file() else None


def keep_temporary_files_beside() -> None:
    """A portable program leaves no temporary file on the computer that it is used on."""
    folder = portable_folder()
    if folder is None:
        return
    temporary = folder / "temporary"
    try:
        temporary.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # a stick that cannot be written: the first thing that has to be kept says so
    tempfile.tempdir = str(temporary)
