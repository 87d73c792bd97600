"""The structure written as objects of the file: elements, the tree from pages back to them, what pages say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    _prune(tree.root)
    tree.root.kids.sort(key=lambda kid: _first_page(kid, order))
    _close_up_headings(tree.root)
    elements: list[Element] = []
    _collect(tree.root, elements)
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
        parents = [*numbers, *(annotation.element.number for annotation in annotations)]
        nums = b" ".join([b"%d %d 0 R" % each for each in enumerate(parents)])
        root.content = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>" % (
            first, nums, len(parents),
        )  # fmt: skip
        return _objects(elements, number_of(document, catalog.StructTreeRoot), numbers_of)

    return write


def _reference_annotations(document: Any, pages: Sequence[PageContent]) -> list[Annotation]:
    """All annotations in their order, each an object of its own that knows its place in the parent tree."""
    found = [annotation for page in pages for annotation in page.annotations]
    for at, annotation in enumerate(found, len(pages)):
        annotation.object["StructParent"] = at
        document.Reference(annotation.object)
    return found


def _prune(element: Element) -> bool:
    """Is there anything in it? Elements without are left out, but for cells."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.role in _MAY_BE_EMPTY


def _first_page(kid: Element | tuple[PageContent, int] | Annotation, order: dict[int, int]) -> int:
    """The place of the page on which it begins; pages are drawn in any order, and read from the first."""
    while isinstance(kid, Element):
        if not kid.kids:
            return 0
        kid = kid.kids[0]
    return order.get(id(kid[0]), 0) if isinstance(kid, tuple) else 0


def _close_up_headings(root: Element) -> None:
    """The first heading is H1, and no level is left out on the way down (ISO 14289-1, 7.4.2)."""
    above: list[int] = []  # the levels asked for, of the headings that the next one may stand under
    path: list[Element] = [root]
    while path:
        element = path.pop()
        if element.role in HEADINGS:
            level = int(element.role[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            element.role = HEADINGS[len(above) - 1]
        path += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


def _collect(element: Element, found: list[Element]) -> None:
    found.append(element)
    for kid in element.kids:
        if isinstance(kid, Element):
            _collect(kid, found)


def _objects(elements: Sequence[Element], root: int, annotations: dict[int, int]) -> list[bytes]:
    """Each element as it is written."""
    parents = {id(kid): element.number for element in elements for kid in element.kids if isinstance(kid, Element)}
    found: list[bytes] = []
    for element in elements:
        kids: list[bytes] = []
        page = 0
        for kid in element.kids:
            if isinstance(kid, tuple):
                page = page or kid[0].number
                if kid[0].number == page:
                    kids.append(b"%d" % kid[1])
                else:
                    kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (kid[0].number, kid[1]))
            elif isinstance(kid, Element):
                kids.append(b"%d 0 R" % kid.number)
            else:
                kids.append(b"<</Type/OBJR/Obj %d 0 R>>" % annotations[id(kid)])
        parts = [b"<</S/%s/P %d 0 R" % (element.role.encode("ascii"), parents.get(id(element), root))]
        if len(kids) == 1:
            parts.append(b"/K %s" % kids[0])
        elif kids:
            parts.append(b"/K[%s]" % b" ".join(kids))
        if page:
            parts.append(b"/Pg %d 0 R" % page)
        if element.language:
            parts.append(b"/Lang(%s)" % element.language.encode("ascii"))
        if element.alternative:
            parts.append(b"/Alt%s" % text_string(element.alternative))
        if element.actual_text:
            parts.append(b"/ActualText%s" % text_string(element.actual_text))
        if element.attributes:
            parts.append(b"/A%s" % element.attributes.encode("ascii"))
        parts.append(b">>")
        found.append(b"".join(parts))
    return found
