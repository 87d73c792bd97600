"""The list of activities."""

from desktop.ui.activities.columns import Column
from desktop.ui.activities.table_model import ActivityTableModel, Role

__all__ = ["ActivityTableModel", "Column", "Role"]
