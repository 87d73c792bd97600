"""The trials find the fault when one is planted."""

from __future__ import annotations

import pytest

from desktop.errors import UserFacingError
from tests.exchange.merging.faults import FAULTS
from tests.exchange.merging.machine import run

MOST = 200


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the judge: what must hold is checked by the trials themselves."""
    FAULTS[fault](monkeypatch)
    with pytest.raises((AssertionError, UserFacingError)):
        run(None, MOST, 12, seed=SEEDS.get(fault, 0), shrink=False)


SEEDS: dict[str, int] = {}
"""With which a fault is found soon."""
