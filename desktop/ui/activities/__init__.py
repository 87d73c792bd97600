"""The page of the activities."""

from desktop.ui.activities.listed import Activities
from desktop.ui.activities.page import ActivitiesPage

__all__ = ["Activities", "ActivitiesPage"]
