"""The short form of `python -m tests.soak window` and `notes`: what a killed window had shown as saved is in the file, and
of what was typed only the last moment is gone.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.journeys.killing import kill_once


@pytest.mark.parametrize("what", ["title", "notes"])
def test_what_a_killed_window_had_shown_as_saved_is_there(tmp_path: Path, what: str) -> None:
    rng = random.Random("window")
    for number in range(2 if what == "title" else 1):
        found = kill_once(what, tmp_path, f"window {number}", rng)
        assert found.saved > 0
        assert found.lost_ms <= found.at_most_ms
