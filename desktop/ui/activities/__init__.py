"""The page of the activities."""

from desktop.ui.activities.list_spec import ActivityListSpec
from desktop.ui.activities.page import ActivitiesPage

__all__ = ["ActivitiesPage", "ActivityListSpec"]
