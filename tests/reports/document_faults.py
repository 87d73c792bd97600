"""What is wrong with documents while they are written: rules that they break, words read otherwise, headings left alone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf

from desktop.reports.tagged_pdf.reading import read_structure
from tests.pdf_checker import check_pdf
from tests.reports.tagged_pdf.drawn_words import Drawn

_WITH_ROOM = ("sheets", "badges", "cards")
"""Documents whose headings may have nothing below them but room to write on, or stand on cards."""


def document_faults(writing: Iterator[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Each document as it is written, and its faults."""
    while True:
        drawn = Drawn()
        with drawn.recording():
            path = next(writing, None)
        if path is None:
            return
        found = [str(each) for each in check_pdf(path.read_bytes())]
        if drawn.tree is not None:  # the manual has a layout of its own
            found += drawn.differences(read_structure(path))
        found += [*map(str, pdfua.validate(str(path)).findings), *_syntax_faults(path)]
        if drawn.tree is not None and not any(f"-{name}-" in path.name for name in _WITH_ROOM):
            found += drawn.headings_left_alone()
        yield path, found


def _syntax_faults(path: Path) -> list[str]:
    """What `qpdf --check` says of a file; its library as pikepdf brings it where the program is not installed."""
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()]
    with pikepdf.open(path) as document:
        return list(document.check_pdf_syntax())
