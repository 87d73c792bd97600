# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""ReportLab's flowables, tagged: paragraphs, headings, lists, tables and figures that say once what they are."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import reportlab.platypus as _platypus

from desktop.reports.tagged_pdf.structure import Element, StructureError

_Paragraph: Any = _platypus.Paragraph
_Table: Any = _platypus.Table
_Flowable: Any = _platypus.Flowable
_OF_COLUMN = "<</O/Table/Scope/Column>>"
_OF_ROW = "<</O/Table/Scope/Row>>"


class TaggedParagraph(_Paragraph):
    """A paragraph, or a heading ("H1" to "H6"), a caption, a quotation: `role`. Parts of one that is split are one."""

    role = "P"
    goes_on = False
    """Does its next line stand on another page?"""

    def __init__(
        self, text: Any, style: Any = None, *args: Any, role: str = "", language: str = "", **others: Any
    ) -> None:
        super().__init__(text, style, *args, **others)
        self.role = role or self.role
        self.language = language
        self.tag: Element | None = None

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """The parts for this page and the next, one element."""
        parts = super().split(availWidth, availHeight)
        if len(parts) > 1:
            self.tag = self.tag or Element(self.role, language=self.language)
            for part in parts:
                part.role, part.language, part.tag = self.role, self.language, self.tag
                part.goes_on = part is not parts[-1] or self.goes_on
        return parts

    def draw_lines(self) -> None:
        """Draw it as ReportLab does; a space ends each line that another one follows."""
        self.canv.line_count = len(getattr(self.blPara, "lines", ())) + self.goes_on
        super().draw()
        self.canv.line_count = 0

    def draw(self) -> None:
        """Draw it as its element."""
        canvas = self.canv
        with _placed(canvas, self):
            simple = getattr(self.blPara, "kind", 1) == 0 and getattr(self.blPara, "link", None)
            with canvas.element("Link") if simple else nullcontext():
                self.draw_lines()


class Heading(TaggedParagraph):
    """A heading of a level from 1 to 6."""

    def __init__(self, text: Any, style: Any = None, *args: Any, level: int = 1, **others: Any) -> None:
        super().__init__(text, style, *args, role=others.pop("role", f"H{level}"), **others)


class ListItem(TaggedParagraph):
    """A paragraph with its bullet, as `bulleted_list` makes it."""

    role = "LI"
    within: Element
    """The list."""

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """The parts for this page and the next, one item."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            part.within = self.within
        return parts

    def draw(self) -> None:
        """The bullet is the item's label, the words are its body."""
        canvas = self.canv
        tree = canvas.structure
        if not self.within.kids:
            tree.add(tree.current, self.within)
        first = self.tag is None or not self.tag.kids
        item = self.tag = self.tag or Element("LI")
        if first:
            tree.add(self.within, item)
            label, body = Element("Lbl"), Element("LBody", language=self.language)
            if self.bulletText:
                tree.add(item, label)
            tree.add(item, body)
        body = item.kids[-1]
        canvas.text_elements = [item.kids[0], body] if self.bulletText else [body]
        with canvas.inside(body):
            self.draw_lines()
        canvas.text_elements = []


def bulleted_list(texts: Sequence[str], style: Any, *, bullet: str = "•") -> list[ListItem]:
    """The items of a list, to be put into a story; "1." to n where `bullet` is "1."."""
    numbered = bullet == "1."
    within = Element("L", attributes=f"<</O/List/ListNumbering/{'Decimal' if numbered else 'Disc'}>>")
    items = [ListItem(text, style, f"{at}." if numbered else bullet) for at, text in enumerate(texts, 1)]
    for item in items:
        item.within = within
    return items


class TaggedTable(_Table):
    """A table: its first `repeatRows` rows are its head, which is read once; `row_heads` says that each row has one."""

    role, language = "Table", ""
    row_heads = False
    tag: Element | None = None
    _continued = False

    def __init__(self, data: Any, *args: Any, row_heads: bool = False, **others: Any) -> None:
        super().__init__(data, *args, **others)
        self.row_heads = row_heads
        self._rows: list[Element] = []

    def _splitRows(self, *args: Any, **others: Any) -> Any:  # noqa: N802 - ReportLab's own name
        """The parts for this page and the next, one table."""
        parts = super()._splitRows(*args, **others)
        if len(parts) > 1:
            self.tag = self.tag or Element("Table")
            for at, part in enumerate(parts):
                part.tag, part.row_heads = self.tag, self.row_heads
                part._continued = self._continued or at > 0
        return parts

    def draw(self) -> None:
        """Draw it as its element; a head that is repeated is not read again."""
        if self._spanCmds:
            raise StructureError("cells that span others are not tagged yet")
        self._rows = []
        with _placed(self.canv, self):
            tree = self.canv.structure
            for _row in self._cellvalues:
                self._rows.append(Element("TR"))
            head = int(self.repeatRows or 0)
            for row in self._rows[head if self._continued else 0 :]:
                tree.add(self.tag, row)
            super().draw()

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: Any, size: Any) -> None:  # noqa: N802
        canvas = self.canv
        row = list(self._rowpositions[1:]).index(pos[1])
        column = list(self._colpositions[:-1]).index(pos[0])
        head = row < int(self.repeatRows or 0)
        if head and self._continued:
            with canvas.artifact("Pagination"):
                super()._drawCell(cellval, cellstyle, pos, size)
            return
        scope = _OF_COLUMN if head else _OF_ROW if self.row_heads and column == 0 else ""
        with canvas.inside(self._rows[row]), canvas.element("TH" if scope else "TD", attributes=scope):
            super()._drawCell(cellval, cellstyle, pos, size)


class Figure(_Flowable):
    """Any flowable (a Drawing, an Image, a chart) as a figure; `alternative` says what it shows."""

    def __init__(self, drawn: Any, alternative: str, *, language: str = "") -> None:
        super().__init__()
        self.drawn, self.alternative, self.language = drawn, alternative, language
        self.hAlign = getattr(drawn, "hAlign", "LEFT")

    def wrap(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Its size."""
        self.width, self.height = self.drawn.wrapOn(self.canv, availWidth, availHeight)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as its element."""
        with self.canv.figure(self.alternative, self.width, self.height, language=self.language):
            self.drawn.drawOn(self.canv, 0, 0)


def _placed(canvas: Any, flowable: Any) -> AbstractContextManager[Element]:
    """The element of a flowable, put where it is drawn first."""
    if flowable.tag is None:
        flowable.tag = Element(flowable.role, language=flowable.language)
    tag: Element = flowable.tag
    if not tag.kids:
        canvas.structure.add(canvas.structure.current, tag)
    return canvas.inside(tag)
