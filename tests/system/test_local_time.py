"""Times for people, whatever clocks and files say."""

from __future__ import annotations

import os
import time

import pytest

from desktop.system.local_time import local_time, utc_time


@pytest.mark.parametrize("ms", [-(2**63), -1, 0, 1e300, 2**53, 253_402_300_800_000, float("inf")])
def test_times_before_1970_and_after_2999(ms: float) -> None:
    assert 1970 <= utc_time(ms).year <= 3000 and 1969 <= local_time(ms).year <= 3000


@pytest.mark.skipif(os.name == "nt", reason="TZ is POSIX's")
def test_a_zone_that_cannot_be_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "XXX-25")
        time.tzset()
        assert local_time(0).isoformat() == "1970-01-01T00:00:00+00:00"
    time.tzset()
