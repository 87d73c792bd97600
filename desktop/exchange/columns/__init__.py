"""Columns of a table and the fields they are read into."""

from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse, mapping_from_json
from desktop.exchange.columns.recognition import guess_mapping, recognition_of

__all__ = ["ColumnMapping", "ColumnUse", "guess_mapping", "mapping_from_json", "recognition_of"]
