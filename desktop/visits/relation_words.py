"""What relations between organisations are called."""

from __future__ import annotations

from desktop.i18n import _
from desktop.visits.network_record import HOSTED, LEARNT_FROM, PARTNER_OF, TRAINED, TRAINED_BY, VISITED


def relation_words() -> dict[str, str]:
    """By kind, in the language spoken now."""
    return {
        LEARNT_FROM: _("Learnt from"), VISITED: _("Visited"), HOSTED: _("Hosted"), TRAINED: _("Trained"),
        TRAINED_BY: _("Was trained by"), PARTNER_OF: _("Partner of"),
    }  # fmt: skip
