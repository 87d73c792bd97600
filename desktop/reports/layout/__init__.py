"""Sheets of a PDF: drawn in any order, numbered and bound at the end."""

from __future__ import annotations

from desktop.reports.layout.document import Bookmark, Document, Metadata
from desktop.reports.layout.flow import Flow, height_of
from desktop.reports.layout.page import Page
from desktop.reports.layout.page_sizes import PAGE_SIZES, PageSize
from desktop.reports.layout.table import Cell, Column, Table

__all__ = [
    "PAGE_SIZES",
    "Bookmark",
    "Cell",
    "Column",
    "Document",
    "Flow",
    "Metadata",
    "Page",
    "PageSize",
    "Table",
    "height_of",
]  # fmt: skip
