"""The folder of this computer's own memory: what must stay outside a workspace file (replica tokens, settings)."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT = "FOCAL_DESK_HOME"


def desk_home(home: Path | None = None) -> Path:
    """The folder, made where it is missing: `home` if given, else `FOCAL_DESK_HOME`, else the system's place for
    a person's application data. It belongs to this computer and must not be synchronised with another.

    Raises OSError where it cannot be made.
    """
    if home is None:
        home = _usual_home()
    home.mkdir(parents=True, exist_ok=True)
    return home


def _usual_home() -> Path:
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("focal-desk", appauthor=False, roaming=False)
