"""The record at the right of the window."""

from desktop.ui.editor.record_editor import RecordEditor

__all__ = ["RecordEditor"]
