"""Records that are there twice: looked for, compared side by side, joined or kept apart."""

from desktop.ui.duplicates.dialog import DuplicatesDialog

__all__ = ["DuplicatesDialog"]
