"""A pytest plugin: under Wine and beside other work, a window may need longer for what it does at once elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

TIMES = 12
"""How many times as long a test waits before it gives up."""


def pytest_configure() -> None:
    """Have all waiting of pytest-qt take longer before it fails."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitCallback"):
        setattr(QtBot, name, _patient(getattr(QtBot, name)))


def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    def longer(*arguments: Any, timeout: int = 5000, **more: Any) -> Any:
        return wait(*arguments, timeout=timeout * TIMES, **more)

    return longer
