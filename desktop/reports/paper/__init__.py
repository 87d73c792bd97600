"""Sheets of a PDF: drawn in any order, numbered and bound at the end."""

from __future__ import annotations

from desktop.reports.paper.document import About, Document, Entry
from desktop.reports.paper.flow import Flow, height_of
from desktop.reports.paper.page import Page
from desktop.reports.paper.sizes import PAGE_SIZES, Sheet
from desktop.reports.paper.table import Cell, Column, Table

__all__ = [
    "PAGE_SIZES", "About", "Cell", "Column", "Document", "Entry", "Flow", "Page", "Sheet", "Table", "height_of",
]  # fmt: skip
