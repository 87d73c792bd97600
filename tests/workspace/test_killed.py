"""The short form of `python -m tests.soak kill`: killed at random moments, nothing confirmed is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.workspace.killing import Confirmed, kill_migrating, kill_once


@pytest.mark.parametrize("series", ["a", "b"])
def test_killed_at_random_moments(tmp_path: Path, series: str) -> None:
    rng, confirmed = random.Random(series), Confirmed()
    for number in range(4):
        kill_once(tmp_path, f"{series}{number}", rng, confirmed)
    assert confirmed.said > 4


def test_killed_while_a_file_is_brought_to_this_version(tmp_path: Path) -> None:
    kill_migrating(tmp_path, random.Random("migrating"), 2)
