"""A list of any length in a file of its own: appended to, then read as often as wanted, in little memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO, Generic, TypeVar, cast

from desktop.errors import UserFacingError
from desktop.i18n import _

Item = TypeVar("Item")
_BATCH = 500


class Spool(Generic[Item]):
    """Gone when closed, when nothing refers to it any more, or when the program ends. Two may read it at a time.

    Raises UserFacingError where the folder for temporary files cannot be written.
    """

    def __init__(self) -> None:
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile(prefix="focal-desk-import-")  # noqa: SIM115 - see close
        except OSError as error:
            raise _temporary_folder_error(error) from error
        self._waiting: list[Item] = []

    def add(self, item: Item) -> None:
        """One more at the end."""
        self._waiting.append(item)
        if len(self._waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        try:
            self._file.seek(0, 2)
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise _temporary_folder_error(error) from error
        self._waiting = []

    def __iter__(self) -> Iterator[Item]:
        if self._waiting:
            self._write()
        place = 0
        while True:
            self._file.seek(place)  # another reading may go on at the same time
            try:
                batch = cast("list[Item]", pickle.load(self._file))  # a file without a name: only this object wrote it
            except EOFError:
                return
            place = self._file.tell()
            yield from batch

    def close(self) -> None:
        """Forget everything."""
        self._file.close()


def _temporary_folder_error(error: OSError) -> UserFacingError:
    return UserFacingError(
        _("The folder for temporary files cannot be written: {reason}.").format(reason=error.strerror or str(error)),
        kept=_("Nothing was imported."),
    )
