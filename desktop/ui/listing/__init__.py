"""A list of records of one type with its search, facets, columns and deeds; what is listed comes as a `Listed`."""

from desktop.ui.listing.columns import Column
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.listing.table_model import RecordTableModel, Role

__all__ = ["Column", "ListSpec", "RecordTableModel", "Role"]
