"""The page of the visits."""

from desktop.ui.visits.page import VisitsPage

__all__ = ["VisitsPage"]
