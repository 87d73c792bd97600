"""Dates, numbers, coordinates and moments: one reader of what people write, one writer of what they read.

`parse_...` understands a text as people type, paste or import it; `format_...` writes it in the language spoken now, so
that it can be read again. `read_...` takes only the form in which the journal keeps the value.
"""
