"""The structure tree (PDF 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.pdf_checker.syntax import text_of

if TYPE_CHECKING:
    from tests.pdf_checker.document import Document

STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody",
    "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP",
    "Warichu", "WT", "WP", "Figure", "Formula", "Form",
))  # fmt: skip
"""Standard structure types of PDF 1.7."""


class Element:
    """A structure element."""

    __slots__ = ("contents", "entries", "kids", "parent", "standard", "type")

    def __init__(self, entries: dict[str, Any], parent: Element | None, kind: str, standard: str) -> None:
        self.entries = entries
        self.parent = parent
        self.type = kind
        self.standard = standard
        self.kids: list[Element] = []
        self.contents: list[Any] = []
        """All children in their order: elements, numbers of marked content, dictionaries that refer to content or objects."""

    def __str__(self) -> str:
        return f"{self.type} {self.text('T')!r}" if self.text("T") else self.type

    def text(self, key: str) -> str:
        """A text of its dictionary; "" where there is none."""
        return text_of(self.entries.get(key))

    @property
    def kinds(self) -> list[str]:
        """The standard types of the elements below."""
        return [each.standard for each in self.kids]

    @property
    def language(self) -> bytes | None:
        """Its own language or that of an element above."""
        at: Element | None = self
        while at is not None:
            found = at.entries.get("Lang")
            if isinstance(found, bytes):
                return found
            at = at.parent
        return None


class Structure:
    """The tree, and the way from content and annotations to its elements."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: dict[str, Any] = document.dictionary(document.catalog, "StructTreeRoot")
        self.roles: dict[str, Any] = document.dictionary(self.root, "RoleMap")
        self._standard: dict[str, str] = {}
        self.top: list[Element] = []
        self.elements: list[Element] = []
        """All of them, in reading order."""
        self.by_entries: dict[int, Element] = {}
        self._read()

    def _read(self) -> None:
        get = self.document.resolve
        todo: list[tuple[Any, Element | None]] = [
            (each, None) for each in reversed(self.document.array(self.root, "K"))
        ]
        while todo:
            entries, parent = todo.pop()
            entries = get(entries)
            if not isinstance(entries, dict) or "S" not in entries:
                if parent is not None and entries is not None:
                    parent.contents.append(entries)
                continue
            if id(entries) in self.by_entries:
                continue
            kind = str(get(entries["S"]))
            element = Element(entries, parent, kind, self.standard(kind))
            self.by_entries[id(entries)] = element
            self.elements.append(element)
            if parent is None:
                self.top.append(element)
            else:
                parent.kids.append(element)
                parent.contents.append(element)
            kids = get(entries.get("K"))
            kids = kids if isinstance(kids, list) else [kids]
            todo += [(each, element) for each in reversed(kids) if each is not None]

    def standard(self, kind: str) -> str:
        """The standard type that a type is or is mapped to; "" where it ends nowhere."""
        found = self._standard.get(kind)
        if found is None:
            found = self._standard[kind] = next((each for each in self.path(kind) if each in STANDARD), "")
        return found

    def path(self, kind: str) -> list[str]:
        """The types that a type is mapped to one after the other, itself first; its last one twice in a circle."""
        found = [kind]
        while found[-1] in self.roles:
            found.append(str(self.document.resolve(self.roles[found[-1]])))
            if found[-1] in found[:-1]:
                break
        return found

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The parent tree: number -> an element's dictionary or, for a content stream, a list of them."""
        return dict(self.document.tree(self.root.get("ParentTree"), "Nums"))

    def of_content(self, stream_number: Any, mcid: Any) -> Element | None:
        """The element that marked content of a stream belongs to."""
        listed = self.parents.get(stream_number)
        if not isinstance(listed, list) or not isinstance(mcid, int) or not 0 <= mcid < len(listed):
            return None
        return self.by_entries.get(id(self.document.resolve(listed[mcid])))

    def of_object(self, entries: dict[str, Any]) -> Element | None:
        """The element that an annotation or XObject belongs to as a whole."""
        found = self.parents.get(self.document.get(entries, "StructParent"))
        return self.by_entries.get(id(found)) if isinstance(found, dict) else None

    def attribute(self, element: Element, owner: str, name: str) -> Any:
        """The value of an attribute, from the element or its classes."""
        get = self.document
        classes = self.document.dictionary(self.root, "ClassMap")
        listed = get.array(element.entries, "A")
        for each in get.array(element.entries, "C"):
            listed += get.array(classes, each) if isinstance(each, str) else []
        for each in listed:
            if isinstance(each, dict) and get.get(each, "O") == owner and name in each:
                return get.get(each, name)
        return None
