"""Importing a table: what its columns mean, what would be imported, what was, and the mappings that are saved."""

from desktop.ui.importing.dialog import ImportDialog
from desktop.ui.importing.mappings_dialog import MappingsDialog

__all__ = ["ImportDialog", "MappingsDialog"]
