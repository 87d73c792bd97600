"""Reading tables of any file: CSV, XLSX, XLS, ODS, JSON, IATI."""

from desktop.exchange.tables.format_detection import open_table
from desktop.exchange.tables.rows_read import reading_progress
from desktop.exchange.tables.table import Row, Table

__all__ = ["Row", "Table", "open_table", "reading_progress"]
