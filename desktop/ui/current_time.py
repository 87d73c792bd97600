"""Which day it is: in one place, so that a test can say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desktop.system.local_time import in_local_zone


def today() -> date:
    """The day on this computer."""
    return in_local_zone(now()).date()


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)
