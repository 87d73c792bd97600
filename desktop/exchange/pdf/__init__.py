"""The package inside a PDF: found, and taken out into a file of its own."""

from desktop.exchange.pdf.no_package import NoPackageInPdf
from desktop.exchange.pdf.package_extraction import find_package, looks_like_pdf

__all__ = ["NoPackageInPdf", "find_package", "looks_like_pdf"]
