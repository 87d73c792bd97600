"""`python -m tests.pictures.document_sheets FOLDER [CONTENT …]`: every PDF on contact sheets, to be looked at.

A sheet for each document and paper: a row for each language, and one as a printer without colours prints it. Contents
are those of `tests.reports.every_document` ("sample" where none is named). The manual is among the documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from desktop.i18n import COMPLETE_LANGUAGES
from desktop.reports.layout import PAGE_SIZES
from tests.reports.every_document import CONTENTS, write_documents

WIDTH, GAP = 330, 8
"""Pixels of a page, and between pages."""
_MOST_PAGES = 8
_GROUND = "#8A949B"


def main(words: list[str] | None = None) -> int:
    """0: all were painted."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.document_sheets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("contents", nargs="*", choices=[*CONTENTS, []], default=[])
    parser.add_argument("--paper", choices=PAGE_SIZES, help="this one alone")
    asked = parser.parse_args(words)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for content in asked.contents or ["sample"]:
        for paper in [asked.paper] if asked.paper else PAGE_SIZES:
            with tempfile.TemporaryDirectory() as made:
                for name, files in _by_document(Path(made), content, paper):
                    target = asked.folder / f"{content}-{name}-{paper}.png"
                    contact_sheet(files).save(target, optimize=True)
                    print(target, flush=True)
    return 0


def _by_document(folder: Path, content: str, paper: str) -> Iterator[tuple[str, list[Path]]]:
    """The name of each document and its files, one a language."""
    found: dict[str, list[Path]] = {}
    for path in write_documents(folder, content, COMPLETE_LANGUAGES, [paper]):
        found.setdefault(path.name.removeprefix(f"{content}-").rpartition("-")[0].rpartition("-")[0], []).append(path)
    yield from found.items()


def contact_sheet(files: list[Path]) -> Image.Image:
    """The first pages of each file in a row, and those of the first file in grey; in one row where they are few."""
    rows = [list(_pages(path)) for path in files]
    rows.append([page.convert("L").convert("RGB") for page in rows[0]])
    if sum(map(len, rows)) <= _MOST_PAGES:
        rows = [[page for row in rows for page in row]]
    heights = [max(page.height for page in row) for row in rows]
    width = max(len(row) for row in rows) * (WIDTH + GAP) + GAP
    sheet = Image.new("RGB", (width, sum(heights) + GAP * (len(rows) + 1)), _GROUND)
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        for at, page in enumerate(row):
            sheet.paste(page, (GAP + at * (WIDTH + GAP), y))
        y += height + GAP
    return sheet


def _pages(path: Path) -> Iterator[Image.Image]:
    """The first pages; the last of them says how many more there are."""
    with pypdfium2.PdfDocument(path) as document:
        count = len(document)
        for at in range(min(count, _MOST_PAGES)):
            page = document[at]
            made: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
            if at == _MOST_PAGES - 1 and count > _MOST_PAGES:
                ImageDraw.Draw(made).text((6, 4), f"+ {count - _MOST_PAGES}", "#B00020")
            yield made


if __name__ == "__main__":
    sys.exit(main())
