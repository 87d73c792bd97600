"""The current state of records, computed from changes: rows, members and index, written and read."""
