"""Where text that runs on is broken between pages."""

from __future__ import annotations

from collections import Counter

import pytest

from desktop.reports.paper import PAGE_SIZES, About, Document, Flow, Page
from desktop.reports.text import Line, Style, wrap


@pytest.mark.parametrize("count", range(1, 8))
def test_no_line_of_several_stands_alone_on_a_page(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    drawn: Counter[int] = Counter()

    def note(page: Page, line: Line, x: float, y: float) -> None:
        assert y > document.sheet.bottom
        drawn[id(page)] += 1

    monkeypatch.setattr(Page, "text", note)
    document = Document(PAGE_SIZES["A4"], About("Title", "", "", "en"))
    lines = wrap(document.fonts, "Row\n" * count, Style(9, 12.8), 300)
    for left in range(0, 160, 3):
        drawn.clear()
        flow = Flow(document, "")
        flow.y = flow.sheet.bottom + left
        flow.lines(lines, flow.sheet.left, 300)
        assert sum(drawn.values()) == count
        assert count == 1 or min(drawn.values()) >= 2
