"""Files that came from others: marked as such before another program opens them, and never run.

Windows' mark of the web has Word and Excel open a file in their protected view and SmartScreen ask before a program is
run; the quarantine of macOS does the same. Both lie beside the content, on file systems that have a place for them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_PROGRAMS = (
    # Windows: programs, installers, scripts, links and settings
    "exe com scr pif bat cmd ps1 psm1 psd1 vbs vbe js jse ws wsf wsh wsc sct hta msi msp msix msixbundle appx appxbundle"
    " appinstaller application gadget cpl jar jnlp lnk url scf reg inf chm dll ocx sys xll wll iso img vhd vhdx one onepkg"
    " library-ms search-ms searchconnector-ms settingcontent-ms diagcab theme themepack rdp website mht mhtml cab"
    # macOS
    " app command tool workflow action scpt scptd applescript terminal pkg mpkg dmg fileloc inetloc webloc prefpane"
    # Linux, and languages that are run where they are installed
    " desktop appimage run bin sh bash zsh csh fish ksh deb rpm flatpakref snap py pyw pyz pyc pl rb php"
)
_STARTS = frozenset(_PROGRAMS.split())


def starts_program(name: str) -> bool:
    """Would opening a file of this name run something, on any system: a program, a script, a link, a disk image?

    What has the program of its kind show it (a text document with macros too) is none: that program asks.
    """
    ending = name.rstrip(". ").rpartition(".")[2].rstrip(" ").casefold()
    return ending in _STARTS and "." in name


def mark_as_received(path: Path) -> None:
    """Mark a file as one that came from elsewhere, where the system and the disk have such a mark."""
    with suppress(OSError, AttributeError):
        _mark(os.path.abspath(path))  # noqa: PTH100 - text is what both systems want


if sys.platform == "win32":

    def _mark(path: str) -> None:
        with open(f"{path}:Zone.Identifier", "w", encoding="ascii", newline="\r\n") as stream:  # noqa: PTH123 - no Path
            stream.write("[ZoneTransfer]\nZoneId=3\n")

elif sys.platform == "darwin":
    import ctypes
    import time

    def _mark(path: str) -> None:
        value = f"0083;{int(time.time()):08x};Focal Desk;".encode()
        ctypes.CDLL(None).setxattr(os.fsencode(path), b"com.apple.quarantine", value, len(value), 0, 0)

else:

    def _mark(path: str) -> None:
        """Linux has no such mark: a file without the right to be run is not run."""
