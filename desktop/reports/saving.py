"""A report put on the disk: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from desktop.system.errors import writing_error
from desktop.system.files import write_whole


def save(data: bytes, target: Path) -> None:
    """Write it to `target`, in place of what is there. Raises UserFacingError; then nothing new is left in the folder."""
    try:
        write_whole(target, data)
    except OSError as error:
        raise writing_error(error, target) from error
