"""Records that are there twice: found by likeness, said why, joined or kept apart."""

from desktop.catalogue.duplicates.finding import TYPES, DuplicatePair, Reason, find_duplicates
from desktop.catalogue.duplicates.joining import FieldPair, compare_records, join_records, keep_apart

__all__ = [
    "TYPES", "DuplicatePair", "FieldPair", "Reason", "compare_records", "find_duplicates", "join_records", "keep_apart",
]  # fmt: skip
