"""How the program in which people look at folders is asked to show one file in its folder, selected."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

Command = list[str] | str


def select_command(
    path: Path, platform: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> Command | None:  # fmt: skip
    """The program to start and its arguments; None where it is asked in another way (Linux: over D-Bus).

    No shell reads it. Windows' Explorer takes its arguments as one text, in which the path stands between quotation marks:
    no name of a file on Windows holds one.
    """
    if platform == "win32":
        windows = environ.get("SystemRoot", "C:\\Windows")
        return f'"{windows}\\explorer.exe" /select,"{path}"' if '"' not in str(path) else None
    return ["/usr/bin/open", "-R", "--", str(path)] if platform == "darwin" else None


def select_in_folder(path: Path) -> bool:
    """Have the file shown in its folder; False where this system has no program for it, or it does not start."""
    command = select_command(path)
    if command is None:
        return False
    try:
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return True
