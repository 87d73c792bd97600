"""A list of records of one type with its search, facets, columns and deeds; what is listed comes as a `Listed`."""

from desktop.ui.listing.columns import Column
from desktop.ui.listing.listed import Listed
from desktop.ui.listing.table_model import RecordTableModel, Role

__all__ = ["Column", "Listed", "RecordTableModel", "Role"]
