"""Why somebody erases, in words: it travels as a code, and no text of a person goes with it."""

from __future__ import annotations

from desktop.i18n import _


def reason_words(code: str) -> str:
    """Of one of `erasure_decisions.REASONS`."""
    return {
        "asked": _("The person asked for it"),
        "consent": _("They did not agree, or do not any more"),
        "mistake": _("It was written by mistake"),
        "confidential": _("It must not be known to others"),
        "other": _("Another reason"),
    }[code]
