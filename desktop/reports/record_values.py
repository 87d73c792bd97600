"""Values of a record as a report needs them: numbers, texts, years, the goal of a target."""

from __future__ import annotations

from desktop.vocabularies import load
from desktop.workspace import Record


def number_of(record: Record, name: str) -> int | None:
    """A count of a record; None where it is not given."""
    value = record.values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text_of(record: Record, name: str) -> str:
    """A text or code of a record; "" where it is not given."""
    value = record.values.get(name)
    return value.strip() if isinstance(value, str) else ""


def year_of(record: Record) -> str:
    """The year it begins; "" where that is not known."""
    start = text_of(record, "start")[:4]
    return start if start.isdecimal() and start.isascii() else ""


def end_year_of(record: Record) -> str:
    """The year it ends, or begins where no end is given; "" where neither is known."""
    end = text_of(record, "end")[:4]
    return end if end.isdecimal() and end.isascii() else year_of(record)


def goal_of(code: str) -> str:
    """The goal, Sendai target or priority that a code belongs to: SDG:11.5.2 is of SDG:11; "" where it is unknown."""
    targets = load("targets")
    return targets.path(code)[0].code if code in targets else ""
