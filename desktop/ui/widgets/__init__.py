"""Widgets that show and edit one field of a record, one file a kind."""
