"""Killed while it exchanges: as before or as after, and started again it comes to the end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.exchange.packages.killed_processes import MODES, kill_once


@pytest.mark.parametrize("mode", MODES)
def test_killed_while_packages_are_made_and_taken_in(mode: str, tmp_path: Path) -> None:
    rng, confirmed = random.Random(f"exchange {mode}"), set[str]()
    for number in range(2):
        kill_once(tmp_path, f"{mode} {number}", rng, confirmed, mode)
