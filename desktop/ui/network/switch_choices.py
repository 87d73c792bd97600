"""The lists between which the pages of the network switch."""

from desktop.i18n import N_
from desktop.ui.page import ORGANISATIONS, PEOPLE, RELATIONS

LISTS = (
    (ORGANISATIONS, N_("Organisations"), "network"), (PEOPLE, N_("People"), "person"),
    (RELATIONS, N_("Relations"), "relations"),
)  # fmt: skip
