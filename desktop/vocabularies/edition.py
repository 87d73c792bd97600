"""The date of the vocabularies that this program comes with."""

from __future__ import annotations

from desktop.i18n import _

EDITION = "2026-12-01"
"""To be set when a file in `resources/vocabularies` is edited."""


def vocabularies_line() -> str:
    """For people who ask which version they have."""
    return _("vocabularies of {day}").format(day=EDITION)
