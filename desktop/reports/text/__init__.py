"""Letters of every script, shaped by HarfBuzz, broken into lines and written into a PDF."""

from __future__ import annotations

from desktop.reports.tagged_pdf.bidi import is_right_to_left
from desktop.reports.text.font_book import FontBook, clean
from desktop.reports.text.font_embedding import compressed_stream, embed_font, pdfdoc
from desktop.reports.text.line_breaking import Line, Style, fit, wrap, wrap_again
from desktop.reports.text.pdf_operators import line_operators, run_operators, runs_of

__all__ = [
    "FontBook",
    "Line",
    "Style",
    "clean",
    "compressed_stream",
    "embed_font",
    "fit",
    "is_right_to_left",
    "line_operators",
    "pdfdoc",
    "run_operators",
    "runs_of",
    "wrap",
    "wrap_again",
]
