"""The desks that one exchanges with: who they are, by which key they are known, what they hold."""

from desktop.exchange.partners.partner_list import (
    ROLES,
    Partner,
    count_unsent_edits,
    delete_partner,
    find_partner,
    partner_by_key,
    read_package_for_all,
    read_partners,
    record_package_for_all,
    record_sent_package,
    rename_partner,
    restore_partner,
    set_partner_role,
)
from desktop.exchange.partners.sender_update import remember_sender
from desktop.exchange.partners.standing import let_bring_old, let_erase
from desktop.exchange.partners.trust import NewDeskError, Trust, Verdict, require_trust, verify_sender

__all__ = [
    "ROLES",
    "NewDeskError",
    "Partner",
    "Trust",
    "Verdict",
    "count_unsent_edits",
    "delete_partner",
    "find_partner",
    "let_bring_old",
    "let_erase",
    "partner_by_key",
    "read_package_for_all",
    "read_partners",
    "record_package_for_all",
    "record_sent_package",
    "remember_sender",
    "rename_partner",
    "require_trust",
    "restore_partner",
    "set_partner_role",
    "verify_sender",
]
