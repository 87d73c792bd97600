"""Fields of a record as the type that is expected: text, whole numbers."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.workspace import Value

Values = Mapping[str, Value]
"""The fields of a record by name, as `Record.values`."""


def text_of(values: Values, name: str) -> str:
    """A text field; "" where it is empty or holds something else."""
    found = values.get(name)
    return found if isinstance(found, str) else ""


def number_of(values: Values, name: str) -> int | None:
    """A whole number; None where it is empty or holds something else."""
    found = values.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
