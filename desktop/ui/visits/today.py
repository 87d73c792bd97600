"""Which day it is: in one place, so that a test can say."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The day on this computer."""
    return now().astimezone().date()


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)
