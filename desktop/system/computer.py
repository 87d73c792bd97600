"""Which computer this is, without asking the network or Windows' WMI, which takes seconds and sometimes fails.

The id is made of a random number kept in this computer's own folder, of the id that the system has of itself, and of the
computer's name. Two computers of one name differ by the first two; one made as a copy of another's disk differs by its
name; a home folder that was copied to another computer by the last two. Where one part is missing the others do.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import uuid
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from desktop.system.files import write_whole

_FILE = "computer"


def computer_name() -> str:
    """What people call this computer; "" where it has no name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def system_version() -> str:
    """The system and its version, for a report of a fault."""
    if sys.platform == "win32":
        found = sys.getwindowsversion()
        return f"Windows {found.major}.{found.minor}.{found.build}"
    about = os.uname()
    return f"{about.sysname} {about.release} {about.machine}"


@lru_cache(maxsize=8)
def host_id(home: Path) -> str:
    """The id of this computer, 32 letters, the same at each start. `home`: this computer's own folder."""
    parts = (_kept_number(home / _FILE), system_id(), computer_name())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _kept_number(path: Path) -> str:
    """The random number of this home folder, made where there is none; "" where it cannot be kept."""
    for _try in range(2):
        with suppress(OSError, ValueError):
            return uuid.UUID(path.read_text("ascii").strip()).hex
        with suppress(OSError):
            write_whole(path, f"{uuid.uuid4()}\n".encode())
    return ""


if sys.platform == "win32":

    def system_id() -> str:
        """What the system calls itself, since it was installed; "" where it has no such id."""
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""

elif sys.platform == "darwin":

    def system_id() -> str:
        """What the system calls itself, since it was installed; "" where it has no such id."""
        found, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)  # struct timespec: a second
        with suppress(OSError, AttributeError):
            if ctypes.CDLL(None).gethostuuid(found, wait) == 0:
                return bytes(found).hex()
        return ""

else:

    def system_id() -> str:
        """What the system calls itself, since it was installed; "" where it has no such id."""
        for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            with suppress(OSError, UnicodeDecodeError):
                if found := Path(name).read_text("ascii").strip():
                    return found
        return ""
