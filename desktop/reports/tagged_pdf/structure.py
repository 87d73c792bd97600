"""The structure of a document: what each part of it is, in the order in which it is read (ISO 32000-1, 14.7).

Nothing here knows how a page is drawn. Whoever draws asks `StructureTree.current` what the next words belong to, and
writes the operators that `PageContent` gives before them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

CONTENT_ROLES = frozenset((
    "H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure", "Span", "Link", "Note",
    "Quote", "BlockQuote", "Code", "Formula",
))  # fmt: skip
"""Elements that words are written into; the others only hold elements."""
GROUPING_ROLES = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "TOC", "TOCI",
    "Reference", "Index",
))  # fmt: skip
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


class StructureError(ValueError):
    """The structure asked for is none: words outside of any element, a role that PDF does not know."""


class Element:
    """A part of the document: a heading, a cell, a figure. `kids` are elements, content and annotations, as read."""

    __slots__ = ("actual_text", "alternative", "attributes", "identifier", "kids", "language", "number", "role")

    def __init__(
        self, role: str, *, language: str = "", alternative: str = "", actual_text: str = "", attributes: str = ""
    ) -> None:
        if role not in CONTENT_ROLES and role not in GROUPING_ROLES:
            raise StructureError(f"no standard role: {role!r}")
        self.role = role
        self.kids: list[Element | tuple[PageContent, int] | Annotation] = []
        self.language = language
        """BCP 47, where it is not that of the element around it."""
        self.alternative = alternative
        """What a figure shows, in words."""
        self.actual_text = actual_text
        """The words themselves, where the letters on the page do not give them in the order they are read."""
        self.attributes = attributes
        """Attribute objects as PDF writes them: "<</O/Table/Scope/Column>>"."""
        self.identifier = ""
        """By which others name it, as cells name their heads; each note has one. See `StructureTree.new_identifier`."""
        self.number = 0
        """Of the object in the file, once it has one."""

    def __repr__(self) -> str:
        return f"Element({self.role!r}, {len(self.kids)} kids)"


class Artifact:
    """What is drawn and is no part of the text: rules, backgrounds, running heads (ISO 32000-1, 14.8.2.2)."""

    __slots__ = ("begin",)

    def __init__(self, kind: str = "", subtype: str = "") -> None:
        more = (f"/Type/{kind}" if kind else "") + (f"/Subtype/{subtype}" if subtype else "")
        self.begin = f"/Artifact <<{more}>> BDC\n" if more else "/Artifact BMC\n"


DECORATION = Artifact()
"""Rules, backgrounds, frames."""


class Annotation:
    """A link or another annotation of a page, as its element holds it. `object` is its dictionary, or a reference."""

    __slots__ = ("element", "object")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.object: Any = None


class PageContent:
    """Which element each marked piece of a page belongs to; a piece is called by its place in `owners` (its MCID)."""

    __slots__ = ("annotations", "number", "owners", "page")

    def __init__(self) -> None:
        self.owners: list[Element] = []
        self.annotations: list[Annotation] = []
        self.page: Any = None
        """The page's object of ReportLab, once it has one."""
        self.number = 0

    def add(self, element: Element) -> int:
        """The next piece of the page belongs to this element; its number."""
        mcid = len(self.owners)
        self.owners.append(element)
        return mcid


class _Opened:
    """An element that is open while a block runs. A class, as a report of a thousand activities opens forty thousand."""

    __slots__ = ("_element", "_tree")

    def __init__(self, tree: StructureTree, element: Element) -> None:
        self._tree = tree
        self._element = element

    def __enter__(self) -> Element:
        self._tree.open(self._element)
        return self._element

    def __exit__(self, *_error: object) -> None:
        self._tree.close()


class StructureTree:
    """The elements of one document, built while it is drawn: what is opened holds what comes until it is closed."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.current: Element | Artifact = self.root
        """What the next words belong to."""
        self._open: list[Element | Artifact] = []
        self._identifiers = 0
        self._grown: list[Element] = []

    def element(
        self, role: str, *, language: str = "", alternative: str = "", actual_text: str = "", attributes: str = ""
    ) -> AbstractContextManager[Element]:
        """What is drawn inside is one element, in the element around it. Inside an artifact it is none."""
        made = Element(role, language=language, alternative=alternative, actual_text=actual_text, attributes=attributes)
        return _Opened(self, made)

    def figure(
        self, alternative: str, box: tuple[float, float, float, float], *, language: str = ""
    ) -> AbstractContextManager[Element]:
        """What is drawn inside is a figure, within (left, bottom, right, top); `alternative` says what it shows."""
        edges = " ".join(f"{each:.2f}" for each in box)
        layout = f"<</O/Layout/Placement/Block/BBox[{edges}]>>"
        return self.element("Figure", language=language, alternative=alternative, attributes=layout)

    @contextmanager
    def inside(self, element: Element) -> Generator[Element]:
        """What is drawn inside belongs to an element that was there before: the next row of a table."""
        self._enter(element)
        try:
            yield element
        finally:
            self.close()

    @contextmanager
    def artifact(self, kind: str = "", subtype: str = "") -> Generator[None]:
        """What is drawn inside is no part of the text. `kind`: "Pagination", "Layout", "Page" or "Background"."""
        self._enter(Artifact(kind, subtype) if kind else DECORATION)
        try:
            yield
        finally:
            self.close()

    def new_identifier(self, kind: str) -> str:
        """A name in ASCII that no other element of the document has."""
        self._identifiers += 1
        return f"{kind}{self._identifiers}"

    def open(self, element: Element) -> None:
        """What comes belongs to this new element, until `close`."""
        if isinstance(self.current, Element):
            self.add(self.current, element)
        self._enter(element)

    def close(self) -> None:
        """What comes belongs to the element around the one opened last."""
        self.current = self._open.pop()

    def _enter(self, element: Element | Artifact) -> None:
        self._open.append(self.current)
        if isinstance(element, Artifact) or not isinstance(self.current, Artifact):  # no text inside an artifact
            self.current = element

    def add(self, element: Element, kid: Element | tuple[PageContent, int] | Annotation) -> None:
        """A kid more, the last of its element."""
        element.kids.append(kid)
        self._grown.append(element)

    def mark(self, page: PageContent, element: Element) -> str:
        """The operators that begin a piece of a page that belongs to an element; "EMC" ends it."""
        mcid = len(page.owners)
        page.owners.append(element)
        element.kids.append((page, mcid))
        self._grown.append(element)
        return f"/{element.role}<</MCID {mcid}>>BDC\n"

    def link(self, page: PageContent) -> Annotation:
        """An annotation of the element that is open."""
        if not isinstance(self.current, Element):
            raise StructureError("an annotation belongs to an element")
        made = Annotation(self.current)
        page.annotations.append(made)
        self.add(self.current, made)
        return made

    @property
    def text_owner(self) -> Element | Artifact:
        """What words that are drawn now belong to. Raises StructureError outside of an element that holds words."""
        current = self.current
        if isinstance(current, Element) and current.role not in CONTENT_ROLES:
            raise StructureError(f"words right inside {current.role}: what are they? Open an element, or an artifact")
        return current

    @property
    def holds_words(self) -> bool:
        """May words be drawn now, without another element?"""
        return isinstance(self.current, Artifact) or self.current.role in CONTENT_ROLES

    @property
    def shape_owner(self) -> Element | Artifact:
        """What lines, areas and pictures that are drawn now belong to: the figure they are drawn in, or an element that
        says by `actual_text` what they stand for; else nothing.
        """
        current = self.current
        if isinstance(current, Artifact) or current.role in ("Figure", "Formula"):
            return current
        return current if current.actual_text and current.role in CONTENT_ROLES else DECORATION

    def checkpoint(self) -> int:
        """How far it has grown, for `rollback`."""
        return len(self._grown)

    def rollback(self, here: int) -> None:
        """Take back what was added since; pages take back theirs themselves."""
        while len(self._grown) > here:
            self._grown.pop().kids.pop()
