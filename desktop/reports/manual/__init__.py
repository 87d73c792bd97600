"""The texts of the help as one PDF: the manual."""

from desktop.reports.manual.manual import ManualOptions, write_manual

__all__ = ["ManualOptions", "write_manual"]
