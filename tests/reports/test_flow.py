"""Where text that runs on is broken between pages."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from desktop.reports.layout import PAGE_SIZES, Document, Flow, Metadata, Page
from desktop.reports.text import Line, Style, wrap


@pytest.mark.parametrize("count", range(1, 8))
def test_no_line_of_several_stands_alone_on_a_page(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    drawn: Counter[int] = Counter()

    def note(page: Page, line: Line, x: float, y: float) -> None:
        assert y > document.sheet.bottom
        drawn[id(page)] += 1

    monkeypatch.setattr(Page, "text", note)
    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en"))
    lines = wrap(document.fonts, "Row\n" * count, Style(9, 12.8), 300)
    for left in range(0, 160, 3):
        drawn.clear()
        flow = Flow(document, "")
        flow.y = flow.sheet.bottom + left
        flow.draw_lines(lines, flow.sheet.left, 300)
        assert sum(drawn.values()) == count
        assert count == 1 or min(drawn.values()) >= 2


@pytest.mark.parametrize("lengths", [(1, 4, 2, 3, 5, 1, 3, 2), (1, 2, 1), (1, 1, 3), (2, 1, 1, 2)])
def test_no_line_of_a_paragraph_stands_alone_on_a_page(
    monkeypatch: pytest.MonkeyPatch, lengths: tuple[int, ...]
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(Page, "text", lambda page, line, x, y: drawn.append(id(page)))
    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en"))
    text = "\n".join("Some words " * 5 * length for length in lengths)
    lines = wrap(document.fonts, text, Style(9, 12.8, between=4), 300)
    for left in range(0, 400, 3):
        drawn.clear()
        flow = Flow(document, "")
        flow.y = flow.sheet.bottom + left
        flow.draw_lines(lines, flow.sheet.left, 300)
        assert min(Counter(drawn).values()) >= 2
        starts = [at for at, line in enumerate(lines) if line.begins or not at] + [len(lines)]
        for start, end in pairwise(starts):
            pages = Counter(drawn[start:end])
            assert end - start == 1 or min(pages.values()) >= 2


@pytest.mark.parametrize("count", range(1, 6))
def test_what_stands_beside_lines_stands_on_their_page(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(Page, "text", lambda page, line, x, y: drawn.append(id(page)))
    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en"))
    lines = wrap(document.fonts, "Row\n" * count, Style(9, 12.8, between=4), 300)
    for left in range(0, 120, 2):
        drawn.clear()
        flow = Flow(document, "")
        flow.y = flow.sheet.bottom + left
        flow.ensure_lines_fit(lines)
        beside = id(flow.page)
        flow.draw_lines(lines, flow.sheet.left, 300)
        assert drawn[0] == beside
