"""Any history of honest desks and attackers beside the model of trust; `python -m tests.soak trust` tries more."""

from __future__ import annotations

import pytest

from tests.exchange.trust.machine import run
from tests.workspace.test_journal_model import load_judge


@pytest.mark.parametrize("seed", ["a", "b"])
def test_nobody_speaks_for_another_whatever_happens(seed: str) -> None:
    """A few histories each, beside the judge where it is at hand; apart, so that they run beside each other."""
    run(load_judge(), 6, 16, seed=seed)
