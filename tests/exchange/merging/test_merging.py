"""120 histories of 2 to 6 replicas; `python -m tests.soak merge` tries more."""

from __future__ import annotations

import pytest

from desktop.workspace import RECORD_TYPES
from desktop.workspace.projection.rows import fits
from tests.exchange.merging.machine import run
from tests.exchange.merging.values import edit
from tests.workspace.test_journal_model import load_judge

STEPS = 12


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_whatever_happens_all_end_alike_and_nothing_is_lost(seed: int) -> None:
    """30 histories each, beside the judge where it is at hand; apart, so that they run beside each other."""
    run(load_judge(), 30, STEPS, seed=seed)


def test_there_are_values_for_every_field() -> None:
    for kind in RECORD_TYPES.values():
        for field in kind.fields:
            found = [edit(kind, field, number) for number in range(60)]
            assert all(fits(kind, name, value) for name, value in found), (kind.name, field.name)
            assert len({value for _name, value in found}) > 1
