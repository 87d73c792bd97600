"""The desks that one exchanges with: who they are, by which key they are known, what they hold."""

from desktop.exchange.partners.book import (
    ROLES,
    Partner,
    find_partner,
    forget_partner,
    give_role,
    known_by,
    let_bring_old,
    let_erase,
    note_sent,
    read_partners,
    rename_partner,
)
from desktop.exchange.partners.meeting import meet
from desktop.exchange.partners.trust import Trust, Verdict, judge, require
from desktop.exchange.partners.waiting import waiting_for

__all__ = [
    "ROLES",
    "Partner",
    "Trust",
    "Verdict",
    "find_partner",
    "forget_partner",
    "give_role",
    "judge",
    "known_by",
    "let_bring_old",
    "let_erase",
    "meet",
    "note_sent",
    "read_partners",
    "rename_partner",
    "require",
    "waiting_for",
]
