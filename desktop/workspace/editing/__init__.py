"""Edits of this desk: edit sessions, many new records at once, undo and redo, history."""
