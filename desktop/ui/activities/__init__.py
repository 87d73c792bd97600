"""The list of activities."""

from desktop.ui.activities.table_model import ActivityTableModel, Column, Role

__all__ = ["ActivityTableModel", "Column", "Role"]
