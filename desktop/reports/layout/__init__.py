"""Sheets of a PDF: drawn in any order, numbered and bound at the end."""

from __future__ import annotations

from desktop.reports.layout.document import Bookmark, Document
from desktop.reports.layout.flow import Flow, height_of, paragraphs_of
from desktop.reports.layout.page import Page
from desktop.reports.layout.page_sizes import PAGE_SIZES, PageSize
from desktop.reports.layout.table import Cell, Column, Table
from desktop.reports.tagged_pdf import Metadata

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
    "paragraphs_of",
]  # fmt: skip
