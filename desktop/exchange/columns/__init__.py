"""Columns of a table and the fields they are read into."""

from desktop.exchange.columns.mapping import ColumnUse, Mapping, mapping_from_json
from desktop.exchange.columns.recognition import guess_mapping, recognised_by

__all__ = ["ColumnUse", "Mapping", "guess_mapping", "mapping_from_json", "recognised_by"]
