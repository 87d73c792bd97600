"""Letters of every script, shaped by HarfBuzz, broken into lines and written into a PDF."""

from __future__ import annotations

from desktop.reports.text.book import FontBook, clean
from desktop.reports.text.direction import is_turned
from desktop.reports.text.embedding import embed, packed, pdfdoc
from desktop.reports.text.lines import Line, Style, fit, wrap
from desktop.reports.text.showing import shown_at

__all__ = ["FontBook", "Line", "Style", "clean", "embed", "fit", "is_turned", "packed", "pdfdoc", "shown_at", "wrap"]
