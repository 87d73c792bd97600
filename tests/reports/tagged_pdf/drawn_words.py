"""What is read of each element of a PDF, compared with the words that were drawn into it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf

from desktop.reports import SummaryOptions, write_summary
from desktop.reports.layout import Page
from desktop.reports.tagged_pdf import Element, StructureTree
from desktop.reports.tagged_pdf.reading import StructureNode, read_structure
from desktop.reports.tagged_pdf.structure import HEADINGS
from desktop.reports.text import Line
from desktop.workspace import Workspace
from tests.pdf_checker import check_pdf

ARABIC = "بلدية بيروت: خطة 2030 (UNDRR) للحد من المخاطر"
ODD = (
    "a", f"Plan of {ARABIC}, with the city", ARABIC * 7, "Ἀθῆναι – Київ – הכנה לשיטפון", "क्षति से बचाव",
    "x" * 300, "Ünïcödé " * 40, "🌊 emoji \ue000 private use \ufdd0", "አማርኛ ጽሑፍ፡ሁለት", "中文標題 and English",
    "ไทย 한국어 日本語の説明",
)  # fmt: skip
"""Titles and texts as files from anywhere have them."""


class Drawn:
    """The words that were drawn into each element of one document."""

    def __init__(self) -> None:
        self.words: dict[int, list[str]] = {}
        self.elements: list[Element] = []
        """Kept, so that no other one takes its identity."""
        self.tree: StructureTree | None = None

    @contextmanager
    def recording(self) -> Generator[None]:
        """While a document is written."""
        draw, draw_rect = Page.text, Page.draw_rect

        def noted_rect(page: Page, *given: Any, **more: Any) -> None:
            owner = page._structure.shape_owner
            if isinstance(owner, Element) and owner.actual_text:  # a box to tick: it is read in words, none are drawn
                self.elements.append(owner)
                self.words.setdefault(id(owner), [])
            draw_rect(page, *given, **more)

        def noted(page: Page, line: Line, x: float, y: float) -> None:
            self.tree = page._structure
            owner = page._structure.text_owner
            if line.pieces and isinstance(owner, Element):
                self.elements.append(owner)
                self.words.setdefault(id(owner), []).append(line.text + (line.end.text if line.end else ""))
            draw(page, line, x, y)

        with patch.object(Page, "text", noted), patch.object(Page, "draw_rect", noted_rect):
            yield

    def headings_left_alone(self) -> list[str]:
        """Headings at the foot of a page that nothing of their part follows there."""
        assert self.tree is not None
        found: list[str] = []
        alone: tuple[Element, int] | None = None
        for element, page in _shown(self.tree.root):
            if alone is not None and page != alone[1] and element is not alone[0]:
                found.append(f"left alone: {''.join(self.words.get(id(alone[0]), ()))}")
            alone = (element, page) if element.role in HEADINGS else None
        return found

    def differences(self, read: StructureNode) -> list[str]:
        """Where what is read is not what was drawn."""
        assert self.tree is not None
        found: list[str] = []
        todo: list[tuple[Element, StructureNode]] = [(self.tree.root, read)]
        while todo:
            element, node = todo.pop()
            inner = [kid for kid in element.kids if isinstance(kid, Element)]
            nodes = [part for part in node.parts if isinstance(part, StructureNode)]
            if element.role != node.role or len(inner) != len(nodes):
                found.append(f"{element.role} of {len(inner)} is read as {node.role} of {len(nodes)}")
                continue
            todo += zip(inner, nodes, strict=True)
            apart = {id(part) for kid, part in zip(inner, nodes, strict=True) if id(kid) in self.words}
            said, drawn = _words(node, apart), "".join(self.words.get(id(element), ()))
            if drawn and said != drawn and element.role != "Figure":  # of a figure its alternative is read
                found.append(f"{element.role}: {drawn!r} is read as {said!r}")
        return found


def _shown(element: Element) -> Iterator[tuple[Element, int]]:
    """Each element with words and the page they are on, in the order they are read."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _shown(kid)
        elif isinstance(kid, tuple):
            yield element, id(kid[0])


def _words(node: StructureNode, apart: set[int]) -> str:
    """The letters on the page in the order they are read, without those of elements that are looked at apart."""
    parts = (part for part in node.parts if id(part) not in apart)
    return "".join(part if isinstance(part, str) else part.actual_text or _words(part, set()) for part in parts)


def faults(path: Path, drawn: Drawn) -> list[str]:
    """What is wrong with a file."""
    with pikepdf.open(path) as document:
        found = [str(each) for each in document.check_pdf_syntax()]
    return [*found, *map(str, check_pdf(path.read_bytes())), *drawn.differences(read_structure(path))]


def summary_faults(workspace: Workspace, path: Path, wanted: SummaryOptions) -> list[str]:
    """What is wrong with a summary."""
    drawn = Drawn()
    with drawn.recording():
        write_summary(workspace, path, wanted)
    return faults(path, drawn)


def odd_desk(folder: Path) -> Workspace:
    """A desk with activities of odd words in every field that a report shows."""
    workspace = Workspace.create(folder / "odd.focal", home=folder / "home")
    workspace.set_meta("author", ARABIC)
    for number, words in enumerate(ODD):
        workspace.journal.create(
            "activity",
            {"title": words, "summary": f"{words}\n{words}", "results": f"{words} " * 9, "start": str(2000 + number),
             "country": "LB", "municipality": words[:60], "links/https://example.org/a": words[:80],
             "targets/SDG:11.5": "significant"},
        )  # fmt: skip
    return workspace
