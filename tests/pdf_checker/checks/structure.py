"""The structure tree and what it says of the content (ISO 14289-1, 7.1 to 7.9; ISO 19005-3, 6.7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.pdf_checker.document import Document
from tests.pdf_checker.structure import STANDARD, Element
from tests.pdf_checker.syntax import text_of

Check = Callable[[Document], Iterator[str]]
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_HEADING = re.compile(r"H([1-6])")
_TABLE_PARTS = ("THead", "TBody", "TFoot")


def _of(pdf: Document, *kinds: str) -> Iterator[Element]:
    return (each for each in pdf.structure.elements if each.standard in kinds)


# The document ---------------------------------------------------------------------------------------------------------


def marked(pdf: Document) -> Iterator[str]:
    if pdf.get(pdf.catalog, "MarkInfo", "Marked") is not True:
        yield "catalogue"


def suspects(pdf: Document) -> Iterator[str]:
    if pdf.get(pdf.catalog, "MarkInfo", "Suspects") is True:
        yield "catalogue"


def tree_present(pdf: Document) -> Iterator[str]:
    if not pdf.structure.root:
        yield "catalogue"


def parents_present(pdf: Document) -> Iterator[str]:
    yield from (str(each) for each in pdf.structure.elements if not isinstance(pdf.get(each.entries, "P"), dict))


def artifacts_inside(pdf: Document) -> Iterator[str]:
    yield from pdf.content.artifacts_inside


def tagged_in_artifacts(pdf: Document) -> Iterator[str]:
    yield from pdf.content.tagged_in_artifacts


def unmarked_content(pdf: Document) -> Iterator[str]:
    yield from pdf.content.unmarked


# Types ----------------------------------------------------------------------------------------------------------------


def _foreign_types(pdf: Document) -> list[str]:
    return sorted({each.type for each in pdf.structure.elements} - STANDARD)


def types_mapped(pdf: Document) -> Iterator[str]:
    for kind in _foreign_types(pdf):
        path = pdf.structure.path(kind)
        if STANDARD.isdisjoint(path) and len(set(path)) == len(path):
            yield kind


def types_in_circles(pdf: Document) -> Iterator[str]:
    for kind in (*_foreign_types(pdf), *pdf.structure.roles):
        path = pdf.structure.path(kind)
        if len(set(path)) < len(path):
            yield kind


def standard_types_kept(pdf: Document) -> Iterator[str]:
    for kind in pdf.structure.roles:
        path = pdf.structure.path(kind)
        if kind in STANDARD and len(set(path)) == len(path):
            yield kind


# Who stands in whom ---------------------------------------------------------------------------------------------------


def inside(kind: str, *parents: str) -> Check:
    """Elements of a type stand in elements of these types alone."""

    def check(pdf: Document) -> Iterator[str]:
        for each in _of(pdf, kind):
            if each.parent is None or each.parent.standard not in parents:
                yield str(each)

    return check


def holds(kind: str, *kids: str) -> Check:
    """Elements of a type hold elements of these types alone."""

    def check(pdf: Document) -> Iterator[str]:
        for each in _of(pdf, kind):
            if not set(each.kinds) <= set(kids):
                yield str(each)

    return check


def at_most_one(kind: str, kid: str) -> Check:
    """Elements of a type hold one element of that other type at most."""

    def check(pdf: Document) -> Iterator[str]:
        yield from (str(each) for each in _of(pdf, kind) if each.kinds.count(kid) > 1)

    return check


def with_body(part: str) -> Check:
    """A table with that part has a TBody as well."""

    def check(pdf: Document) -> Iterator[str]:
        for each in _of(pdf, "Table"):
            if part in each.kinds and "TBody" not in each.kinds:
                yield str(each)

    return check


def caption_first(kind: str) -> Check:
    """The caption of a list or table of contents comes first."""

    def check(pdf: Document) -> Iterator[str]:
        yield from (str(each) for each in _of(pdf, kind) if "Caption" in each.kinds[1:])

    return check


def table_caption_place(pdf: Document) -> Iterator[str]:
    yield from (str(each) for each in _of(pdf, "Table") if "Caption" in each.kinds[1:-1])


# Tables ---------------------------------------------------------------------------------------------------------------


class Grid:
    """The cells of a table where they fall."""

    def __init__(self, pdf: Document, table: Element) -> None:
        rows: list[Element] = []
        for each in table.kids:
            if each.standard == "TR":
                rows.append(each)
            elif each.standard in _TABLE_PARTS:
                rows += [kid for kid in each.kids if kid.standard == "TR"]
        self.rows = rows
        self.cells: dict[tuple[int, int], Element] = {}
        self.overlaps: list[Element] = []
        self.places: dict[int, tuple[int, int, int, int]] = {}
        """id of a cell -> (row, column, rows, columns)."""
        self.widths: list[int] = []
        for at, row in enumerate(rows):
            column = 0
            for cell in row.kids:
                if cell.standard not in ("TH", "TD"):
                    continue
                while (at, column) in self.cells:
                    column += 1
                down, across = (_span(pdf, cell, name) for name in ("RowSpan", "ColSpan"))
                self.places[id(cell)] = (at, column, down, across)
                for y in range(at, at + down):
                    for x in range(column, column + across):
                        if (y, x) in self.cells:
                            self.overlaps.append(cell)
                        self.cells[y, x] = cell
                column += across
        for at in range(len(rows)):
            self.widths.append(max((x + 1 for y, x in self.cells if y == at), default=0))


def _span(pdf: Document, cell: Element, name: str) -> int:
    if "A" not in cell.entries and "C" not in cell.entries:
        return 1
    found = pdf.structure.attribute(cell, "Table", name)
    return found if isinstance(found, int) and found > 0 else 1


def _grids(pdf: Document) -> list[tuple[Element, Grid]]:
    return [(each, Grid(pdf, each)) for each in _of(pdf, "Table")]


def cells_overlap(pdf: Document) -> Iterator[str]:
    for _table, grid in pdf.once(_grids):
        yield from (str(each) for each in grid.overlaps)


def columns_as_high(pdf: Document) -> Iterator[str]:
    for table, grid in pdf.once(_grids):
        if any(y >= len(grid.rows) for y, _x in grid.cells):
            yield str(table)


def rows_not_wider(pdf: Document) -> Iterator[str]:
    for table, grid in pdf.once(_grids):
        yield from (f"{table}, row {at + 1}" for at, each in enumerate(grid.widths) if each > grid.widths[0])


def rows_not_narrower(pdf: Document) -> Iterator[str]:
    for table, grid in pdf.once(_grids):
        for at, width in enumerate(grid.widths):
            if width < grid.widths[0] or any((at, x) not in grid.cells for x in range(width)):
                yield f"{table}, row {at + 1}"


def _scope(pdf: Document, cell: Element) -> str:
    return str(pdf.structure.attribute(cell, "Table", "Scope") or "")


def _headers(pdf: Document, cell: Element) -> list[bytes]:
    if "A" not in cell.entries and "C" not in cell.entries:
        return []
    found = pdf.structure.attribute(cell, "Table", "Headers")
    return [each for each in map(pdf.resolve, found if isinstance(found, list) else []) if isinstance(each, bytes)]


def _header_ids(pdf: Document, grid: Grid) -> set[bytes]:
    cells = [cell for row in grid.rows for cell in row.kids if cell.standard == "TH"]
    found = [pdf.get(each.entries, "ID") for each in cells]
    return {each for each in found if isinstance(each, bytes)}


def _without_header(pdf: Document) -> Iterator[tuple[Element, set[bytes]]]:
    """(cell, its unknown headers) of the cells that no head cell belongs to."""
    for _table, grid in pdf.once(_grids):
        known = _header_ids(pdf, grid)
        heads = [cell for row in grid.rows for cell in row.kids if cell.standard == "TH"]
        scopes = {id(cell): _scope(pdf, cell) for cell in heads}
        columns: set[int] = set()
        rows: set[int] = set()
        for cell in heads:
            y, x, down, across = grid.places[id(cell)]
            if scopes[id(cell)] in ("Column", "Both"):
                columns.update(range(x, x + across))
            if scopes[id(cell)] in ("Row", "Both"):
                rows.update(range(y, y + down))
        for row in grid.rows:
            for cell in row.kids:
                if cell.standard != "TD":
                    continue
                y, x, down, across = grid.places[id(cell)]
                named = set(_headers(pdf, cell))
                scoped = not columns.isdisjoint(range(x, x + across)) or not rows.isdisjoint(range(y, y + down))
                if not scoped and not (named and named <= known):
                    yield cell, named - known


def cells_have_headers(pdf: Document) -> Iterator[str]:
    yield from (str(cell) for cell, unknown in _without_header(pdf) if not unknown)


def headers_exist(pdf: Document) -> Iterator[str]:
    yield from (f"{cell}: {sorted(unknown)}" for cell, unknown in _without_header(pdf) if unknown)


# Headings -------------------------------------------------------------------------------------------------------------


def heading_levels(pdf: Document) -> Iterator[str]:
    before = 0
    for each in pdf.structure.elements:
        found = _HEADING.fullmatch(each.standard)
        if found is not None:
            level = int(found[1])
            if level > before + 1:
                yield f"{each} after H{before}" if before else f"{each} first"
            before = level


def one_heading_of_a_node(pdf: Document) -> Iterator[str]:
    yield from (str(each) for each in pdf.structure.elements if each.kinds.count("H") > 1)


def _mixed(pdf: Document) -> bool:
    kinds = {each.standard for each in pdf.structure.elements}
    return "H" in kinds and any(_HEADING.fullmatch(each) for each in kinds)


def plain_headings_alone(pdf: Document) -> Iterator[str]:
    if _mixed(pdf):
        yield from (str(each) for each in _of(pdf, "H"))


def numbered_headings_alone(pdf: Document) -> Iterator[str]:
    if _mixed(pdf):
        yield from (str(each) for each in pdf.structure.elements if _HEADING.fullmatch(each.standard))


# What stands for what is seen -----------------------------------------------------------------------------------------


def described(kind: str) -> Check:
    """Elements of a type have an alternative or a replacement text."""

    def check(pdf: Document) -> Iterator[str]:
        yield from (str(each) for each in _of(pdf, kind) if not each.text("Alt") and "ActualText" not in each.entries)

    return check


def note_ids(pdf: Document) -> Iterator[str]:
    yield from (str(each) for each in _of(pdf, "Note") if not each.text("ID"))


def note_ids_unique(pdf: Document) -> Iterator[str]:
    seen: set[str] = set()
    for each in _of(pdf, "Note"):
        if each.text("ID") and each.text("ID") in seen:
            yield each.text("ID")
        seen.add(each.text("ID"))


# Languages ------------------------------------------------------------------------------------------------------------


def outline_language(pdf: Document) -> Iterator[str]:
    if pdf.language is None and pdf.dictionary(pdf.catalog, "Outlines"):
        yield "bookmarks"


def element_language(key: str) -> Check:
    """The language of such a text of an element is known."""

    def check(pdf: Document) -> Iterator[str]:
        if pdf.language is None:
            yield from (str(each) for each in pdf.structure.elements if key in each.entries and each.language is None)

    return check


def span_language(key: str) -> Check:
    """The language of such a text of a Span inside of content is known."""

    def check(pdf: Document) -> Iterator[str]:
        if pdf.language is not None:
            return
        for place, mark, around in pdf.content.marks:
            if mark.tag == "Span" and key in mark.properties and "Lang" not in mark.properties and around is None:
                yield place

    return check


def text_language(pdf: Document) -> Iterator[str]:
    yield from pdf.content.text_without_language


def _languages(pdf: Document) -> Iterator[tuple[str, str]]:
    places: list[tuple[str, object]] = [("catalogue", pdf.get(pdf.catalog, "Lang"))]
    places += [(str(each), pdf.get(each.entries, "Lang")) for each in pdf.structure.elements if "Lang" in each.entries]
    places += [(place, mark.properties.get("Lang")) for place, mark, _around in pdf.content.marks]
    yield from ((place, text_of(found)) for place, found in places if isinstance(found, bytes))


def language_tags(pdf: Document) -> Iterator[str]:
    yield from (f"{place}: {tag!r}" for place, tag in _languages(pdf) if not _LANGUAGE.fullmatch(tag))


def language_tags_or_empty(pdf: Document) -> Iterator[str]:
    yield from (f"{place}: {tag!r}" for place, tag in _languages(pdf) if tag and not _LANGUAGE.fullmatch(tag))
