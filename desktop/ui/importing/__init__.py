"""Bringing in a table: what its columns mean, what would come in, and what did."""

from desktop.ui.importing.dialog import ImportDialog

__all__ = ["ImportDialog"]
