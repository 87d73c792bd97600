"""Pages bound into a PDF file by ReportLab's object model: contents, links, bookmarks, fonts, structure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from desktop import NAME, VERSION
from desktop.reports.layout.page import Page
from desktop.reports.layout.page_sizes import PageSize
from desktop.reports.layout.pictures import Picture
from desktop.reports.tagged_pdf import (
    Attachment,
    Metadata,
    StructureTree,
    bind_document,
)
from desktop.reports.text import FontBook, compressed_stream, embed_font, pdfdoc
from desktop.reports.text.font_faces import FontFace
from desktop.reports.text.shaping import GlyphUse
from desktop.system.errors import writing_error
from desktop.system.files import write_whole

_OF_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
COLOURS = Path(__file__).resolve().parents[3] / "resources" / "colours" / "sRGB.icc"
"""The profile that all colours are of."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: the place of that key, under the last entry of a smaller level."""

    title: str
    key: str
    level: int = 0


class Document:
    """Collects pages, then binds them. Pages are drawn in any order; `build_pdf` is told the order they are read in."""

    def __init__(self, sheet: PageSize, metadata: Metadata) -> None:
        self.sheet = sheet
        self.metadata = metadata
        metadata.creator = f"{NAME} {VERSION}"
        metadata.producer = f"{NAME} {VERSION} (ReportLab)"
        self.structure = StructureTree()
        """What each part is; pages ask it what the words belong to that they draw."""
        self.attachments: list[Attachment] = []
        self.fonts = FontBook()
        self.places: dict[str, tuple[Page, float]] = {}
        """key -> (page, height) of the places that links and bookmarks lead to."""
        self._names: dict[FontFace, str] = {}
        self._pictures: list[Picture] = []

    def new_page(self, heading: str = "", sheet: PageSize | None = None) -> Page:
        """A new empty page, of the document's size unless told otherwise."""
        return Page(self._name_of, heading, sheet or self.sheet, self.structure, self.metadata.language)

    def add_picture(self, picture: Picture) -> str:
        """Take a picture in; returns the name to draw it by."""
        self._pictures.append(picture)
        return f"I{len(self._pictures)}"

    @property
    def missing_letters(self) -> str:
        """The letters met so far that no font has, in order."""
        return "".join(sorted(self.fonts.missing))

    def mark_place(self, key: str, page: Page, y: float) -> None:
        """Name a place."""
        self.places[key] = (page, y)

    def build_pdf(
        self, pages: Sequence[Page], entries: Sequence[Bookmark], foot: Callable[[Page, Page, int, int], None]
    ) -> bytes:
        """The PDF file. `foot(page, over, number, of)` draws over each page what is known only now: no text of it."""
        document: Any = pdfdoc.PDFDocument(pdfVersion=(1, 7))
        names = {id(page): f"Page{number}" for number, page in enumerate(pages, 1)}
        for number, page in enumerate(pages, 1):
            over = page.overlay()
            with self.structure.artifact("Pagination"):
                foot(page, over, number, len(pages))
            document.addPage(self._bound(document, page, over.content(), names, number))
        fonts = {
            name: document.Reference(embed_font(document, name, face, self.fonts.uses.get(face, GlyphUse())), name)
            for face, name in self._names.items()
        }
        document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Font": pdfdoc.PDFDictionary(fonts),
                    "XObject": pdfdoc.PDFDictionary(self._bound_pictures(document)),
                    "ProcSet": pdfdoc.PDFArrayCompact([pdfdoc.PDFName("PDF"), pdfdoc.PDFName("Text")]),
                }
            ),
            "Resources",
        )
        self._outline(document, entries, names)
        return bind_document(
            document, self.structure, [page.tags for page in pages], self.metadata, profile=COLOURS.read_bytes(),
            attachments=self.attachments,
        )  # fmt: skip

    def _bound_pictures(self, document: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, picture in enumerate(self._pictures, 1):
            entries = {
                "Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceRGB", "Filter": "DCTDecode",
            }  # fmt: skip
            about: dict[str, Any] = {key: pdfdoc.PDFName(value) for key, value in entries.items()}
            about |= {"Width": picture.width, "Height": picture.height, "BitsPerComponent": 8}
            stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(about), picture.data)
            found[f"I{number}"] = document.Reference(stream, f"Picture{number}")
        return found

    def _name_of(self, face: FontFace) -> str:
        found = self._names.get(face)
        if found is None:
            found = self._names[face] = f"T{len(self._names) + 1}"
        return found

    def _bound(self, document: Any, page: Page, over: bytes, names: dict[int, str], number: int) -> Any:
        made: Any = pdfdoc.PDFPage()
        made.pagewidth, made.pageheight = page.sheet.width, page.sheet.height
        body = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), page.body)
        parts = [document.Reference(body, f"Page{number}.body")]
        if over:
            # First, as whoever has the page read aloud hears its head first.
            parts.insert(0, document.Reference(compressed_stream(over), f"Page{number}.over"))
        made.Contents = pdfdoc.PDFArrayCompact(parts)
        made.Resources = pdfdoc.PDFObjectReference("Resources")
        for at, link in enumerate(page.links):
            link.annotation.object = self._link(link.rectangle, link.to, names)
            link.annotation.object["Contents"] = pdfdoc.PDFString(link.description)
            document.Reference(link.annotation.object, f"Page{number}.link{at}")
        made.Annots = [pdfdoc.PDFObjectReference(f"Page{number}.link{at}") for at in range(len(page.links))]
        page.tags.page = made
        return made

    def _link(self, rectangle: tuple[float, float, float, float], to: str, names: dict[int, str]) -> Any:
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArrayCompact([round(each, 2) for each in rectangle]),
            "Border": pdfdoc.PDFArrayCompact([0, 0, 0]),
            "F": 4,
        }
        if to in self.places:
            entries["Dest"] = self._destination(to, names)
        else:
            entries["A"] = pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Action"),
                    "S": pdfdoc.PDFName("URI"),
                    "URI": pdfdoc.PDFString(quote(to, safe=_OF_ADDRESSES)),
                }
            )
        return pdfdoc.PDFDictionary(entries)

    def _destination(self, key: str, names: dict[int, str]) -> Any:
        page, y = self.places[key]
        return pdfdoc.PDFArrayCompact(
            [pdfdoc.PDFObjectReference(names[id(page)]), pdfdoc.PDFName("XYZ"), 0, round(y, 1), "null"]
        )

    def _outline(self, document: Any, entries: Sequence[Bookmark], names: dict[int, str]) -> None:
        document.Outlines = _NoOutline()
        if not entries:
            document.Catalog.Outlines = None
            return
        root: dict[str, Any] = {"Type": pdfdoc.PDFName("Outlines")}
        nodes = [root]
        path: list[tuple[int, int]] = [(-1, 0)]  # (level, place in nodes)
        last: dict[int, int] = {}
        tops = 0
        for entry in entries:
            while path[-1][0] >= entry.level:
                path.pop()
            parent = path[-1][1]
            at = len(nodes)
            node: dict[str, Any] = {
                "Title": pdfdoc.PDFString(entry.title),
                "Parent": pdfdoc.PDFObjectReference(f"Outline{parent}"),
                "Dest": self._destination(entry.key, names),
            }
            if parent in last:
                node["Prev"] = pdfdoc.PDFObjectReference(f"Outline{last[parent]}")
                nodes[last[parent]]["Next"] = pdfdoc.PDFObjectReference(f"Outline{at}")
            else:
                nodes[parent]["First"] = pdfdoc.PDFObjectReference(f"Outline{at}")
            nodes[parent]["Last"] = pdfdoc.PDFObjectReference(f"Outline{at}")
            if parent:
                nodes[parent]["Count"] = nodes[parent].get("Count", 0) - 1  # below zero: shown closed
            else:
                tops += 1
            last[parent] = at
            nodes.append(node)
            path.append((entry.level, at))
        root["Count"] = tops
        for at, node in enumerate(nodes):
            document.Reference(pdfdoc.PDFDictionary(node), f"Outline{at}")
        document.Catalog.Outlines = pdfdoc.PDFObjectReference("Outline0")
        document.Catalog.PageMode = pdfdoc.PDFName("UseOutlines")


class _NoOutline:
    """Bookmarks are written by `Document` itself, which knows the pages' order only at the end."""

    ready = 1

    def prepare(self, document: Any, canvas: Any) -> None:
        """Nothing is left to prepare."""


def save_pdf(data: bytes, target: Path) -> None:
    """Write it to `target`, in place of what is there. Raises UserFacingError; then nothing new is left in the folder."""
    try:
        write_whole(target, data)
    except OSError as error:
        raise writing_error(error, target) from error
