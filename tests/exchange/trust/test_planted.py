"""The attacks succeed where a fault is planted: so they would be noticed."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from tests.exchange.trust.attackers import Desk, Mallory
from tests.exchange.trust.faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FAULTS[fault]
    fixtures: dict[str, Any] = {"tmp_path": tmp_path}
    made: list[Desk] = []

    def desk(name: str) -> Desk:
        made.append(Desk(tmp_path, name))
        return made[-1]

    fixtures["desk"] = desk
    wanted = inspect.signature(found.attack).parameters
    if "mallory" in wanted:
        fixtures["mallory"] = Mallory(tmp_path)
    found.plant(monkeypatch)
    with pytest.raises((AssertionError, UserFacingError, KeyError, pytest.fail.Exception)):
        found.attack(**{name: each for name, each in fixtures.items() if name in wanted}, **found.how)
    for each in made:
        each.close()
