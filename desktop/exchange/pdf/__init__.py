"""The package inside a PDF: found, and taken out into a file of its own."""

from desktop.exchange.pdf.explaining import NoData
from desktop.exchange.pdf.finding import find_package, looks_like_pdf

__all__ = ["NoData", "find_package", "looks_like_pdf"]
