"""What this computer remembers between two starts: language, scheme, workspaces, sizes. A small JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.errors import UserFacingError
from desktop.i18n import LANGUAGES, _
from desktop.system.files import write_whole
from desktop.system.language import system_language
from desktop.workspace.storage.home import desk_home

FILE_NAME = "settings.json"
MOST_RECENT = 8
MOST_CLOSED = 50
SCHEMES = ("system", "light", "dark")


class Settings:
    """Read once at the start. A file that cannot be read counts as empty: the desk opens all the same."""

    def __init__(self, home: Path | None = None) -> None:
        self._path = desk_home(home) / FILE_NAME
        self._values: dict[str, Any] = _read(self._path)

    @property
    def language(self) -> str:
        """The language chosen; the computer's where none was."""
        chosen = self._values.get("language")
        return chosen if chosen in LANGUAGES else system_language()

    @property
    def scheme(self) -> str:
        """One of SCHEMES."""
        chosen = self._values.get("scheme")
        return chosen if chosen in SCHEMES else "system"

    @property
    def recent(self) -> list[Path]:
        """Workspaces opened, newest first; also those whose file is away at the moment."""
        kept = self._values.get("recent")
        return [Path(each) for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    @property
    def name(self) -> str:
        """The person who works on this computer; "" until somebody said so."""
        kept = self._values.get("name")
        return kept if isinstance(kept, str) else ""

    @property
    def name_asked(self) -> bool:
        """Has somebody been asked for their name? Once is enough."""
        return isinstance(self._values.get("name"), str)

    def call(self, name: str) -> None:
        """Remember who works here; "" remembers that nobody wants to say. Raises UserFacingError as `choose`."""
        self._write({**self._values, "name": " ".join(name.split())})

    def choose(self, language: str = "", scheme: str = "") -> None:
        """Remember a choice; raises UserFacingError where it cannot be written."""
        chosen = {"language": language, "scheme": scheme}
        self._write({**self._values, **{key: value for key, value in chosen.items() if value}})

    def opened(self, path: Path) -> None:
        """Remember a workspace as the newest; raises UserFacingError where it cannot be written."""
        others = [each for each in self.recent if each != path]
        self._write({**self._values, "recent": [str(each) for each in [path, *others][:MOST_RECENT]]})

    def forget(self, path: Path) -> None:
        """Leave a workspace out of the recent ones; raises UserFacingError where it cannot be written."""
        self._write({**self._values, "recent": [str(each) for each in self.recent if each != path]})

    def was_closed(self, notice: str) -> bool:
        """Did the person read this notice and close it, on this computer?"""
        kept = self._values.get("closed")
        return isinstance(kept, list) and notice in kept

    def close_notice(self, notice: str) -> None:
        """Do not show a notice again; raises UserFacingError where that cannot be written."""
        kept = self._values.get("closed")
        others = [each for each in kept if each != notice] if isinstance(kept, list) else []
        self._write({**self._values, "closed": [*others, notice][-MOST_CLOSED:]})

    def layout(self, name: str) -> str:
        """How a part of the window was left (Qt's own text for it); "" where it never was."""
        kept = self._values.get("layout")
        found = kept.get(name) if isinstance(kept, dict) else None
        return found if isinstance(found, str) else ""

    def keep_layout(self, parts: Mapping[str, str]) -> None:
        """Remember how parts of the window were left; raises UserFacingError where it cannot be written."""
        kept = self._values.get("layout")
        self._write({**self._values, "layout": {**(kept if isinstance(kept, dict) else {}), **parts}})

    def folder(self, kind: str) -> Path | None:
        """The folder last used for files of a kind; None where none was yet."""
        kept = self._values.get("folders")
        found = kept.get(kind) if isinstance(kept, dict) else None
        return Path(found) if isinstance(found, str) and found else None

    def keep_folder(self, kind: str, folder: Path) -> None:
        """Remember the folder used for files of a kind. Where that cannot be written it holds until the program is
        closed: nobody is told in the middle of saving a file.
        """
        kept = self._values.get("folders")
        with suppress(UserFacingError):
            self._write({**self._values, "folders": {**(kept if isinstance(kept, dict) else {}), kind: str(folder)}})

    def _write(self, values: dict[str, Any]) -> None:
        """Beside first, then in its place: a power cut leaves the old file or the new one."""
        self._values = values
        try:
            write_whole(self._path, json.dumps(values, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise UserFacingError(
                _("The settings could not be saved: {reason}.").format(reason=error.strerror or error),
                kept=_("They apply until you close the program."),
            ) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
