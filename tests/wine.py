"""Are the tests run by a Windows Python under Wine? See `tests/windows`."""

from __future__ import annotations

import sys

import pytest


def on_wine() -> bool:
    """Wine's core library says its version, that of Windows does not."""
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.windll.ntdll, "wine_get_version")


def not_on_wine(reason: str) -> pytest.MarkDecorator:
    """Leave a test out under Wine, where Windows would pass it."""
    return pytest.mark.skipif(on_wine(), reason=f"Wine: {reason}")
