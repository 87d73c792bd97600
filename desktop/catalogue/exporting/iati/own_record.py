"""The element of an activity in which a desk finds its own record again; other programs pass it over."""

from __future__ import annotations

NAMESPACE = "urn:focal-desk:iati"
RECORD = f"{{{NAMESPACE}}}record"
"""Has the record's `id`, and a FIELD for each value, several for those of a list."""
FIELD = f"{{{NAMESPACE}}}field"
"""Has the field's `name`, and the value as in a table."""
