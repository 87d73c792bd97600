"""Needs and offers of local governments: two lists, what fits beside each, and the whole matching."""

from desktop.ui.needs.matching_page import MatchingPage
from desktop.ui.needs.page import NeedsPage, OffersPage

__all__ = ["MatchingPage", "NeedsPage", "OffersPage"]
