"""Conflicts: who wrote which of several values, and resolving them, one by one or many at once."""
