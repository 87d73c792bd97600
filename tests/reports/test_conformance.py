"""Documents of the program as PDF/UA-1 and PDF/A-3. `python -m tests.soak documents` does it for all of them at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.reports.text import font_book
from tests.pdf_checker import check_pdf
from tests.reports.document_faults import document_faults
from tests.reports.every_document import CHINESE, write_documents
from tests.reports.read_pdf import Pdf


@pytest.mark.parametrize("content", ["empty", "arabic"])
def test_every_document_breaks_no_rule(tmp_path: Path, content: str) -> None:
    documents = document_faults(write_documents(tmp_path, content))
    assert [f"{path.name}: {each}" for path, found in documents for each in found] == []


def test_a_document_says_that_no_font_has_its_letters_and_gives_them_to_whoever_copies_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_files(_script: str) -> list[tuple[Path, int]]:
        return []

    monkeypatch.setattr(font_book, "font_files", no_files)
    letters = {letter for letter in CHINESE if not letter.isascii()}
    with_badges = 0
    for path in write_documents(tmp_path, "chinese"):
        with Pdf(path) as pdf:
            pages = [pdf.text(page) for page in range(len(pdf))]
        text = " ".join(pages)
        assert ("A � stands for" in text) == bool(letters & set(text)), path.name
        if "briefing" in path.name:
            assert f"A � stands for each of {len(letters)} characters that no font on this computer can show." in text
            assert CHINESE in text.replace(" ", "").replace("2027", " 2027")
        if "badges" in path.name or "certificates" in path.name:  # each page is given to somebody else
            with_badges += 1
            assert check_pdf(path.read_bytes()) == []
            assert [("A � stands for" in page) == bool(letters & set(page)) for page in pages] == [True] * len(pages)
    assert with_badges == 2
