"""The structure written as objects of the file: elements, the tree from pages back to them, what pages say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import reportlab.pdfbase.pdfdoc as _pdfdoc

from desktop.reports.tagged_pdf.structure import HEADINGS, Annotation, Element, PageContent, StructureTree

pdfdoc: Any = _pdfdoc
"""ReportLab's objects of a PDF file: they have no types."""

_MAY_BE_EMPTY = frozenset(("TH", "TD", "Document"))


class RawObject(pdfdoc.PDFObject):
    """An object of which the bytes are known once all objects have numbers."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        """The bytes."""
        return self.content


def text_string(words: str) -> bytes:
    """A text string of PDF."""
    if words.isascii() and words.isprintable():
        return b"(" + words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("ascii") + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def allow_entries(item: Any, *names: str) -> None:
    """Have a catalogue or page of ReportLab write entries that it does not know; they are set as attributes."""
    item.__NoDefault__ = [*item.__NoDefault__, *(name for name in names if name not in item.__NoDefault__)]


def number_of(document: Any, reference: Any) -> int:
    """The number of the object that a reference of ReportLab leads to."""
    return document.idToObjectNumberAndVersion[reference.name][0]


def prepare_structure(document: Any, tree: StructureTree, pages: Sequence[PageContent]) -> Callable[[int], list[bytes]]:
    """Tie the tree to document and pages; each page has its `page`, each annotation its `object`, by now.

    Returns what gives the objects of the elements, called with the number of the first when all others have theirs.
    """
    order = {id(page): at for at, page in enumerate(pages)}
    tree.root.kids.sort(key=lambda kid: _first_page(kid, order))
    collected = _Collection()
    collected.add(tree.root, -1)
    elements, parents = collected.elements, collected.parents
    root = RawObject(b"")
    catalog = document.Catalog
    catalog.StructTreeRoot = document.Reference(root, "StructTreeRoot")
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    for page in pages:
        page.number = number_of(document, document.Reference(page.page))
    annotations = _reference_annotations(document, pages)
    arrays = [RawObject(b"") for _page in pages]
    numbers = [number_of(document, document.Reference(each, f"Parents{at}")) for at, each in enumerate(arrays)]
    for at, page in enumerate(pages):
        allow_entries(page.page, "StructParents", "Tabs")
        page.page.StructParents = at
        page.page.Tabs = pdfdoc.PDFName("S")
    numbers_of = {id(each): number_of(document, document.Reference(each.object)) for each in annotations}

    def write(first: int) -> list[bytes]:
        for number, element in enumerate(elements, first):
            element.number = number
        for page, array in zip(pages, arrays, strict=True):
            array.content = b"[%s]" % b" ".join([b"%d 0 R" % owner.number for owner in page.owners])
        keys = [*numbers, *(annotation.element.number for annotation in annotations)]
        nums = b" ".join([b"%d %d 0 R" % each for each in enumerate(keys)])
        root.content = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s>>" % (
            first, nums, len(keys), _identifiers(elements),
        )  # fmt: skip
        above = number_of(document, catalog.StructTreeRoot)
        return [
            _object(element, first + parent if parent >= 0 else above, numbers_of)
            for element, parent in zip(elements, parents, strict=True)
        ]

    return write


def _identifiers(elements: Sequence[Element]) -> bytes:
    """The tree from identifiers to their elements; nothing where no element has one."""
    named = sorted((element.identifier.encode("ascii"), element.number) for element in elements if element.identifier)
    names = b" ".join([b"(%s) %d 0 R" % each for each in named])
    return b"/IDTree<</Names[%s]>>" % names if named else b""


def _reference_annotations(document: Any, pages: Sequence[PageContent]) -> list[Annotation]:
    """All annotations in their order, each an object of its own that knows its place in the parent tree."""
    found = [annotation for page in pages for annotation in page.annotations]
    for at, annotation in enumerate(found, len(pages)):
        annotation.object["StructParent"] = at
        document.Reference(annotation.object)
    return found


def _first_page(kid: Element | tuple[PageContent, int] | Annotation, order: dict[int, int]) -> int:
    """The place of the page on which it begins; pages are drawn in any order, and read from the first."""
    return next(_pages(kid, order), 0)


def _pages(kid: Element | tuple[PageContent, int] | Annotation, order: dict[int, int]) -> Iterator[int]:
    """The places of the pages on which it shows something, in the order of its content; an empty cell shows nothing."""
    if isinstance(kid, Element):
        for each in kid.kids:
            yield from _pages(each, order)
    elif isinstance(kid, tuple):
        yield order.get(id(kid[0]), 0)


class _Collection:
    """The elements in the order they are read, each with the place of the one around it."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self._headings: list[int] = []

    def add(self, element: Element, parent: int) -> bool:
        """An element and what is in it. Elements with nothing in them are left out, but for cells."""
        place = len(self.elements)
        self.elements.append(element)
        self.parents.append(parent)
        empty = False
        for kid in element.kids:
            if isinstance(kid, Element) and not self.add(kid, place):
                empty = True
        if empty:
            element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or kid.number >= 0]
        if not element.kids and element.role not in _MAY_BE_EMPTY:
            element.number = -1
            del self.elements[place:], self.parents[place:]
            return False
        if element.role in HEADINGS:
            element.role = self._heading(int(element.role[1]))
        return True

    def _heading(self, level: int) -> str:
        """The first heading is H1, and no level is left out on the way down (ISO 14289-1, 7.4.2)."""
        above = self._headings  # the levels asked for, of the headings that this one stands under
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        return HEADINGS[len(above) - 1]


def _object(element: Element, parent: int, annotations: dict[int, int]) -> bytes:
    """The element as it is written."""
    kids: list[str] = []
    page = 0
    for kid in element.kids:
        if isinstance(kid, tuple):
            number = kid[0].number
            page = page or number
            kids.append(str(kid[1]) if number == page else f"<</Type/MCR/Pg {number} 0 R/MCID {kid[1]}>>")
        elif isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
        else:
            kids.append(f"<</Type/OBJR/Obj {annotations[id(kid)]} 0 R>>")
    content = f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
    if page:
        content += f"/Pg {page} 0 R"
    if element.language:
        content += f"/Lang({element.language})"
    if element.identifier:
        content += f"/ID({element.identifier})"
    if element.attributes:
        content += f"/A{element.attributes}"
    made = f"<</S/{element.role}/P {parent} 0 R{content}".encode("ascii")
    if element.alternative:
        made += b"/Alt" + text_string(element.alternative)
    if element.actual_text:
        made += b"/ActualText" + text_string(element.actual_text)
    return made + b">>"
