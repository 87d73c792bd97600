"""The manual: every topic of the help in order, with contents and pictures, for all readers."""

from __future__ import annotations

from pathlib import Path

import pdfua
import pytest

from desktop.errors import Cancelled
from desktop.help_texts import TOPICS, help_text, help_title, pictures
from desktop.reports.manual import ManualOptions, write_manual
from desktop.reports.manual.help_blocks import Heading, Item, ItemList, Paragraph, Picture, help_blocks
from desktop.reports.tagged_pdf.reading import read_structure
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf


@pytest.mark.parametrize(("language", "size"), [("en", "A4"), ("fr", "Letter"), ("es", "A4")])
def test_all_topics_are_in_it_and_it_breaks_no_rule(tmp_path: Path, language: str, size: str) -> None:
    target = tmp_path / "manual.pdf"
    count = write_manual(target, ManualOptions(language=language, page_size=size))
    assert check_pdf(target.read_bytes()) == [] == list(pdfua.validate(str(target)).findings)
    whole = read_structure(target)
    titles = [help_title(topic, language) for topic in TOPICS]
    assert [each.text for each in whole.walk() if each.role == "H2"][1:] == titles
    shown = [words for topic in TOPICS for words, _name, _below in pictures(help_text(topic, language))]
    assert [each.alternative for each in whole.walk() if each.role == "Figure"] == shown
    with Pdf(target) as pdf:
        assert len(pdf) == count
        bookmarks = pdf.bookmarks()
        assert [each.title for each in bookmarks] == titles
        lines = [each.text for each in whole.walk() if each.role == "TOCI"]
        assert lines == [f"{each.title} {each.page + 1}" for each in bookmarks]
        assert pdf.link_pages(0) == [each.page for each in bookmarks]
        assert str(count) in pdf.text(1)[:60].split()
        text = pdf.whole_text()
    assert "**" not in text and "](" not in text and "`" not in text


def test_one_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_manual(tmp_path / "manual.pdf", ManualOptions(), cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_text_in_blocks() -> None:
    text = """# A

Some *words*
and more.

## B
1. One
   - inner
2. Two

![What it shows.](pictures/a.png "Below")
"""
    assert list(help_blocks(text)) == [
        Heading(1, "A"), Paragraph("Some *words* and more."), Heading(2, "B"),
        ItemList(True, [Item("One", ItemList(False, [Item("inner")])), Item("Two")]),
        Picture("a", "What it shows.", "Below"),
    ]  # fmt: skip
