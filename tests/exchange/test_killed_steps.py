"""The short form of `python -m tests.soak block` and `migrating`: killed at any step, all or nothing is done."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.exchange.killing_steps import Trial


@pytest.mark.parametrize("what", ["block", "migrate"])
def test_killed_before_any_step_a_file_is_as_before_or_as_after(tmp_path: Path, what: str) -> None:
    trial, rng = Trial(what, tmp_path), random.Random(what)
    for _time in range(2):
        trial.kill_once(rng)
