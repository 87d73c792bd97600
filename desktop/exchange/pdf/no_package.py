"""Why a PDF gives no package, in a sentence: what was in it, and what may have become of that."""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable
from pathlib import Path

from desktop import NAME
from desktop.errors import UserFacingError
from desktop.i18n import _

_OURS = (NAME.encode("ascii"), NAME.encode("utf-16-be"))
_CARRIED = b"PackageSHA256"
_UNPACKED = 8_000_000  # bytes of object streams looked through
_EACH = 500_000
_DICTIONARY = 300  # bytes before a stream in which its kind is told


class NoPackageInPdf(UserFacingError):
    """A PDF that no Focal Desk made, as far as it can be told: nobody lost anything."""


def explain_missing_package(pdf: Path, data: mmap.mmap, streams: Iterable[int]) -> UserFacingError:
    """The error of a PDF without a package; `streams` are the places where streams begin."""
    more = _object_streams(data, streams)

    def has(*words: bytes) -> bool:
        return any(data.find(word) >= 0 or word in more for word in words)

    name = pdf.name
    if has(b"/Encrypt"):
        return _none(
            _("{name} is protected: it is not possible to see whether it contains data.").format(name=name),
            _("Ask the sender for the PDF without a password, or for the package."),
        )
    if has(_CARRIED):
        return _none(
            _("{name} was created with data, but a program that saved it again removed the data.").format(name=name),
            _("Ask the sender for the original PDF, or for the package."),
        )
    if has(*_OURS):
        return _none(
            _("{name} is a report of Focal Desk, but contains no data.").format(name=name),
            _(
                "It was created without data, or another program removed the data when saving. Ask the "
                "sender for the package."
            ),
        )
    if has(b"/Image") and not has(b"/Font"):
        return NoPackageInPdf(
            _("{name} contains only scanned pages, and no data.").format(name=name),
            kept=_("Nothing was imported."),
            todo=_("Ask the sender for the original PDF, or for the package."),
        )
    return NoPackageInPdf(
        _("{name} contains no Focal Desk data: it was printed or saved again, or another program created it.").format(
            name=name
        ),
        kept=_("Nothing was imported."),
        todo=_("Ask the sender for the original PDF, or for the package."),
    )


def too_large(pdf: Path, limit: int) -> UserFacingError:
    """More than this program will read."""
    return _none(
        _("{name} is too large: more than {limit} MB.").format(name=pdf.name, limit=limit // 1_000_000),
        _("Ask the sender for the package alone."),
    )


def spoilt(pdf: Path) -> UserFacingError:
    """What it carries begins as a package and does not end as one."""
    return _none(
        _("{name} contains data, but it was changed or cut off in transfer.").format(name=pdf.name),
        _("Ask the sender to send it again."),
    )


def several(pdf: Path) -> UserFacingError:
    """Which one is meant cannot be told."""
    return _none(
        _("{name} contains several packages or zip files.").format(name=pdf.name),
        _("Save its attachments with a PDF reader, and import them one by one."),
    )


def _none(what: str, todo: str) -> UserFacingError:
    return UserFacingError(what, kept=_("Nothing was imported."), todo=todo)


def _object_streams(data: mmap.mmap, streams: Iterable[int]) -> bytes:
    """The beginning of each stream of packed objects, as far as there is room; what cannot be unpacked is passed over."""
    found: list[bytes] = []
    room = _UNPACKED
    for start in streams:
        if room <= 0:
            break
        if data.rfind(b"/ObjStm", max(0, start - _DICTIONARY), start) < 0:
            continue
        try:
            piece = zlib.decompressobj().decompress(data[start : start + _EACH], min(room, _EACH))
        except zlib.error:
            continue
        room -= max(len(piece), 10_000)
        found.append(piece)
    return b"\n".join(found)
