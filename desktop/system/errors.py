"""What the system says about a failure (`OSError`), in sentences: what happened, what was kept, what to do.

Windows says it by `winerror`, the others by `errno`; Python gives Windows' errors an `errno` too, often "permission
denied" for all sorts of things, so `winerror` is looked at first.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.safe_names import shown_name


class Fault(StrEnum):
    """What went wrong."""

    FULL = "full"
    QUOTA = "quota"
    FILE_TOO_LARGE = "file too large"
    IN_USE = "in use"
    SCANNER = "virus scanner"
    DENIED = "denied"
    READ_ONLY_DISK = "read-only disk"
    MISSING = "missing"
    FOLDER = "folder"
    UNPLUGGED = "unplugged"
    DISK_ERROR = "disk error"
    NETWORK = "network"
    TOO_LONG = "too long"
    BAD_NAME = "bad name"
    LINK_LOOP = "links in a circle"
    OVERLOADED = "no memory or handles"
    OTHER = "other"


_BY_WINERROR: dict[Fault, tuple[int, ...]] = {
    Fault.FULL: (39, 112, 314),
    Fault.QUOTA: (1295, 1816),
    Fault.FILE_TOO_LARGE: (223,),
    Fault.IN_USE: (32, 33, 80, 108, 142, 167, 170, 231, 1224),
    Fault.SCANNER: (225, 226),
    Fault.DENIED: (5, 65, 1314, 6000, 6002),
    Fault.READ_ONLY_DISK: (19,),
    Fault.MISSING: (2, 3, 15),
    Fault.FOLDER: (267, 336),
    Fault.UNPLUGGED: (20, 21, 31, 433, 1005, 1006, 1110, 1112, 1167),
    Fault.DISK_ERROR: (23, 25, 27, 29, 30, 483, 1117, 1392, 1393),
    Fault.NETWORK: (51, 53, 54, 55, 58, 59, 64, 67, 71, 121, 1203, 1222, 1225, 1231, 1232, 1233, 1236, 1326),
    Fault.TOO_LONG: (111, 206),
    Fault.BAD_NAME: (123, 161),
    Fault.LINK_LOOP: (1921,),
    Fault.OVERLOADED: (4, 8, 14, 1450, 1455),
}
_BY_ERRNO: dict[Fault, tuple[str, ...]] = {
    Fault.FULL: ("ENOSPC",),
    Fault.QUOTA: ("EDQUOT",),
    Fault.FILE_TOO_LARGE: ("EFBIG",),
    Fault.IN_USE: ("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK"),
    Fault.DENIED: ("EACCES", "EPERM"),
    Fault.READ_ONLY_DISK: ("EROFS",),
    Fault.MISSING: ("ENOENT", "ENOTDIR"),
    Fault.FOLDER: ("EISDIR",),
    Fault.UNPLUGGED: ("ENODEV", "ENXIO", "ENOMEDIUM"),
    Fault.DISK_ERROR: ("EIO", "EUCLEAN"),
    Fault.NETWORK: (
        "ESTALE", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT", "ECONNRESET", "ECONNABORTED",
        "ENOTCONN", "ECONNREFUSED", "EREMOTEIO",
    ),
    Fault.TOO_LONG: ("ENAMETOOLONG",),
    Fault.BAD_NAME: ("EILSEQ",),
    Fault.LINK_LOOP: ("ELOOP",),
    Fault.OVERLOADED: ("EMFILE", "ENFILE", "ENOMEM", "ENOBUFS"),
}  # fmt: skip
_MAX_PATH, _MAX_NAME = 260, 255  # of Windows, where nobody has asked for longer ones
_WINDOWS = {number: fault for fault, numbers in _BY_WINERROR.items() for number in numbers}
_POSIX = {getattr(errno, name): fault for fault, those in _BY_ERRNO.items() for name in those if hasattr(errno, name)}


def fault_of(error: OSError) -> Fault:
    """Which of the faults it is."""
    by_windows = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    return by_windows or _POSIX.get(error.errno or 0, Fault.OTHER)


def fault_at(error: OSError, path: Path) -> Fault:
    """The same for what was done to this path: of one that is too long for it Windows says that it is not there."""
    fault = fault_of(error)
    if fault is not Fault.MISSING or os.name != "nt" or str(path).startswith("\\\\?\\"):
        return fault
    too_long = len(os.path.abspath(path)) >= _MAX_PATH or any(len(part) > _MAX_NAME for part in path.parts)  # noqa: PTH100
    return Fault.TOO_LONG if too_long else fault


def is_full(error: BaseException | None) -> bool:
    """Is there no room left, so that there is no use in going on with other files?"""
    return isinstance(error, OSError) and fault_of(error) in (Fault.FULL, Fault.QUOTA)


def reading_error(error: OSError, path: Path) -> UserFacingError:
    """Why a file that was only to be read could not be."""
    match fault_at(error, path):
        case Fault.MISSING:
            return UserFacingError(
                _("There is no file {name}.").format(name=shown_name(path)),
                kept=_("Nothing was changed."),
                todo=_("Look whether its name and folder are right."),
            )
        case Fault.DENIED:
            return UserFacingError(
                _("This computer does not allow {name} to be read.").format(name=shown_name(path)),
                kept=_("Nothing was changed."),
                todo=_("Close it in other programs, or ask for the right to read it."),
            )
        case Fault.READ_ONLY_DISK | Fault.FULL | Fault.QUOTA | Fault.FILE_TOO_LARGE:
            return _other(error, path, _("Nothing was changed."))
        case fault:
            what, todo = _sentences(fault, error, path)
            return UserFacingError(what, kept=_("Nothing was changed."), todo=todo)


def writing_error(error: OSError, path: Path) -> UserFacingError:
    """Why a file for people or other programs (an export, a report, a copy) could not be written."""
    kept = _("Nothing was written; a file that had this name before is kept.")
    match fault_at(error, path):
        case Fault.MISSING:
            return UserFacingError(
                _("The folder {folder} was not found.").format(folder=shown_name(path.absolute().parent, whole=True)),
                kept=kept,
                todo=_("Choose another folder."),
            )
        case Fault.DENIED if path.is_file():
            return UserFacingError(
                _("{name} cannot be replaced: another program has it open, or it may only be read.").format(
                    name=shown_name(path)
                ),
                kept=kept,
                todo=_("Close it there, or choose another name."),
            )
        case Fault.DENIED:
            return UserFacingError(
                _("The folder {folder} is read-only.").format(folder=shown_name(path.absolute().parent, whole=True)),
                kept=kept,
                todo=_("Choose a folder that you can write to."),
            )
        case fault:
            what, todo = _sentences(fault, error, path)
            return UserFacingError(what, kept=kept, todo=todo)


def saving_error(error: OSError, path: Path) -> UserFacingError:
    """Why the workspace at `path`, or what belongs to it, could not be saved or went on no more."""
    match fault_at(error, path):
        case Fault.MISSING | Fault.UNPLUGGED:
            return taken_away(path)
        case Fault.DENIED:
            return denied(path)
        case Fault.FULL:
            return disk_full(path)
        case Fault.READ_ONLY_DISK:
            what, todo = _sentences(Fault.READ_ONLY_DISK, error, path)
            return UserFacingError(what, kept=_("Nothing in it was changed."), todo=todo)
        case fault:
            what, todo = _sentences(fault, error, path)
            return UserFacingError(what, kept=_NOT_SAVED(), todo=todo)


def plain_error(error: OSError) -> UserFacingError:
    """What happened to whatever file it was, where nobody knows more of it."""
    path = Path(str(error.filename or _("a file")))
    what, todo = _sentences(fault_at(error, path), error, path)
    return UserFacingError(what, todo=todo)


def disk_full(path: Path) -> UserFacingError:
    """There is no room left for a workspace."""
    what, todo = _sentences(Fault.FULL, OSError(), path)
    return UserFacingError(what, kept=_NOT_SAVED(), todo=todo)


def not_writable(path: Path) -> UserFacingError:
    """The workspace or its folder may only be read."""
    what, todo = _sentences(Fault.DENIED, OSError(), path)
    return UserFacingError(what, kept=_("Nothing in it was changed."), todo=todo)


def denied(path: Path, *, windows: bool = os.name == "nt") -> UserFacingError:
    """The system does not let a workspace be written in the middle of the work. Windows says the same of a file that another
    program has open, and that is what it is where the file is not marked as read-only.
    """
    if windows and os.path.isfile(path) and os.access(path, os.W_OK):  # noqa: PTH113 - as `files.is_file`
        what, todo = _sentences(Fault.IN_USE, OSError(), path)
        return UserFacingError(what, kept=_NOT_SAVED(), todo=todo)
    return not_writable(path)


def taken_away(path: Path) -> UserFacingError:
    """The workspace, its folder or its disk is gone."""
    return UserFacingError(
        _("{name} was not found: it was moved or deleted, or its disk was removed.").format(name=shown_name(path)),
        kept=_("What was saved before is in the file, wherever it is now; the last edit was not saved."),
        todo=_("Put it back, then open it again."),
    )


def _NOT_SAVED() -> str:  # noqa: N802 - a constant, but for its language
    return _("What was saved before is kept; the last edit was not saved.")


def _other(error: OSError, path: Path, kept: str) -> UserFacingError:
    what, todo = _sentences(Fault.OTHER, error, path)
    return UserFacingError(what, kept=kept, todo=todo)


def _sentences(fault: Fault, error: OSError, path: Path) -> tuple[str, str]:
    """What happened to a file of this name, and what to do."""
    what, todo = _WORDS[fault]()
    return what.format(name=shown_name(path), reason=error.strerror or str(error)), todo


_WORDS: dict[Fault, Callable[[], tuple[str, str]]] = {
    Fault.FULL: lambda: (_("The disk with {name} is full."), _("Free some space, then try again.")),
    Fault.QUOTA: lambda: (
        _("Your share of the disk with {name} is full."),
        _("Delete files of your own there, or ask for more space, then do it again."),
    ),
    Fault.FILE_TOO_LARGE: lambda: (
        _("{name} would be larger than a file may be on this disk."),
        _("Use another disk, or one that is formatted for large files (exFAT, NTFS)."),
    ),
    Fault.IN_USE: lambda: (
        _("{name} is open in another program."),
        _("Close it there (Excel, Word, a PDF viewer), then try again."),
    ),
    Fault.SCANNER: lambda: (
        _("The virus scanner of this computer keeps {name} back."),
        _("Ask whoever looks after this computer."),
    ),
    Fault.DENIED: lambda: (
        _("{name} or its folder is read-only."),
        _("Copy it to a folder that you can write to, or ask for write permission."),
    ),
    Fault.READ_ONLY_DISK: lambda: (
        _("The disk with {name} may only be read."),
        _("Slide back its write protection, if it has one, or use another disk."),
    ),
    Fault.MISSING: lambda: (_("There is no file {name}."), _("Look whether its name and folder are right.")),
    Fault.FOLDER: lambda: (_("{name} is a folder."), _("Choose another name.")),
    Fault.UNPLUGGED: lambda: (
        _("The disk with {name} is not ready: it may have been taken out."),
        _("Put it in again, then try again."),
    ),
    Fault.DISK_ERROR: lambda: (
        _("The computer could not read or write {name}: its disk reports an error, or was taken out."),
        _("Put the disk in again and copy what is on it to another one, then try again."),
    ),
    Fault.NETWORK: lambda: (
        _("The network drive with {name} cannot be reached."),
        _("Look whether the computer is connected, then try again; or use a folder on this computer."),
    ),
    Fault.TOO_LONG: lambda: (
        _("The name {name}, or the path to it, is too long."),
        _("Choose a shorter name, or a folder that lies less deep."),
    ),
    Fault.BAD_NAME: lambda: (
        _("{name} cannot be the name of a file on this disk."),
        _('Leave out these characters: \\ / : * ? " < > |'),
    ),
    Fault.LINK_LOOP: lambda: (
        _("{name} is a link that leads back to itself."),
        _("Choose the file itself, or delete the link."),
    ),
    Fault.OVERLOADED: lambda: (
        _("This computer has no memory left to open {name}."),
        _("Close other programs, then try again."),
    ),
    Fault.OTHER: lambda: (
        _("The computer could not read or write {name}: {reason}."),
        _("Check the disk or the connection, then try again."),
    ),
}
