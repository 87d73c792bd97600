"""Killed while it exchanges: as before or as after."""

from __future__ import annotations

import random
from pathlib import Path

from tests.exchange.packages.killing import kill_once


def test_killed_while_packages_are_made_and_taken_in(tmp_path: Path) -> None:
    rng, confirmed = random.Random("exchange"), set[str]()
    for number in range(4):
        kill_once(tmp_path, f"exchange {number}", rng, confirmed)
