"""Cells of a table read into values of the desk: dates, counts, texts, lists, codes. Pure functions."""
