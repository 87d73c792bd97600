"""The pages of the network: organisations and people."""

from desktop.ui.network.list_specs import OrganisationListSpec, PersonListSpec
from desktop.ui.network.page import NetworkPage, OrganisationsPage, PeoplePage

__all__ = ["NetworkPage", "OrganisationListSpec", "OrganisationsPage", "PeoplePage", "PersonListSpec"]
