"""The attacks succeed where a fault is planted: so they would be noticed."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk, Mallory
from tests.exchange.trust.faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FAULTS[fault]
    wanted = inspect.signature(found.attack).parameters
    with open_desks(Desk, tmp_path) as desk:
        fixtures: dict[str, Any] = {"tmp_path": tmp_path, "desk": desk}
        if "mallory" in wanted:
            fixtures["mallory"] = Mallory(tmp_path)
        found.plant(monkeypatch)
        with pytest.raises((AssertionError, UserFacingError, KeyError, pytest.fail.Exception)):
            found.attack(**{name: each for name, each in fixtures.items() if name in wanted}, **found.how)
