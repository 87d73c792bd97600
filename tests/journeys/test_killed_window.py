"""The short form of `python -m tests.soak window`: what a killed window had shown as saved is in the file."""

from __future__ import annotations

import random
from pathlib import Path

from tests.journeys.killing import kill_once


def test_what_a_killed_window_had_shown_as_saved_is_there(tmp_path: Path) -> None:
    rng = random.Random("window")
    assert sum(kill_once(tmp_path, f"window {number}", rng)[0] for number in range(2)) > 0


def test_what_was_typed_into_a_note_before_the_window_was_killed_is_there(tmp_path: Path) -> None:
    rng = random.Random("notes")
    assert sum(kill_once(tmp_path, f"notes {number}", rng, "notes")[0] for number in range(2)) > 0
