"""What a plan will write, kept in a file of its own until it is applied: a list of any length takes little
memory.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, cast

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace import Value

Entry = tuple[str, str, dict[str, Value]]
"""Record type, id, values."""
_BATCH = 500


class Spool:
    """Appended to while planning, read as often as wanted; gone when closed or when the program ends."""

    def __init__(self) -> None:
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile(prefix="focal-desk-import-")  # noqa: SIM115 - see close
        except OSError as error:
            raise _temporary_folder_error(error) from error
        self._waiting: list[Entry] = []

    def add(self, type: str, id: str, values: Mapping[str, Value]) -> None:
        """One record to write."""
        self._waiting.append((type, id, dict(values)))
        if len(self._waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        try:
            self._file.seek(0, 2)
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise _temporary_folder_error(error) from error
        self._waiting = []

    def __iter__(self) -> Iterator[Entry]:
        if self._waiting:
            self._write()
        self._file.seek(0)
        while True:
            try:
                batch = cast("list[Entry]", pickle.load(self._file))  # a file without a name: only this object wrote it
            except EOFError:
                return
            yield from batch

    def close(self) -> None:
        """Forget everything."""
        self._file.close()


def _temporary_folder_error(error: OSError) -> UserFacingError:
    return UserFacingError(
        _("The folder for temporary files cannot be written: {reason}.").format(reason=error.strerror or str(error)),
        kept=_("Nothing was imported."),
    )
