# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""ReportLab's flowables, tagged: paragraphs, headings, lists, tables and figures that say once what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import reportlab.platypus as _platypus
from reportlab.lib.styles import ParagraphStyle

from desktop.reports.tagged_pdf.canvas import NOTE_PLACE
from desktop.reports.tagged_pdf.structure import Element, StructureError, StructureTree

_Paragraph: Any = _platypus.Paragraph
_Table: Any = _platypus.Table
_Flowable: Any = _platypus.Flowable
_NOTE = re.compile(r"<note>(.*?)</note>", re.S)
_NOTE_GAP, _NOTE_RULE = 6.0, 72.0
"""Over the notes of a page: the height between the text and them, and the length of the line in it."""


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
    body_role = "LBody"
    within: Element | None = None
    """The list."""
    under: ListItem | None = None
    """The item that the list stands in, of a list in a list."""

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """The parts for this page and the next, one item."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            part.within, part.under = self.within, self.under
        return parts

    @property
    def body(self) -> Element:
        """The element of its words, once it is drawn."""
        assert self.tag is not None
        return self.tag.kids[-1]  # pyright: ignore[reportReturnType] - the last thing in an item is its body

    def draw(self) -> None:
        """The bullet is the item's label, the words are its body."""
        canvas = self.canv
        tree = canvas.structure
        if self.within is not None and not self.within.kids:
            tree.add(self.under.body if self.under is not None else tree.current, self.within)
        first = self.tag is None or not self.tag.kids
        item = self.tag = self.tag or Element(self.role)
        if first:
            if self.within is not None:
                tree.add(self.within, item)
            label, body = Element("Lbl"), Element(self.body_role, language=self.language)
            if self.bulletText:
                tree.add(item, label)
            tree.add(item, body)
        body = self.body
        canvas.text_elements = [item.kids[0], body] if self.bulletText else [body]
        with canvas.inside(body):
            self.draw_lines()
        canvas.text_elements = []


class Notes:
    """Numbers the notes of a document, and has each drawn at the foot of the page that refers to it.

    One for a document; `style` is that of the notes, with room for their numbers in `leftIndent`.
    """

    def __init__(self, style: Any) -> None:
        self.style = ParagraphStyle(
            "note", style, bulletFontName=style.fontName, bulletFontSize=style.fontSize
        )  # fmt: skip
        self.count = 0

    def paragraph(self, text: str, style: Any, **others: Any) -> TaggedParagraph:
        """A paragraph with notes where its text has them: "Floods<note>As the UN office counts.</note> are more"."""
        notes: list[_Note] = []

        def numbered(found: re.Match[str]) -> str:
            self.count += 1
            name = f"{NOTE_PLACE}{self.count}"
            notes.append(_Note(f'<a name="{name}"/>{found[1]}', self.style, str(self.count)))
            return f'<a href="#{name}"><super>{self.count}</super></a>'

        made = _NotedParagraph(_NOTE.sub(numbered, text), style, **others)
        made.notes = notes
        return made


class _Note(ListItem):
    role, body_role = "Note", "P"


class _NotedParagraph(TaggedParagraph):
    """Stands whole on one page, with its notes at the foot of it."""

    notes: list[_Note]

    def wrap(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Its size; higher than the page where there is no room for its notes."""
        width, height = super().wrap(availWidth, availHeight)
        wanted = sum(note.wrap(availWidth, availHeight)[1] for note in self.notes)
        first = not self.canv.notes_at(getattr(self, "_frame", None))
        if self.notes and height + wanted + (_NOTE_GAP if first else 0) > availHeight:
            return width, max(height, availHeight) + wanted
        return width, height

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Not in two: its notes stand on its page."""
        return [] if self.notes else super().split(availWidth, availHeight)

    def draw(self) -> None:
        """Draw it; its notes follow in the structure, and are drawn when the page ends."""
        super().draw()
        canvas, frame = self.canv, getattr(self, "_frame", None)
        if self.notes and frame is None:
            raise StructureError("a paragraph with notes stands in a page's frame, not in a cell")
        for note in self.notes:
            note.tag = Element("Note")
            note.tag.identifier = canvas.structure.new_identifier("note")
            canvas.structure.add(canvas.structure.current, note.tag)
            canvas.add_note(frame, note, _NOTE_GAP, _NOTE_RULE)


def bulleted_list(
    texts: Sequence[str], style: Any, *, bullet: str = "•", under: ListItem | None = None
) -> list[ListItem]:
    """The items of a list, to be put into a story; "1." to n where `bullet` is "1.".

    A list that stands in an item of another one comes after it in the story, and names it in `under`.
    """
    numbered = bullet == "1."
    within = Element("L", attributes=f"<</O/List/ListNumbering/{'Decimal' if numbered else 'Disc'}>>")
    items = [ListItem(text, style, f"{at}." if numbered else bullet) for at, text in enumerate(texts, 1)]
    for item in items:
        item.within, item.under = within, under
    return items


class TaggedTable(_Table):
    """A table: its first `repeatRows` rows are its head, which is read once; `row_heads` says that each row has one.

    Where cells span others (ReportLab's SPAN), each cell also names the heads that stand over and before it.
    """

    role, language = "Table", ""
    row_heads = False
    tag: Element | None = None
    _continued = False

    def __init__(self, data: Any, *args: Any, row_heads: bool = False, **others: Any) -> None:
        super().__init__(data, *args, **others)
        self.row_heads = row_heads
        self._column_heads: list[_Head] = []
        self._cells: dict[_Place, Element] = {}

    def _splitRows(self, *args: Any, **others: Any) -> Any:  # noqa: N802 - ReportLab's own name
        """The parts for this page and the next, one table."""
        parts = super()._splitRows(*args, **others)
        if len(parts) > 1:
            self.tag = self.tag or Element("Table")
            for at, part in enumerate(parts):
                part.tag, part.row_heads, part._column_heads = self.tag, self.row_heads, self._column_heads
                part._continued = self._continued or at > 0
        return parts

    def draw(self) -> None:
        """Draw it as its element; a head that is repeated is not read again."""
        with _placed(self.canv, self):
            self._cells = self._add_rows(self.canv.structure)
            super().draw()

    def _add_rows(self, tree: StructureTree) -> dict[_Place, Element]:
        """The elements of rows and cells, each cell by the lower left corner that it is drawn at."""
        found: dict[_Place, Element] = {}
        row_heads: list[_Head] = []
        for row in range(self._head_rows if self._continued else 0, self._nrows):
            tree.add(self.tag or tree.root, within := Element("TR"))
            for column in range(self._ncols):
                if (area := self._area(column, row)) is None:
                    continue
                over = row < self._head_rows
                scope = "Column" if over else "Row" if self.row_heads and column == 0 else ""
                cell = Element("TH" if scope else "TD")
                heads = [*self._column_heads, *row_heads]
                if scope and self._spanCmds:
                    cell.identifier = tree.new_identifier("head")
                    (self._column_heads if over else row_heads).append((cell.identifier, over, area))
                cell.attributes = _table_attributes(scope, area, [each for each in heads if _belongs(each, area)])
                tree.add(within, cell)
                found[self._colpositions[column], self._rowpositions[area[3] + 1]] = cell
        return found

    @property
    def _head_rows(self) -> int:
        return int(self.repeatRows or 0)

    def _area(self, column: int, row: int) -> _Area | None:
        """The columns and rows that a cell takes; None for one that another cell covers."""
        return self._spanRanges.get((column, row)) if self._spanCmds else (column, row, column, row)

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: Any, size: Any) -> None:  # noqa: N802
        cell = self._cells.get(pos)
        with self.canv.artifact("Pagination") if cell is None else self.canv.inside(cell):
            super()._drawCell(cellval, cellstyle, pos, size)


_Place = tuple[float, float]
_Area = tuple[int, int, int, int]
"""First column and row, last column and row."""
_Head = tuple[str, bool, _Area]
"""The identifier of a head, whether it stands over others (and not before them), what it takes."""


def _belongs(head: _Head, area: _Area) -> bool:
    """Does a head stand over, or before, a cell?"""
    _identifier, over, (left, top, right, bottom) = head
    if over:
        return left <= area[2] and right >= area[0] and bottom < area[1]
    return top <= area[3] and bottom >= area[1] and right < area[0]


def _table_attributes(scope: str, area: _Area, heads: Sequence[_Head]) -> str:
    """What the element of a cell says of it (ISO 32000-1, 14.8.5.7)."""
    entries = [f"/Scope/{scope}"] if scope else []
    entries += [f"/{name} {count}" for name, count in _spans(area) if count > 1]
    if heads:
        entries.append(f"/Headers[{''.join(f'({identifier})' for identifier, _over, _area in heads)}]")
    return f"<</O/Table{''.join(entries)}>>" if entries else ""


def _spans(area: _Area) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("ColSpan", area[2] - area[0] + 1), ("RowSpan", area[3] - area[1] + 1)


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
